//! The two documents that may declare one subscription: the event's, which names the service, and
//! the service's, which names the events. The shape is the same; the required key is not.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

/// A shared shape as one side declares it. It is validated here and read by the catalog.
#[derive(Debug, Clone)]
pub struct With<T, S>(PhantomData<(T, S)>);

/// Which key a side must have, and which belongs to the other side.
pub trait Side {
    /// A word for the schema's name.
    const NAME: &'static str;
    /// The key that it must have.
    const REQUIRED: &'static str;
    /// The key of the other side.
    const FORBIDDEN: &'static str;
}

/// The event's document names the service.
#[derive(Debug, Clone)]
pub struct ServiceNamed;

impl Side for ServiceNamed {
    const NAME: &'static str = "OfService";
    const REQUIRED: &'static str = "service";
    const FORBIDDEN: &'static str = "events";
}

/// The service's document names the events.
#[derive(Debug, Clone)]
pub struct EventsNamed;

impl Side for EventsNamed {
    const NAME: &'static str = "OfEvents";
    const REQUIRED: &'static str = "events";
    const FORBIDDEN: &'static str = "service";
}

impl<T: JsonSchema, S: Side> JsonSchema for With<T, S> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}{}", T::schema_name(), S::NAME).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            properties.shift_remove(S::FORBIDDEN);
            // A default would say that the key may be left out; on this side it may not.
            if let Some(Value::Object(required)) = properties.get_mut(S::REQUIRED) {
                required.shift_remove("default");
            }
        }
        schema.insert("required".to_owned(), json!([S::REQUIRED]));
        schema
    }
}
