//! The door to the Avro library: it reads every schema that we have read, and confirms what we say
//! of two of them by writing a datum with the one and reading it with the other.

use std::collections::HashMap;

use apache_avro::reader::datum::GenericDatumReader;
use apache_avro::types::Value as Avro;
use apache_avro::writer::datum::GenericDatumWriter;
use serde_json::Value;

use crate::compat::languages::avro::datum::Datum;

/// What the library did with a datum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// It did not write it, or did not read again what it wrote.
    NotWritten,
    /// It read it with the reader's schema.
    Read,
    /// It refused to.
    Refused,
}

/// Whether the library takes a schema; its own words where it does not.
pub(super) fn accepts(json: &Value) -> Result<(), String> {
    let schema = apache_avro::Schema::parse(json).map_err(|error| sentence(&error))?;
    // What reads data resolves all names again, and is stricter about them.
    GenericDatumReader::builder(&schema).build().map(drop).map_err(|error| sentence(&error))
}

fn sentence(error: &apache_avro::Error) -> String {
    error.to_string().trim_end_matches('.').to_owned()
}

/// Writes a datum and reads it with another schema. `plain` is the writer's schema without logical
/// types, by which the same bytes are written: "a logical type is always serialized using its
/// underlying Avro type".
pub(super) fn try_out(plain: &Value, writer: &Value, reader: &Value, datum: &Datum) -> Seen {
    let Some(bytes) = write(plain, datum) else { return Seen::NotWritten };
    if read(writer, writer, &bytes).is_none() {
        return Seen::NotWritten;
    }
    match read(writer, reader, &bytes) {
        Some(()) => Seen::Read,
        None => Seen::Refused,
    }
}

fn write(schema: &Value, datum: &Datum) -> Option<Vec<u8>> {
    let schema = apache_avro::Schema::parse(schema).ok()?;
    GenericDatumWriter::builder(&schema).build().ok()?.write_value_to_vec(value(datum)).ok()
}

fn read(writer: &Value, reader: &Value, bytes: &[u8]) -> Option<()> {
    let writer = apache_avro::Schema::parse(writer).ok()?;
    let reader = apache_avro::Schema::parse(reader).ok()?;
    let reading = GenericDatumReader::builder(&writer).reader_schema(&reader).build().ok()?;
    reading.read_value(&mut &*bytes).ok().map(drop)
}

fn value(datum: &Datum) -> Avro {
    let entries = |entries: &[(String, Datum)]| -> Vec<(String, Avro)> {
        entries.iter().map(|(name, inner)| (name.clone(), value(inner))).collect()
    };
    match datum {
        Datum::Null => Avro::Null,
        Datum::Boolean(value) => Avro::Boolean(*value),
        Datum::Int(value) => Avro::Int(*value),
        Datum::Long(value) => Avro::Long(*value),
        Datum::Float(value) => Avro::Float(*value),
        Datum::Double(value) => Avro::Double(*value),
        Datum::Bytes(bytes) => Avro::Bytes(bytes.clone()),
        Datum::Text(text) => Avro::String(text.clone()),
        Datum::Array(items) => Avro::Array(items.iter().map(value).collect()),
        Datum::Map(map) => Avro::Map(entries(map).into_iter().collect::<HashMap<_, _>>()),
        Datum::Union(index, _, inner) => Avro::Union(*index as u32, Box::new(value(inner))),
        Datum::Record(fields) => Avro::Record(entries(fields)),
        Datum::Enum(index, symbol) => Avro::Enum(*index as u32, symbol.clone()),
        Datum::Fixed(bytes) => Avro::Fixed(bytes.len(), bytes.clone()),
    }
}
