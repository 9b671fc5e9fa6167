//! Trees to typed values by serde. Documents are validated first, so a failure here is rare; it
//! names the innermost node that did not fit.
//!
//! Three liberties make authors' short forms cheap: text is read as it stands where text is asked
//! for (`1.10` stays `1.10`), a single value is a list of one, and a scalar may stand for a
//! mapping whose type knows how to begin from text
//! ([`TextOr`](crate::document::either::TextOr)).

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};

use crate::document::tree::{Data, Entry, Node, Scalar};
use crate::source::span::{FileId, Span};

/// Why a node is not what its type asks for.
#[derive(Debug)]
pub struct ReadError {
    /// What is wrong.
    pub message: String,
    /// The innermost node.
    pub span: Option<Span>,
}

/// Reads a node as a type.
pub fn read<T: DeserializeOwned>(node: &Node) -> Result<T, ReadError> {
    T::deserialize(Reader(node))
}

/// The name by which [`spanned`] asks our own deserializer for a place.
const SPANNED: &str = "$eventbook::Spanned";

/// Reads a value and its place. Other deserializers give an empty place.
pub fn spanned<'de, D, T>(deserializer: D) -> Result<(Span, T), D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct SpannedVisitor<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for SpannedVisitor<T> {
        type Value = (Span, T);

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a value")
        }

        fn visit_seq<A: de::SeqAccess<'de>>(self, mut parts: A) -> Result<Self::Value, A::Error> {
            let mut number = || parts.next_element::<u32>().map(Option::unwrap_or_default);
            let (file, start, end) = (number()?, number()?, number()?);
            let value = parts.next_element()?.ok_or_else(|| de::Error::custom("no value"))?;
            Ok((Span::new(FileId(file), start, end), value))
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(
            self,
            deserializer: D,
        ) -> Result<Self::Value, D::Error> {
            Ok((Span::default(), T::deserialize(deserializer)?))
        }
    }
    deserializer.deserialize_newtype_struct(SPANNED, SpannedVisitor(PhantomData))
}

/// The largest whole number up to which floating point is exact: 2^53.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

#[derive(Clone, Copy)]
struct Reader<'a>(&'a Node);

impl Reader<'_> {
    fn place<T>(&self, result: Result<T, ReadError>) -> Result<T, ReadError> {
        result.map_err(|error| ReadError { span: error.span.or(Some(self.0.span)), ..error })
    }
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let result = match &self.0.data {
            Data::Sequence(items) => visitor.visit_seq(Items(items)),
            Data::Mapping(entries) => visitor.visit_map(Entries { entries, value: None }),
            Data::Scalar { text, .. } => match self.0.scalar() {
                Some(Scalar::Null) => visitor.visit_unit(),
                Some(Scalar::Bool(value)) => visitor.visit_bool(value),
                Some(Scalar::Number(number)) => match (number.as_u64(), number.as_i64()) {
                    (Some(value), _) => visitor.visit_u64(value),
                    (_, Some(value)) => visitor.visit_i64(value),
                    _ => match number.as_f64().unwrap_or_default() {
                        // JSON Schema takes `6.0` for a whole number, and so must we.
                        value if value.fract() == 0.0 && (0.0..=MOST_EXACT).contains(&value) => {
                            visitor.visit_u64(value as u64)
                        }
                        value => visitor.visit_f64(value),
                    },
                },
                _ => visitor.visit_str(text),
            },
        };
        self.place(result)
    }

    /// Text as it stands in the source, whatever it would mean unquoted.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.0.data {
            Data::Scalar { text, .. } => self.place(visitor.visit_str(text)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0.scalar() {
            Some(Scalar::Null) => visitor.visit_none(),
            _ => self.place(visitor.visit_some(self)),
        }
    }

    /// A single value is a list of one.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.0.data {
            Data::Sequence(items) => self.place(visitor.visit_seq(Items(items))),
            Data::Scalar { .. } if self.0.scalar() == Some(Scalar::Null) => {
                self.place(visitor.visit_seq(Items(&[])))
            }
            _ => self.place(visitor.visit_seq(Items(std::slice::from_ref(self.0)))),
        }
    }

    /// A scalar offers its text, for the types that have a short form.
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.0.data {
            Data::Scalar { text, .. } => self.place(visitor.visit_str(text)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let text = self.0.text().unwrap_or_default();
        let deserializer: StrDeserializer<'_, ReadError> = text.into_deserializer();
        self.place(visitor.visit_enum(deserializer))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        if name != SPANNED {
            return self.place(visitor.visit_newtype_struct(self));
        }
        self.place(visitor.visit_seq(SpanParts { node: self.0, next: 0 }))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit
        unit_struct tuple tuple_struct struct identifier ignored_any
    }
}

struct Items<'a>(&'a [Node]);

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(None) };
        self.0 = rest;
        seed.deserialize(Reader(first)).map(Some)
    }
}

struct Entries<'a> {
    entries: &'a [Entry],
    value: Option<&'a Node>,
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        let Some((first, rest)) = self.entries.split_first() else { return Ok(None) };
        self.entries = rest;
        self.value = Some(&first.value);
        let key: StrDeserializer<'_, ReadError> = first.key.as_str().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        let node = self.value.take().ok_or_else(|| de::Error::custom("a value without a key"))?;
        seed.deserialize(Reader(node))
    }
}

/// A place as three numbers, then the node itself.
struct SpanParts<'a> {
    node: &'a Node,
    next: u8,
}

impl<'de> de::SeqAccess<'de> for SpanParts<'_> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let span = self.node.span;
        self.next += 1;
        let number = match self.next {
            1 => span.file.0,
            2 => span.start,
            3 => span.end,
            4 => return seed.deserialize(Reader(self.node)).map(Some),
            _ => return Ok(None),
        };
        seed.deserialize(number.into_deserializer()).map(Some)
    }
}

impl de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        ReadError { message: message.to_string(), span: None }
    }

    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let message = whole_number(expected);
        let plain = || format!("invalid type: {found}, expected {expected}");
        ReadError { message: message.unwrap_or_else(plain), span: None }
    }

    fn invalid_value(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let message = whole_number(expected);
        let plain = || format!("invalid value: {found}, expected {expected}");
        ReadError { message: message.unwrap_or_else(plain), span: None }
    }
}

/// What is wrong with a number that is out of the bounds of the type that holds it. The least number
/// is the matter of the schema, which has judged it.
fn whole_number(expected: &dyn de::Expected) -> Option<String> {
    let most = match expected.to_string().as_str() {
        "u8" => u64::from(u8::MAX),
        "u16" => u64::from(u16::MAX),
        "u32" => u64::from(u32::MAX),
        "u64" => u64::MAX,
        _ => return None,
    };
    Some(format!("this has to be a whole number, {most} at most"))
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    #[test]
    fn a_number_out_of_bounds_is_told_its_bound() {
        let parsed = parse::parse(FileId(0), "partitions: 99999999999999999999").documents;
        let node = parsed[0].get("partitions").expect("it is there");
        let error = read::<u32>(node).expect_err("it is too large");
        assert_eq!(error.message, "this has to be a whole number, 4294967295 at most");
    }
}
