//! A regular expression as a tree, without what it cannot say: look-around and references back.

use regex_syntax::hir::ClassUnicode;

/// A regular expression.
#[derive(Debug, Clone)]
pub(super) enum Expression {
    /// One character of a set.
    Set(ClassUnicode),
    /// A place between characters.
    Look(Look),
    /// One after the other; nothing where there is none.
    Sequence(Vec<Expression>),
    /// One of them.
    Choice(Vec<Expression>),
    /// The same several times.
    Repeat(Box<Expression>, u32, Option<u32>),
}

/// A place between characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`
    Boundary,
    /// `\B`
    NoBoundary,
}

impl Expression {
    /// Whether it takes no character, however often it is repeated.
    pub(super) fn is_place(&self) -> bool {
        match self {
            Expression::Set(_) => false,
            Expression::Look(_) => true,
            Expression::Sequence(parts) | Expression::Choice(parts) => {
                parts.iter().all(Expression::is_place)
            }
            Expression::Repeat(part, _, most) => *most == Some(0) || part.is_place(),
        }
    }

    /// Whether it can only match where the text starts.
    pub(super) fn is_anchored(&self) -> bool {
        match self {
            Expression::Set(_) => false,
            Expression::Look(look) => *look == Look::Start,
            Expression::Choice(parts) => parts.iter().all(Expression::is_anchored),
            Expression::Sequence(parts) => {
                let mut places = parts.iter().take_while(|part| part.is_place());
                let first = parts.iter().find(|part| !part.is_place());
                places.any(Expression::is_anchored) || first.is_some_and(Expression::is_anchored)
            }
            Expression::Repeat(part, least, _) => *least > 0 && part.is_anchored(),
        }
    }
}
