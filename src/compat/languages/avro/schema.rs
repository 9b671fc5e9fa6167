//! An Avro schema as data: every type in a list, names already resolved, each with its place in the
//! file. A type that contains itself is a number that comes back, so nothing here is endless.

use serde_json::Value;

/// Names a type of one [`Schema`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id(usize);

/// A schema.
#[derive(Debug, Default)]
pub(super) struct Schema {
    types: Vec<Type>,
}

/// A type, by the specification's section "Schema Declaration".
#[derive(Debug)]
pub(super) struct Type {
    /// What it is.
    pub(super) kind: Kind,
    /// What its values mean, where the logical type is valid. Others are ignored, as the section
    /// "Logical Types" demands.
    pub(super) logical: Option<Logical>,
    /// Where it is declared, as a JSON pointer.
    pub(super) pointer: String,
}

/// What a type is.
#[derive(Debug)]
pub(super) enum Kind {
    /// One of the eight primitive types.
    Primitive(Primitive),
    /// A list of one type.
    Array(Id),
    /// A mapping from text to one type.
    Map(Id),
    /// One of several types.
    Union(Vec<Id>),
    /// A record.
    Record(Named, Vec<Field>),
    /// One of several symbols, with the one that stands for those that a reader does not know.
    Enum(Named, Vec<String>, Option<String>),
    /// So many bytes.
    Fixed(Named, usize),
}

/// A primitive type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Primitive {
    Null,
    Boolean,
    Int,
    Long,
    Float,
    Double,
    Bytes,
    String,
}

/// What a named type is called.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    /// The name with its namespace.
    pub(super) full: String,
    /// The other names that a reader's schema has for it, with their namespaces.
    pub(super) aliases: Vec<String>,
    /// What it says of itself.
    pub(super) doc: Option<String>,
}

/// A field of a record.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) doc: Option<String>,
    /// What a reader puts in its place where the writer has none.
    pub(super) default: Option<Value>,
    pub(super) of: Id,
    /// Where it stands.
    pub(super) pointer: String,
}

/// A logical type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Logical {
    /// Its name: `timestamp-millis`.
    pub(super) name: &'static str,
    /// The precision and scale of a `decimal`.
    pub(super) digits: Option<(usize, usize)>,
}

/// The logical types of specification 1.12, each with the types that it may stand on. A `fixed`
/// has its size.
const LOGICAL: [(&str, &[Ground]); 13] = [
    ("decimal", &[Ground::Of(Primitive::Bytes), Ground::Fixed(None)]),
    ("big-decimal", &[Ground::Of(Primitive::Bytes)]),
    ("uuid", &[Ground::Of(Primitive::String), Ground::Fixed(Some(16))]),
    ("date", &[Ground::Of(Primitive::Int)]),
    ("time-millis", &[Ground::Of(Primitive::Int)]),
    ("time-micros", &[Ground::Of(Primitive::Long)]),
    ("timestamp-millis", &[Ground::Of(Primitive::Long)]),
    ("timestamp-micros", &[Ground::Of(Primitive::Long)]),
    ("timestamp-nanos", &[Ground::Of(Primitive::Long)]),
    ("local-timestamp-millis", &[Ground::Of(Primitive::Long)]),
    ("local-timestamp-micros", &[Ground::Of(Primitive::Long)]),
    ("local-timestamp-nanos", &[Ground::Of(Primitive::Long)]),
    ("duration", &[Ground::Fixed(Some(12))]),
];

/// What a logical type may stand on.
#[derive(Debug, Clone, Copy)]
enum Ground {
    Of(Primitive),
    Fixed(Option<usize>),
}

/// A decimal of more digits is taken for the bytes that it stands on.
const MOST_DIGITS: usize = 10_000;

impl Logical {
    /// The logical type of a declaration on a type of this kind; none where it is not valid.
    pub(super) fn of(declaration: &Value, kind: &Kind) -> Option<Logical> {
        let stated = declaration.get("logicalType")?.as_str()?;
        let (name, grounds) = LOGICAL.iter().find(|(name, _)| *name == stated)?;
        let stands = grounds.iter().any(|ground| match (ground, kind) {
            (Ground::Of(primitive), Kind::Primitive(own)) => primitive == own,
            (Ground::Fixed(size), Kind::Fixed(_, own)) => size.is_none_or(|size| size == *own),
            _ => false,
        });
        if !stands {
            return None;
        }
        let digits = match *name {
            "decimal" => Some(digits(declaration, kind)?),
            _ => None,
        };
        Some(Logical { name, digits })
    }
}

/// Precision and scale, where they make sense. (Section "Decimal".)
fn digits(declaration: &Value, kind: &Kind) -> Option<(usize, usize)> {
    let number = |key: &str| declaration.get(key).map(|value| value.as_u64());
    let precision = usize::try_from(number("precision")??).ok()?;
    let scale = usize::try_from(number("scale").unwrap_or(Some(0))?).ok()?;
    let room = match kind {
        // floor(log10(2^(8n - 1) - 1)), without the logarithm of a number that large.
        Kind::Fixed(_, size) => size.saturating_mul(8).saturating_sub(1).saturating_mul(301) / 1000,
        _ => MOST_DIGITS,
    };
    (precision > 0 && scale <= precision && precision <= room.min(MOST_DIGITS))
        .then_some((precision, scale))
}

impl Primitive {
    /// All of them, by the names of the specification.
    pub(super) const ALL: [(&'static str, Primitive); 8] = [
        ("null", Primitive::Null),
        ("boolean", Primitive::Boolean),
        ("int", Primitive::Int),
        ("long", Primitive::Long),
        ("float", Primitive::Float),
        ("double", Primitive::Double),
        ("bytes", Primitive::Bytes),
        ("string", Primitive::String),
    ];

    /// The name of the specification.
    pub(super) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, own)| *own == self).map_or("null", |(word, _)| word)
    }
}

impl Named {
    /// The name without its namespace.
    pub(super) fn short(&self) -> &str {
        short(&self.full)
    }
}

/// A name without its namespace.
pub(super) fn short(full: &str) -> &str {
    full.rsplit_once('.').map_or(full, |(_, name)| name)
}

impl Schema {
    /// The type of the whole: the one that was added first.
    pub(super) const ROOT: Id = Id(0);

    /// The type that an id names.
    pub(super) fn of(&self, id: Id) -> &Type {
        self.types.get(id.0).expect("an id is only made by adding its type")
    }

    /// Every type with its id.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (Id, &Type)> {
        self.types.iter().enumerate().map(|(index, of)| (Id(index), of))
    }

    /// Adds a type.
    pub(super) fn add(&mut self, kind: Kind, pointer: String) -> Id {
        self.types.push(Type { kind, logical: None, pointer });
        Id(self.types.len() - 1)
    }

    /// The same as [`Schema::of`], to be completed.
    pub(super) fn complete(&mut self, id: Id) -> &mut Type {
        self.types.get_mut(id.0).expect("an id is only made by adding its type")
    }

    /// A number that no other type has.
    pub(super) fn number(&self, id: Id) -> usize {
        id.0
    }

    /// How many types there are.
    pub(super) fn len(&self) -> usize {
        self.types.len()
    }

    /// What tells a type from the other branches of a union, and stands before its value in JSON.
    /// (Sections "Unions" and "JSON Encoding".)
    pub(super) fn tag(&self, id: Id) -> &str {
        match &self.of(id).kind {
            Kind::Primitive(primitive) => primitive.word(),
            Kind::Array(_) => "array",
            Kind::Map(_) => "map",
            Kind::Union(_) => "union",
            Kind::Record(named, _) | Kind::Enum(named, ..) | Kind::Fixed(named, _) => &named.full,
        }
    }

    /// What a person calls a type: `long`, `record Order`, `array of string`.
    pub(super) fn word(&self, id: Id) -> String {
        self.word_within(id, 3)
    }

    fn word_within(&self, id: Id, depth: u8) -> String {
        let Type { kind, logical, .. } = self.of(id);
        let inner =
            |id| if depth == 0 { "…".to_owned() } else { self.word_within(id, depth - 1) };
        let plain = match kind {
            Kind::Primitive(primitive) => primitive.word().to_owned(),
            Kind::Array(items) => format!("array of {}", inner(*items)),
            Kind::Map(values) => format!("map of {}", inner(*values)),
            Kind::Union(branches) => {
                let words: Vec<String> = branches.iter().map(|branch| inner(*branch)).collect();
                format!("union of {}", words.join(", "))
            }
            Kind::Record(named, _) => format!("record {}", named.short()),
            Kind::Enum(named, ..) => format!("enum {}", named.short()),
            Kind::Fixed(named, size) => format!("fixed {} of {size} bytes", named.short()),
        };
        match logical {
            Some(Logical { name, digits: Some((precision, scale)) }) => {
                format!("{plain} ({name} {precision}, {scale})")
            }
            Some(Logical { name, digits: None }) => format!("{plain} ({name})"),
            None => plain,
        }
    }
}
