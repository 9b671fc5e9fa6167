//! For a person at a terminal: each break with its lines in both files, then what it comes to, and what
//! the change does besides.

use crate::changes::told;
use crate::document::parts::compatibility::Mode;
use crate::report::compared::{Compared, Outcome};
use crate::report::format::tame;
use crate::report::formats;

/// The whole report, with its last line break.
pub fn print(compared: &Compared, styled: bool) -> String {
    let mut text = formats::text::findings(&compared.pair.sources, &compared.findings(), styled);
    for (direction, answer) in compared.answers() {
        let name = told::direction(direction);
        let (word, told) = (answer.word(), told::answer(direction, answer));
        text.push_str(&format!("{name:8}  {word:12}  {told}\n"));
    }
    for remark in &compared.remarks {
        let span = compared.pair.span(&compared.pair.new, &remark.place);
        let position = compared.pair.sources.position(span);
        let path = tame(&compared.pair.sources.file(span.file).path);
        let place = format!("{path}:{}:{}", position.line, position.column);
        let (level, sentence) = (remark.level, tame(&remark.sentence));
        text.push_str(&format!("{:8}  {level:12}  {sentence} ({place})\n", "note"));
    }
    let upgrade = match (compared.order(), compared.outcome()) {
        (Some(order), _) => format!("upgrade {order}"),
        (None, Outcome::Undecided) => "not known in which order to upgrade".to_owned(),
        (None, _) => stuck(compared.mode).to_owned(),
    };
    let policy = told::policy(compared.policy);
    let (old, new) = (tame(&compared.pair.old.path), tame(&compared.pair.new.path));
    text.push_str(&format!("{policy}\n{old} -> {new}: {upgrade}\n"));
    text
}

/// What to do where it is asked for what does not hold.
fn stuck(mode: Mode) -> &'static str {
    match mode {
        Mode::Backward => "consumers cannot be upgraded first",
        Mode::Forward => "producers cannot be upgraded first",
        _ => "no order of upgrades helps: publish a new major version beside the old",
    }
}
