//! Descriptions of about 120 words, no two alike: Markdown with a list, a table, code and emphasis
//! by turns.

use crate::shop::random::Random;

const SUBJECTS: [&str; 12] = [
    "the finance desk",
    "the shift lead",
    "a nightly job",
    "the customer",
    "the warehouse",
    "the on-call engineer",
    "an auditor",
    "the partner's system",
    "the reporting team",
    "the carrier",
    "the back office",
    "the fraud check",
];
const DEEDS: [&str; 12] = [
    "waits for it before anything is booked",
    "compares it with the ledger of the day before",
    "relies on its order within one key",
    "reads only the fields that are named below",
    "answers within the same minute",
    "keeps a copy for ten years",
    "never sees a correction of it",
    "asks for it again when it is late",
    "may receive it twice and must cope",
    "starts its own work by it",
    "shows it to the person at the counter",
    "stops when it has not come by midnight",
];
const REASONS: [&str; 10] = [
    "because the books must balance at the end of the month",
    "since nobody can take back what has left the house",
    "which is why the amounts are text and not numbers",
    "as the contract with the partner demands",
    "so that a late correction does not undo an early decision",
    "because two systems disagreed about it for a year",
    "since the old interface sent it in batches",
    "which keeps the peak of the morning away from the database",
    "so that support can answer without a developer",
    "as the last incident has taught",
];

/// A sentence about a thing.
pub(crate) fn sentence(random: &mut Random, thing: &str) -> String {
    let (who, what) = (random.one(&SUBJECTS), random.one(&DEEDS));
    format!("Where {thing} is concerned, {who} {what}.")
}

/// About 120 words about a thing.
pub(crate) fn description(random: &mut Random, thing: &str) -> String {
    let mut text =
        format!("What is said of **{thing}** here holds for every country of the shop. ");
    text.push_str(&claims(random, 3));
    text.push_str("\n\n");
    text.push_str(&match random.below(3) {
        0 => list(random),
        1 => table(random),
        _ => steps(random, thing),
    });
    text.push('\n');
    text.push_str(&claims(random, 2));
    text.push('\n');
    text
}

fn claims(random: &mut Random, count: usize) -> String {
    let claims: Vec<String> = (0..count).map(|_| claim(random)).collect();
    claims.join(" ")
}

fn claim(random: &mut Random) -> String {
    let (who, what, why) = (random.one(&SUBJECTS), random.one(&DEEDS), random.one(&REASONS));
    format!("{}{} {what}, {why}.", who[..1].to_uppercase(), &who[1..])
}

fn list(random: &mut Random) -> String {
    let who = random.some(&SUBJECTS, 3);
    who.into_iter().map(|who| format!("- *{who}* {}\n", random.one(&DEEDS))).collect()
}

fn table(random: &mut Random) -> String {
    let rows = random.some(&SUBJECTS, 3).into_iter();
    let rows = rows.map(|who| format!("| {who} | {} |\n", random.one(&DEEDS)));
    format!("| who | what |\n|---|---|\n{}", rows.collect::<String>())
}

fn steps(random: &mut Random, thing: &str) -> String {
    let steps = random.some(&DEEDS, 3).into_iter().enumerate();
    let steps = steps.map(|(index, deed)| format!("{}. `{thing}` {deed}\n", index + 1));
    steps.collect()
}
