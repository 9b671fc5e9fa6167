//! AWS Lambda, which polls a queue and calls a function with a batch of its messages. How long the
//! function may run is its `timeout`; tools that deploy one disagree on the default, so it has none
//! here.

use crate::transport::client::Client;
use crate::transport::setting::{Setting, Unit};

/// How long the function may run.
pub const TIMEOUT: Setting = Setting::of_client("timeout", Unit::Seconds).called(&["Timeout"]);

/// AWS Lambda.
pub const CLIENT: Client = Client {
    name: "lambda",
    aliases: &["aws-lambda"],
    title: "Lambda",
    broker: "sqs",
    handler: None,
    extends: false,
    defaults: &[],
};
