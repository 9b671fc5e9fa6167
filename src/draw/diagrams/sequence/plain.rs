//! The sequence as plain text, one step a line: `OrderService -> Kafka[order-events]: OrderPlaced`.
//! A `Script` is exactly what that text can say; `print` writes it and `parse` reads it back.
//! Names and texts that could be taken for something else are written in quotation marks.

use crate::draw::diagrams::sequence::model::{Message, Operator, Sequence, Step};

/// Words that begin a line of their own, so that no bare name may begin with one.
pub const KEYWORDS: [&str; 8] = ["par", "and", "alt", "else", "opt", "loop", "end", "note"];

/// A sequence, as far as plain text tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Script {
    /// What happens, in order.
    pub lines: Vec<Line>,
}

/// One step of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// `A -> B: text`.
    Message {
        /// Who sends.
        from: Name,
        /// Who receives.
        to: Name,
        /// What is sent, with its version in parentheses.
        text: String,
    },
    /// `note over A: text`.
    Note {
        /// Beside whom the note stands.
        over: Name,
        /// What it says.
        text: String,
    },
    /// `par guard`, `and guard`, `end`; for the other operators `else` in place of `and`.
    Fragment {
        /// How the branches relate.
        operator: Operator,
        /// The first branch: its guard and its lines.
        first: (String, Vec<Line>),
        /// The other branches.
        rest: Vec<(String, Vec<Line>)>,
    },
}

/// A participant in plain text: `OrderService` or `Kafka[order-events]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// The name, or the label of the broker.
    pub name: String,
    /// The topic or queue of the broker.
    pub channel: Option<String>,
}

impl Script {
    /// The script of a sequence. Steps that cannot be drawn are left out here as well.
    pub fn of(model: &Sequence) -> Script {
        Script { lines: lines(model, &model.steps) }
    }

    /// The text of the script; every line ends with a line feed.
    pub fn print(&self) -> String {
        let mut out = String::new();
        print_lines(&mut out, &self.lines, 0);
        out
    }
}

fn lines(model: &Sequence, steps: &[Step]) -> Vec<Line> {
    steps.iter().filter_map(|step| line(model, step)).collect()
}

fn line(model: &Sequence, step: &Step) -> Option<Line> {
    let name = |index: usize| {
        let participant = model.participants.get(index)?;
        Some(Name { name: participant.name.clone(), channel: participant.channel.clone() })
    };
    match step {
        Step::Message(message) => Some(Line::Message {
            from: name(message.from)?,
            to: name(message.to)?,
            text: message_text(message),
        }),
        Step::Note { at, text } => Some(Line::Note { over: name(*at)?, text: text.clone() }),
        Step::Fragment { operator, branches } => {
            let mut all =
                branches.iter().map(|branch| (branch.guard.clone(), lines(model, &branch.steps)));
            let first = all.next()?;
            Some(Line::Fragment { operator: *operator, first, rest: all.collect() })
        }
    }
}

fn message_text(message: &Message) -> String {
    let mut text = message.text.clone();
    if let Some(version) = &message.version {
        text.push_str(" (");
        text.push_str(version);
        text.push(')');
    }
    if message.cut {
        text.push_str(" (already shown)");
    }
    text
}

fn print_lines(out: &mut String, lines: &[Line], depth: usize) {
    for line in lines {
        match line {
            Line::Message { from, to, text } => {
                let words = format!("{} -> {}:", print_name(from), print_name(to));
                print_line(out, depth, &words, text);
            }
            Line::Note { over, text } => {
                print_line(out, depth, &format!("note over {}:", print_name(over)), text);
            }
            Line::Fragment { operator, first, rest } => {
                print_line(out, depth, operator.word(), &first.0);
                print_lines(out, &first.1, depth + 1);
                let joint = if *operator == Operator::Par { "and" } else { "else" };
                for (guard, lines) in rest {
                    print_line(out, depth, joint, guard);
                    print_lines(out, lines, depth + 1);
                }
                print_line(out, depth, "end", "");
            }
        }
    }
}

fn print_line(out: &mut String, depth: usize, words: &str, text: &str) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(words);
    if !text.is_empty() {
        out.push(' ');
        out.push_str(&print_text(text));
    }
    out.push('\n');
}

/// A name as it is written: bare where it can be read back so, else quoted.
fn print_name(name: &Name) -> String {
    let mut text = if is_bare(&name.name) { name.name.clone() } else { quote(&name.name) };
    if let Some(channel) = &name.channel {
        let special = |character: char| matches!(character, '[' | ']' | '"');
        let plain = !channel.is_empty() && !is_risky(channel) && !channel.contains(special);
        text.push('[');
        text.push_str(&if plain { channel.clone() } else { quote(channel) });
        text.push(']');
    }
    text
}

/// A hyphen inside a word stays bare, as in `payment-service`; one that could begin an arrow
/// does not.
fn is_bare(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or("");
    let special = |character: char| matches!(character, '>' | ':' | '"' | '[' | ']');
    !name.is_empty()
        && !is_risky(name)
        && !name.contains(special)
        && !KEYWORDS.contains(&first)
        && name.match_indices('-').all(|(at, _)| joins_words(name, at))
}

/// Whether the hyphen at a byte index stands between two letters or digits.
pub fn joins_words(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// A text behind a colon or a keyword: bare unless its ends or its first sign would be lost.
fn print_text(text: &str) -> String {
    if is_risky(text) || text.starts_with('"') { quote(text) } else { text.to_owned() }
}

/// Whether the text has controls inside or white space at its ends.
fn is_risky(text: &str) -> bool {
    text.contains(char::is_control) || text.trim() != text
}

fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
