//! Whether a pattern takes a key, as brokers compare them: word by word between dots.
//!
//! In both, a `{name}` stands for one word that is not known here: `orders.{orderId}.placed`. In a
//! key, a wildcard stands for what differs from message to message, so it is not known either.

use crate::transport::answer::Answer;

/// AMQP 0-9-1 sends keys as short strings, which end at 255 bytes.
pub const LONGEST_AMQP_KEY: usize = 255;

/// Whether a topic exchange of AMQP takes a routing key: `*` is exactly one word, `#` is zero or
/// more. A key or pattern that AMQP cannot send is not known.
pub fn topic_exchange(pattern: &str, key: &str) -> Answer {
    if pattern.len() > LONGEST_AMQP_KEY || key.len() > LONGEST_AMQP_KEY {
        return Answer::Unknown;
    }
    let (pattern, key) = (words(pattern), words(key));
    if key.contains(&"#") {
        let everything = !pattern.is_empty() && pattern.iter().all(|word| *word == "#");
        return if everything { Answer::Yes } else { Answer::Unknown };
    }
    // From the end: `taken[at]` says whether the pattern's words from the current one on take
    // the key's words from `at` on.
    let mut taken = vec![Answer::No; key.len() + 1];
    taken[key.len()] = Answer::Yes;
    for word in pattern.iter().rev() {
        let mut longer = vec![Answer::No; key.len() + 1];
        for at in (0..=key.len()).rev() {
            let rest = longer.get(at + 1).copied().unwrap_or(Answer::No);
            longer[at] = match (*word, key.get(at)) {
                ("#", _) => taken[at].or(rest),
                ("*", Some(_)) => taken[at + 1],
                (word, Some(said)) => same(word, said).and(taken[at + 1]),
                (_, None) => Answer::No,
            };
        }
        taken = longer;
    }
    taken[0]
}

/// Whether a subject of NATS is one of those that a pattern names: `*` is one token, `>` is one or
/// more at the end. A pattern that NATS refuses is not known.
pub fn subject(pattern: &str, key: &str) -> Answer {
    let mut key = key.split('.');
    let mut pattern = pattern.split('.').peekable();
    let mut answer = Answer::Yes;
    while let Some(token) = pattern.next() {
        let said = key.next();
        if token == ">" && pattern.peek().is_some() {
            return Answer::Unknown;
        }
        answer = match (token, said) {
            (_, None) => return Answer::No,
            (">", Some(_)) => return answer,
            (_, Some(">")) => return answer.and(Answer::Unknown),
            ("*", Some(_)) => answer,
            (token, Some(said)) => answer.and(same(token, said)),
        };
    }
    answer.and(key.next().is_none().into())
}

/// Whether two words or keys without wildcards are the same.
pub fn same(stated: &str, said: &str) -> Answer {
    let open = |word: &str| word == "*" || (word.contains('{') && word.contains('}'));
    match stated == said {
        true => Answer::Yes,
        false if open(said) || (stated != "*" && open(stated)) => Answer::Unknown,
        false => Answer::No,
    }
}

/// The words of a routing key. An empty key has none.
fn words(key: &str) -> Vec<&str> {
    if key.is_empty() { Vec::new() } else { key.split('.').collect() }
}
