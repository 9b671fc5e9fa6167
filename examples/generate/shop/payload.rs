//! Payloads of twelve fields of all types, and examples that fit them. The first field is the id of
//! the thing; what a later version adds is optional, so that versions stay compatible.

use serde_json::{Map, Value, json};

use crate::shop::random::Random;

/// The fields of the newest version.
const FIELDS: usize = 12;

/// What fields there are beside the id, as their type and their name.
const KNOWN: [(Type, &str); 24] = [
    (Type::Amount, "totalAmount"),
    (Type::Amount, "taxAmount"),
    (Type::Amount, "openAmount"),
    (Type::Currency, "currency"),
    (Type::Currency, "accountCurrency"),
    (Type::Time, "occurredAt"),
    (Type::Time, "dueAt"),
    (Type::Time, "validFrom"),
    (Type::Uuid, "customerId"),
    (Type::Uuid, "contractId"),
    (Type::Uuid, "requestedBy"),
    (Type::Text, "note"),
    (Type::Text, "reason"),
    (Type::Text, "externalReference"),
    (Type::Count, "quantity"),
    (Type::Count, "attempt"),
    (Type::Truth, "isTest"),
    (Type::Truth, "isCorrection"),
    (Type::Lines, "items"),
    (Type::Lines, "positions"),
    (Type::Address, "deliveryAddress"),
    (Type::Address, "billingAddress"),
    (Type::Channel, "channel"),
    (Type::Channel, "origin"),
];

#[derive(Clone, Copy)]
enum Type {
    Amount,
    Currency,
    Time,
    Uuid,
    Text,
    Count,
    Truth,
    Lines,
    Address,
    Channel,
}

/// A payload.
pub(crate) struct Payload<'a> {
    id: String,
    fields: Vec<&'a (Type, &'a str)>,
    required: usize,
}

/// A payload whose id has this name.
pub(crate) fn payload(id: String, random: &mut Random) -> Payload<'static> {
    let others: Vec<&(Type, &str)> = KNOWN.iter().filter(|(_, name)| *name != id).collect();
    let fields = random.some(&others, FIELDS - 1).into_iter().copied().collect();
    Payload { id, fields, required: 2 + random.below(4) }
}

impl Payload<'_> {
    /// What a consumer depends on: the id and the first of the other fields.
    pub(crate) fn read(&self) -> [&str; 2] {
        [&self.id, self.fields[0].1]
    }

    /// The fields that say something about a person, as `pii` lists them.
    pub(crate) fn personal(&self) -> Vec<Value> {
        let personal = self.fields.iter().filter(|(kind, _)| matches!(kind, Type::Address));
        let declared =
            personal.map(|(_, name)| json!({ "field": name, "protection": "encrypted" }));
        declared.collect()
    }

    /// The schema without the last fields, which come with later versions.
    pub(crate) fn schema(&self, later: usize) -> Value {
        let fields = &self.fields[..self.fields.len() - later];
        let mut required = vec![self.id.as_str()];
        required.extend(fields.iter().take(self.required).map(|(_, name)| *name));
        let mut properties = Map::new();
        let id = json!({ "type": "string", "format": "uuid", "description": "What it is about." });
        properties.insert(self.id.clone(), id);
        properties.extend(fields.iter().map(|(kind, name)| ((*name).to_owned(), kind.schema())));
        json!({ "type": "object", "required": required, "properties": properties })
    }

    /// An example that fits the schema without the last fields.
    pub(crate) fn example(&self, later: usize, random: &mut Random) -> Value {
        let fields = &self.fields[..self.fields.len() - later];
        let mut example = Map::new();
        example.insert(self.id.clone(), random.uuid().into());
        for (index, (kind, name)) in fields.iter().enumerate() {
            if index < self.required || random.below(3) > 0 {
                example.insert((*name).to_owned(), kind.example(random));
            }
        }
        Value::Object(example)
    }
}

impl Type {
    fn schema(self) -> Value {
        let text = |what: &str| json!({ "type": "string", "description": what });
        match self {
            Type::Amount => json!({
                "type": "string",
                "pattern": "^[0-9]{1,10}[.][0-9]{2}$",
                "description": "A decimal as text, because binary floating point cannot hold cents.",
            }),
            Type::Currency => json!({ "type": "string", "enum": ["EUR", "GBP", "SEK", "USD"] }),
            Type::Time => json!({ "type": "string", "format": "date-time" }),
            Type::Uuid => json!({ "type": "string", "format": "uuid" }),
            Type::Text => text("What a person wrote; at most a few sentences."),
            Type::Count => json!({ "type": "integer", "minimum": 1, "maximum": 10000 }),
            Type::Truth => {
                json!({ "type": "boolean", "description": "False where it is not said." })
            }
            Type::Lines => json!({
                "type": "array",
                "minItems": 1,
                "maxItems": 200,
                "description": "One entry for each article.",
                "items": {
                    "type": "object",
                    "required": ["sku", "quantity"],
                    "properties": {
                        "sku": text("The article."),
                        "quantity": { "type": "integer", "minimum": 1 },
                        "unitPrice": { "type": "string", "pattern": "^[0-9]{1,10}[.][0-9]{2}$" },
                    },
                },
            }),
            Type::Address => json!({
                "type": "object",
                "required": ["street", "city", "country"],
                "properties": {
                    "street": text("Street and number."),
                    "city": text("The town."),
                    "postcode": text("As the country writes it."),
                    "country": { "type": "string", "pattern": "^[A-Z]{2}$" },
                },
            }),
            Type::Channel => json!({ "type": "string", "enum": ["web", "app", "phone", "store"] }),
        }
    }

    fn example(self, random: &mut Random) -> Value {
        let amount = |random: &mut Random| {
            Value::from(format!("{}.{:02}", random.below(5000), random.below(100)))
        };
        match self {
            Type::Amount => amount(random),
            Type::Currency => (*random.one(&["EUR", "GBP", "SEK", "USD"])).into(),
            Type::Time => {
                let (day, hour, minute) = (random.below(28), random.below(24), random.below(60));
                format!("2026-03-{:02}T{hour:02}:{minute:02}:00Z", day + 1).into()
            }
            Type::Uuid => random.uuid().into(),
            Type::Text => {
                (*random.one(&["as agreed: by phone", "urgent!", "- see ticket #4711"])).into()
            }
            Type::Count => (1 + random.below(20)).into(),
            Type::Truth => (random.below(2) == 0).into(),
            Type::Lines => {
                let line = |random: &mut Random| {
                    json!({
                        "sku": format!("SKU-{:05}", random.below(100_000)),
                        "quantity": 1 + random.below(9),
                        "unitPrice": amount(random),
                    })
                };
                (0..1 + random.below(3)).map(|_| line(random)).collect()
            }
            Type::Address => json!({
                "street": format!("Kirchweg {}", 1 + random.below(120)),
                "city": *random.one(&["Tarnfell", "Norrköping", "Åmål", "St. Ives"]),
                "country": *random.one(&["SE", "GB", "DE", "NO"]),
            }),
            Type::Channel => (*random.one(&["web", "app", "phone", "store"])).into(),
        }
    }
}
