//! Names as the services of Amazon take them: alone, or at the end of an ARN or a queue's address.

use serde_json::Value;

use crate::transport::channel::Channel;

/// Whether a queue or a topic can be called so: letters, digits, `-` and `_`, and `.fifo` at the end
/// of those that keep order.
pub fn name(channel: &Channel<'_>, longest: usize, service: &str) -> Result<(), String> {
    let name = match channel.address.split_once("://") {
        Some((_, rest)) => rest.rsplit('/').next().unwrap_or(rest),
        None => resource(channel.address, ":"),
    };
    let stem = name.strip_suffix(".fifo");
    let fifo = channel.block.get("fifo").and_then(Value::as_bool);
    match (fifo, stem) {
        (Some(true), None) => return Err("does not end in `.fifo`, as a FIFO one must".to_owned()),
        (Some(false), Some(_)) => {
            return Err("ends in `.fifo`, and `fifo: false` says that it is none".to_owned());
        }
        _ => {}
    }
    match name.len() {
        length if length > longest => {
            Err(format!("is {length} characters long; {service} takes at most {longest}"))
        }
        _ => letters(stem.unwrap_or(name), "-_", longest, service),
    }
}

/// What an ARN names; a text that is no ARN is the name itself.
pub fn resource<'a>(address: &'a str, before: &str) -> &'a str {
    match address.starts_with("arn:") {
        true => address.rsplit(before).next().unwrap_or(address),
        false => address,
    }
}

/// Whether a name has only letters, digits and these, and is not too long.
pub fn letters(name: &str, others: &str, longest: usize, service: &str) -> Result<(), String> {
    let legal = |c: char| c.is_ascii_alphanumeric() || others.contains(c);
    if let Some(bad) = name.chars().find(|c| !legal(*c)) {
        let others: Vec<String> = others.chars().map(|c| format!("`{c}`")).collect();
        let others = others.join(", ");
        return Err(format!("holds {bad:?}; {service} takes letters, digits, {others}"));
    }
    match name.len() {
        0 => Err("is empty".to_owned()),
        length if length > longest => {
            Err(format!("is {length} characters long; {service} takes at most {longest}"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn taken(address: &str, block: Value) -> bool {
        name(&Channel { kind: None, address, block: &block }, 80, "SQS").is_ok()
    }

    #[test]
    fn a_queue_has_a_name_of_its_kind() {
        assert!(taken("orders", Value::Null));
        assert!(taken("orders.fifo", Value::Null));
        assert!(taken("orders.fifo", json!({ "fifo": true })));
        assert!(taken("arn:aws:sqs:eu-west-1:123456789012:orders", Value::Null));
        assert!(taken("https://sqs.eu-west-1.amazonaws.com/123456789012/orders", Value::Null));
        assert!(!taken("orders", json!({ "fifo": true })));
        assert!(!taken("orders.fifo", json!({ "fifo": false })));
        assert!(!taken("order.events", Value::Null));
        assert!(!taken(".fifo", Value::Null));
        assert!(taken(&"q".repeat(80), Value::Null));
        assert!(!taken(&"q".repeat(81), Value::Null));
        assert!(!taken(&format!("{}.fifo", "q".repeat(76)), Value::Null), "the suffix counts");
    }
}
