//! What rules ask of a field that a document names: whether every message has it, over the versions
//! of an event that are in use.

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::field::{self, Field};
use crate::catalog::meaning::{Meaning, is_certain, meaning};
use crate::catalog::payload::Payload;
use crate::catalog::subscription::Subscription;
use crate::catalog::{Catalog, Envelope};
use crate::changes::readers;
use crate::document::kinds::envelope::FIELDS;
use crate::document::kinds::event::Status;
use crate::finding::did_you_mean;

/// Whether the messages of some versions have a field. What is worse comes later.
#[derive(Debug, Clone, Copy)]
pub enum Presence<'a> {
    /// Every message has it.
    Certain,
    /// It is declared, in a language that has no way to require it.
    Declared,
    /// It cannot be told.
    Unknown,
    /// A message of this version may lack it.
    Uncertain(&'a EventVersion, &'static str),
    /// No message of this version has it.
    Absent(&'a EventVersion),
}

impl Presence<'_> {
    fn rank(&self) -> u8 {
        match self {
            Presence::Certain => 0,
            Presence::Declared => 1,
            Presence::Unknown => 2,
            Presence::Uncertain(..) => 3,
            Presence::Absent(_) => 4,
        }
    }
}

/// The versions of an event that messages may have: all that are not retired.
pub fn in_use(event: &Event) -> impl Iterator<Item = &EventVersion> {
    event.versions.iter().filter(|version| version.status != Status::Retired)
}

/// The versions in use that a consumer reads.
pub fn read_by<'a>(catalog: &'a Catalog, consumer: &'a Subscription) -> Vec<&'a EventVersion> {
    let versions = in_use(&catalog.events[consumer.event]);
    versions.filter(|version| readers::reads(consumer, version)).collect()
}

/// Whether the messages of these versions have the field that is called this; the worst answer of
/// all versions. What is no path, such as `orderId + line`, cannot be told.
pub fn presence<'a>(
    catalog: &'a Catalog,
    versions: impl IntoIterator<Item = &'a EventVersion>,
    name: &str,
) -> Presence<'a> {
    let all = versions.into_iter().map(|version| of_version(catalog, version, name));
    let worst = all.reduce(|one, other| if other.rank() > one.rank() { other } else { one });
    worst.filter(|_| is_path(name)).unwrap_or(Presence::Unknown)
}

/// Whether a field that all messages have is only assumed: no document says what envelope they have,
/// and the payload of some version alone does not have it for certain.
pub fn is_assumed(catalog: &Catalog, versions: &[&EventVersion], name: &str) -> bool {
    let assumed = |version: &&EventVersion| {
        let payload = version.payload.as_ref();
        match meaning(payload, None, name) {
            Meaning::Envelope => true,
            Meaning::Both(field) => {
                !matches!(in_payload(version, payload, field), Presence::Certain)
            }
            _ => false,
        }
    };
    catalog.envelope.is_none() && versions.iter().any(assumed)
}

/// Whether no version has the field that is called this.
pub fn is_in_none(catalog: &Catalog, versions: &[&EventVersion], name: &str) -> bool {
    let envelope = catalog.envelope.as_ref();
    let absent = |version: &&EventVersion| {
        let payload = version.payload.as_ref();
        meaning(payload, envelope, name) == Meaning::Absent && !is_hidden(payload, name)
    };
    is_path(name) && !versions.is_empty() && versions.iter().all(absent)
}

/// Whether one of these versions shows the field that is called this, its lists with brackets or
/// without.
pub fn is_in_one(catalog: &Catalog, versions: &[&EventVersion], name: &str) -> bool {
    let shows = |version: &&EventVersion| {
        let payload = version.payload.as_ref();
        match meaning(payload, catalog.envelope.as_ref(), name) {
            Meaning::Payload(_) | Meaning::Both(_) | Meaning::Envelope => true,
            Meaning::Absent | Meaning::Unknown => payload.is_some_and(|one| lists(one, name)),
            Meaning::Header => false,
        }
    };
    versions.iter().any(shows)
}

/// The field that may have been meant, as it would be written in place of the name.
pub fn near(version: &EventVersion, name: &str) -> Option<String> {
    let (prefix, bare) = match name.split_once('.') {
        Some((prefix @ ("payload" | "envelope"), bare)) => (Some(prefix), bare),
        _ => (None, name),
    };
    let mut known = Vec::new();
    if prefix != Some("envelope") {
        let fields = version.payload.iter().flat_map(|payload| field::all(&payload.fields));
        known.extend(fields.map(|field| field.path.as_str()));
    }
    if prefix != Some("payload") {
        known.extend(FIELDS);
    }
    // A field of that name which lies deeper is nearer than one that is spelt alike.
    let is_deeper = |path: &&&str| path.rsplit('.').next() == Some(bare);
    let deeper = known.iter().find(is_deeper).copied();
    let near = deeper.or_else(|| did_you_mean(bare, known.iter().copied()))?;
    Some(prefix.map_or_else(|| near.to_owned(), |prefix| format!("{prefix}.{near}")))
}

/// Whether a name is a path of fields and nothing that is computed from several.
fn is_path(name: &str) -> bool {
    let legal = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '[' | ']' | '$');
    !name.is_empty() && name.chars().all(legal)
}

fn of_version<'a>(catalog: &'a Catalog, version: &'a EventVersion, name: &str) -> Presence<'a> {
    let payload = version.payload.as_ref();
    let envelope = catalog.envelope.as_ref();
    match meaning(payload, envelope, name) {
        Meaning::Payload(field) => in_payload(version, payload, field),
        Meaning::Both(field) => match in_payload(version, payload, field) {
            Presence::Certain => Presence::Certain,
            _ => in_envelope(version, envelope, name),
        },
        Meaning::Envelope => in_envelope(version, envelope, name),
        Meaning::Absent if !is_hidden(payload, name) => Presence::Absent(version),
        Meaning::Absent | Meaning::Header | Meaning::Unknown => Presence::Unknown,
    }
}

/// Whether the layout may not show the field although messages have it: it lies in an object whose
/// fields are not stated, or in a list that is written without its brackets.
fn is_hidden(payload: Option<&Payload>, name: &str) -> bool {
    let Some(payload) = payload else { return false };
    let listed = lists(payload, name);
    let name = name.strip_prefix("payload.").unwrap_or(name);
    let mut ancestors = name.match_indices('.').map(|(at, _)| &name[..at]);
    let is_open = |path: &str| {
        let field = field::find(&payload.fields, path.trim_end_matches("[]"));
        field.is_some_and(|field| field.children.is_empty())
    };
    listed || ancestors.any(is_open)
}

/// Whether a payload has a field of this name but for the brackets of lists.
fn lists(payload: &Payload, name: &str) -> bool {
    let name = name.strip_prefix("payload.").unwrap_or(name);
    let plain = |path: &str| path.replace("[]", "");
    field::all(&payload.fields).any(|field| plain(&field.path) == plain(name))
}

fn in_payload<'a>(
    version: &'a EventVersion,
    payload: Option<&'a Payload>,
    field: &Field,
) -> Presence<'a> {
    match payload {
        None => Presence::Certain,
        Some(payload) if is_certain(payload, &field.path) => Presence::Certain,
        Some(payload) if !payload.contract.language.requires => Presence::Declared,
        Some(_) => Presence::Uncertain(version, reason(field)),
    }
}

/// The fields of the envelope are in every message, unless its schema says otherwise.
fn in_envelope<'a>(
    version: &'a EventVersion,
    envelope: Option<&'a Envelope>,
    name: &str,
) -> Presence<'a> {
    let path = name.strip_prefix("envelope.").unwrap_or(name);
    let schema = envelope.and_then(|envelope| envelope.schema.as_ref());
    let path = envelope.map_or(path, |envelope| envelope.stated.name(path));
    let stated = schema.and_then(|schema| {
        let found = field::find(&schema.fields, path)?;
        (!is_certain(schema, path)).then(|| reason(found))
    });
    stated.map_or(Presence::Certain, |why| Presence::Uncertain(version, why))
}

fn reason(field: &Field) -> &'static str {
    match (field.is_nullable(), field.required) {
        (true, _) => "may be null",
        (false, false) => "is not required",
        (false, true) => "lies in what is not required",
    }
}
