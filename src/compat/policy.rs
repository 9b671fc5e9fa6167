//! What is asked beyond the bare words of two schemas: how writers write and readers read.

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

/// What a producer writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    /// Only the fields that its schema declares.
    DeclaredOnly,
    /// Whatever its schema allows.
    Anything,
}

/// What a consumer does with fields that it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// It ignores them.
    IgnoresUnknown,
    /// It does as its schema says.
    Strict,
}

/// Who fills a field that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defaults {
    /// A default only tells people what its absence means.
    Annotation,
    /// The consumer puts the default in its place before it validates.
    AppliedByReader,
}

/// Whether `format` rejects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formats {
    /// It only tells people what is meant.
    Annotation,
    /// It rejects.
    Assert,
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
