//! Yes, no, or not known: what can be said of a message's way from what documents state.

/// An answer that may be open. `and` and `or` are those of Kleene's logic: what is not known stays
/// open only as long as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// The documents do not say enough.
    Unknown,
}

impl Answer {
    /// Whether both are so.
    pub fn and(self, other: Answer) -> Answer {
        match (self, other) {
            (Answer::No, _) | (_, Answer::No) => Answer::No,
            (Answer::Yes, Answer::Yes) => Answer::Yes,
            _ => Answer::Unknown,
        }
    }

    /// Whether one of them is so.
    pub fn or(self, other: Answer) -> Answer {
        match (self, other) {
            (Answer::Yes, _) | (_, Answer::Yes) => Answer::Yes,
            (Answer::No, Answer::No) => Answer::No,
            _ => Answer::Unknown,
        }
    }

    /// Whether all of them are so; yes where there are none.
    pub fn all(answers: impl IntoIterator<Item = Answer>) -> Answer {
        answers.into_iter().fold(Answer::Yes, Answer::and)
    }

    /// Whether one of them is so; no where there are none.
    pub fn any(answers: impl IntoIterator<Item = Answer>) -> Answer {
        answers.into_iter().fold(Answer::No, Answer::or)
    }
}

impl From<bool> for Answer {
    fn from(known: bool) -> Self {
        if known { Answer::Yes } else { Answer::No }
    }
}
