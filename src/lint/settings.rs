//! The schema of the settings with the names of the rules in it, for those who write them in an editor.
//!
//! The settings themselves are read without it: a name that is no rule is a finding there, with the
//! name that was meant, and the rest is judged all the same.

use serde_json::{Value, json};

use crate::config;
use crate::lint::rules::RULES;

/// The JSON Schema of `eventbook.yaml`.
pub fn schema() -> Value {
    let mut schema = config::shape().schema;
    let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    if let Some(allow) = schema.pointer_mut("/$defs/Allow/properties") {
        allow["rule"]["enum"] = json!(names);
        allow["reason"]["minLength"] = json!(1);
    }
    let level = schema.pointer_mut("/properties/levels/additionalProperties").map(Value::take);
    if let (Some(level), Some(levels)) = (level, schema.pointer_mut("/properties/levels")) {
        // Any other key is a pattern, and stands before the levels of a part of the catalog.
        let mut part = level.pointer("/anyOf/1").cloned().unwrap_or_default();
        part["propertyNames"] = json!({ "enum": names });
        levels["additionalProperties"] = part;
        let each = json!({ "$ref": "#/$defs/RuleLevel" });
        levels["properties"] = names.iter().map(|name| (name.to_string(), each.clone())).collect();
        schema["$defs"]["RuleLevel"] = level;
    }
    schema
}
