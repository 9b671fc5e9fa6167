//! The message of a file that is the payload: the only one, or the one that is named.

use prost_reflect::MessageDescriptor;

use super::files::{self, Files};
use super::place::Texts;
use crate::compat::answer::Place;
use crate::compat::contract::Contract;
use crate::compat::language::Fault;
use crate::finding::did_you_mean;

/// A payload's message.
pub(super) struct Schema {
    /// The message.
    pub(super) root: MessageDescriptor,
    /// What the places in them are read from.
    pub(super) texts: Texts,
}

/// Reads the files of a contract, and finds its message.
pub(super) fn read(contract: &Contract) -> Result<Schema, Fault> {
    let files = files::link(contract)?;
    let root = match &contract.message {
        Some(name) => named(name, &files)?,
        None => only(&files)?,
    };
    Ok(Schema { root, texts: files.texts })
}

/// The message of a name: in full, or without the package.
fn named(name: &str, files: &Files) -> Result<MessageDescriptor, Fault> {
    let own = declared(files);
    let short = own.iter().find(|message| short_of(message) == name);
    if let Some(message) = short.cloned().or_else(|| files.pool.get_message_by_name(name)) {
        return Ok(message);
    }
    let names: Vec<&str> =
        own.iter().flat_map(|message| [short_of(message), message.full_name()]).collect();
    let message = match (did_you_mean(name, names), own.is_empty()) {
        (Some(near), _) => format!("no message is called `{name}`: did you mean `{near}`?"),
        (None, true) => "the file declares no message".to_owned(),
        (None, false) => format!("no message is called `{name}`, only {}", listed(&own)),
    };
    Err(unchosen(message))
}

fn only(files: &Files) -> Result<MessageDescriptor, Fault> {
    let messages: Vec<MessageDescriptor> = files.own.messages().collect();
    match messages.as_slice() {
        [message] => Ok(message.clone()),
        [] => Err(files.texts.fault(files.own.name(), None, "the file declares no message")),
        several => {
            let names = listed(several);
            let message =
                format!("the file declares several messages, say which with `message`: {names}");
            Err(unchosen(message))
        }
    }
}

/// Every message of the contract's own file, each before those within it.
fn declared(files: &Files) -> Vec<MessageDescriptor> {
    let mut found = Vec::new();
    let mut waiting: Vec<MessageDescriptor> = files.own.messages().collect();
    waiting.reverse();
    while let Some(message) = waiting.pop() {
        let mut inner: Vec<_> = message.child_messages().collect();
        inner.retain(|message| !message.is_map_entry());
        waiting.extend(inner.into_iter().rev());
        found.push(message);
    }
    found
}

/// A message's name without its package: `Order.Line`.
fn short_of(message: &MessageDescriptor) -> &str {
    let full = message.full_name();
    let package = message.package_name();
    let rest = full.strip_prefix(package).and_then(|rest| rest.strip_prefix('.'));
    rest.unwrap_or(full)
}

fn listed(messages: &[MessageDescriptor]) -> String {
    let names: Vec<String> =
        messages.iter().map(|message| format!("`{}`", short_of(message))).collect();
    names.join(", ")
}

/// The file is right, and what is asked of it is not: the fault lies where the file is named.
fn unchosen(message: String) -> Fault {
    Fault { place: Place::default(), message }
}
