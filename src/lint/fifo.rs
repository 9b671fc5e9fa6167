//! Whether a queue of Amazon SQS is a FIFO queue or a standard one.

use crate::catalog::Catalog;
use crate::catalog::topic::Topic;
use serde_json::Value;

/// Whether a queue of Amazon SQS is a FIFO queue: it says so, or its name does, for the names of
/// FIFO queues, and no others, end in `.fifo`. `None` where a placeholder hides the end of the name or a
/// fault what the document says, or on another broker.
pub fn is_fifo(catalog: &Catalog, topic: &Topic) -> Option<bool> {
    if !is_on(catalog, topic, "sqs") {
        return None;
    }
    let (stated, name) = (topic.block.get("fifo").and_then(Value::as_bool), topic.address());
    let known = name.ends_with(".fifo") || !name.ends_with('}') && catalog.is_sound(topic.span);
    stated.or(known.then(|| name.ends_with(".fifo")))
}

/// Whether a topic lies on a broker of this product.
pub fn is_on(catalog: &Catalog, topic: &Topic, product: &str) -> bool {
    topic.broker.is_some_and(|broker| catalog.brokers[broker].stated.product.value == product)
}
