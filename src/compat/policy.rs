//! What is asked beyond the bare words of two schemas: how writers write and readers read.

pub use crate::document::parts::compatibility::{Defaults, Formats, Reader, Writer};

/// What producers and consumers do that their schemas do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// What a producer writes.
    pub writer: Writer,
    /// What a consumer does with fields that it does not know.
    pub reader: Reader,
    /// Who fills a field that is not there.
    pub defaults: Defaults,
    /// Whether `format` rejects.
    pub formats: Formats,
}

impl Policy {
    /// What events mean: producers write what they declare, consumers ignore what they do not know.
    pub const EVENTS: Policy = Policy {
        writer: Writer::DeclaredOnly,
        reader: Reader::IgnoresUnknown,
        defaults: Defaults::Annotation,
        formats: Formats::Annotation,
    };

    /// The bare words of the schemas.
    pub const EXACT: Policy = Policy {
        writer: Writer::Anything,
        reader: Reader::Strict,
        defaults: Defaults::Annotation,
        formats: Formats::Annotation,
    };
}
