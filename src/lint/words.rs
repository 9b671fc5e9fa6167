//! The words of a name, and what they tell: whether it states what happened, or asks for something.

/// The words of a name in small letters: `order`, `placed` of `OrderPlaced`, `order-placed` and
/// `order.placed`.
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before: Option<char> = None;
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let next_is_small = letters.peek().is_some_and(|next| next.is_lowercase());
        let after_small = before.is_some_and(|one| one.is_lowercase() || one.is_numeric());
        let ends_acronym = before.is_some_and(char::is_uppercase) && next_is_small;
        let begins = letter.is_uppercase() && (after_small || ends_acronym);
        if (begins || !letter.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_ascii_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        } else if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        before = Some(letter);
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// The words of a message's name without those that every name could have: its version, and that it
/// is an event or a message.
pub fn said(name: &str) -> Vec<String> {
    let mut said = words(name);
    while let Some(last) = said.last() {
        let number = last.strip_prefix('v').unwrap_or(last);
        let is_version = number.chars().all(|letter| letter.is_ascii_digit());
        if !is_version && !matches!(last.as_str(), "event" | "message" | "integration") {
            break;
        }
        said.pop();
    }
    said
}

/// Whether words tell what happened: one of them is a verb in the past, or a state.
pub fn state_a_fact(words: &[String]) -> bool {
    let states =
        |word: &String| is_past(word) || either_tense(word) || STATES.contains(&word.as_str());
    words.iter().any(states)
}

/// Whether a word is a verb in the past tense and can be nothing else.
pub fn is_past(word: &str) -> bool {
    let regular = word.len() > 3 && word.ends_with("ed") && !NOT_PAST.contains(&word);
    regular || IRREGULAR.contains(&word)
}

fn either_tense(word: &str) -> bool {
    EITHER_TENSE.contains(&word)
}

/// Whether a word asks for something where a name begins with it.
pub fn is_imperative(word: &str) -> bool {
    IMPERATIVES.contains(&word)
}

/// Words that end like a verb in the past and are none.
const NOT_PAST: [&str; 14] = [
    "need", "feed", "seed", "speed", "breed", "bleed", "embed", "shed", "sled", "exceed",
    "proceed", "succeed", "hundred", "indeed",
];

/// Verbs whose past has a form of its own.
const IRREGULAR: [&str; 62] = [
    "arisen",
    "became",
    "begun",
    "began",
    "bought",
    "broken",
    "brought",
    "built",
    "caught",
    "chosen",
    "come",
    "came",
    "done",
    "drawn",
    "driven",
    "fallen",
    "fell",
    "felt",
    "forgotten",
    "fought",
    "found",
    "frozen",
    "given",
    "gone",
    "went",
    "grown",
    "grew",
    "held",
    "withheld",
    "hidden",
    "kept",
    "known",
    "laid",
    "learnt",
    "left",
    "lent",
    "lost",
    "made",
    "met",
    "overdrawn",
    "paid",
    "repaid",
    "risen",
    "seen",
    "sent",
    "resent",
    "shown",
    "sold",
    "spent",
    "stolen",
    "struck",
    "stuck",
    "sworn",
    "taken",
    "taught",
    "thrown",
    "told",
    "torn",
    "undone",
    "withdrawn",
    "won",
    "written",
];

/// Verbs that are the same in the past.
const EITHER_TENSE: [&str; 15] = [
    "bid",
    "broadcast",
    "cut",
    "hit",
    "put",
    "quit",
    "read",
    "reset",
    "run",
    "set",
    "shut",
    "split",
    "spread",
    "upset",
    "become",
];

/// Words that say how something is or ended, which is a fact too.
const STATES: [&str; 34] = [
    "available",
    "unavailable",
    "ready",
    "overdue",
    "due",
    "out",
    "low",
    "high",
    "full",
    "empty",
    "missing",
    "failure",
    "error",
    "success",
    "timeout",
    "warning",
    "breach",
    "online",
    "offline",
    "active",
    "inactive",
    "valid",
    "invalid",
    "complete",
    "incomplete",
    "late",
    "early",
    "up",
    "down",
    "over",
    "below",
    "above",
    "done",
    "requested",
];

/// Verbs that no noun is spelt like, or hardly any: a name that begins with one asks for something.
const IMPERATIVES: [&str; 52] = [
    "accept",
    "activate",
    "add",
    "allocate",
    "apply",
    "approve",
    "assign",
    "attach",
    "authorise",
    "authorize",
    "calculate",
    "cancel",
    "confirm",
    "create",
    "deactivate",
    "decline",
    "delete",
    "deliver",
    "detach",
    "disable",
    "dispatch",
    "enable",
    "enrol",
    "execute",
    "expire",
    "fetch",
    "generate",
    "get",
    "handle",
    "initiate",
    "insert",
    "make",
    "modify",
    "notify",
    "perform",
    "prepare",
    "process",
    "provision",
    "publish",
    "register",
    "reject",
    "remove",
    "reserve",
    "resolve",
    "send",
    "submit",
    "suspend",
    "unregister",
    "update",
    "upsert",
    "validate",
    "verify",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(words("OrderPlaced"), ["order", "placed"]);
        assert_eq!(words("order-placed.v2"), ["order", "placed", "v2"]);
        assert_eq!(words("HTTPRequestSent"), ["http", "request", "sent"]);
        assert_eq!(words("customer_ID"), ["customer", "id"]);
        assert_eq!(said("OrderPlacedIntegrationEvent"), ["order", "placed"]);
        assert_eq!(said("UserCreatedV2"), ["user", "created"]);
        assert!(said("Event").is_empty() && words("…").is_empty());
    }

    #[test]
    fn facts_are_told_from_requests() {
        let is_fact = |name: &str| state_a_fact(&said(name));
        let facts = [
            "OrderStatusChangedToPaidIntegrationEvent",
            "GracePeriodConfirmed",
            "payment.completed",
            "order-placed",
            "MoneyWithdrawn",
            "OutOfStock",
            "LowStock",
        ];
        assert!(facts.into_iter().all(is_fact));
        assert!(!["CreateOrder", "ProcessPayment", "SendMail", "Feed"].into_iter().any(is_fact));
    }
}
