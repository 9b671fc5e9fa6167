//! What a search for one value comes to.

/// What a search for one value comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<T> {
    /// A value.
    Value(T),
    /// There is none: proved.
    Empty,
    /// Neither was shown, for this reason, in words.
    Unknown(String),
}
