//! Two versions of an event compared, as pages show it: the verdict, what breaks with the payload
//! that shows it, whom it touches, and what kept an answer from being given.

use serde::Serialize;
use serde_json::Value;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::table::Key;
use crate::changes::readers;
use crate::changes::{Evolution, Step};
use crate::compat::answer::{Answer, Break, Obstacle, Place, Remark, Spot};
use crate::site::highlight;
use crate::site::html::Html;
use crate::site::standpoint::Standpoint;
use crate::site::url;
use crate::site::view::piece::Link;
use crate::site::view::verdict::{Kept, Verdict, sentence};

/// The most versions of an event whose every pair has a page.
const ALL_PAIRS: usize = 12;

/// The longest payload whose parts are marked, in lines; where one is longer, none is marked.
const MARKED: usize = 24;

/// The most payloads of a direction that a page shows, as the templates have it.
const PAYLOADS: usize = 4;

/// Two versions compared.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// The word of the verdict.
    pub verdict: &'static str,
    /// The verdict in plain words.
    pub sentence: String,
    /// What the event is asked for.
    pub asked: &'static str,
    /// Whether that is so, in words.
    pub kept: &'static str,
    /// The page that compares the two field by field.
    pub comparison: Link,
    /// New consumers with old messages, and old consumers with new ones.
    pub directions: Vec<DirectionView>,
    /// What the change does besides what is written and read.
    pub besides: Vec<RemarkView>,
}

/// One question about two versions, and its answer.
#[derive(Debug, Serialize)]
pub struct DirectionView {
    /// Question and answer in a sentence: `Consumers of 2.0.0 read all that 1.0.0 wrote`.
    pub statement: String,
    /// `yes`, `no` or `undecided`.
    pub answer: &'static str,
    /// Whether the event is asked for it.
    pub asked: bool,
    /// Every reason why not.
    pub breaks: Vec<BreakView>,
    /// What kept it from being decided.
    pub obstacle: Option<ObstacleView>,
}

/// One reason why a consumer cannot read a message.
#[derive(Debug, Serialize)]
pub struct BreakView {
    /// What a person would say.
    pub sentence: String,
    /// The field; empty for the payload as a whole.
    pub field: String,
    /// Where the page tells more of the field.
    pub href: Option<String>,
    /// Whose payload it is: `This payload is valid under 1.0.0 and rejected by 2.0.0.`
    pub told: String,
    /// The payload.
    pub witness: Witness,
    /// Where the schema of the consumer rejects it.
    pub rejected_at: String,
    /// The services whose code it touches.
    pub consumers: Vec<Link>,
}

/// A payload that proves a break.
#[derive(Debug, Serialize)]
pub struct Witness {
    /// The payload.
    pub json: String,
    code_html: Html,
}

/// What kept an answer from being given.
#[derive(Debug, Serialize)]
pub struct ObstacleView {
    /// The construct, in words.
    pub reason: String,
    /// Where it stands; empty where it has no place.
    pub place: String,
}

/// What a change does besides what is written and read.
#[derive(Debug, Serialize)]
pub struct RemarkView {
    /// What a person would say.
    pub sentence: String,
    /// The field; empty for the payload as a whole.
    pub field: String,
    /// Where the page tells more of the field.
    pub href: Option<String>,
    /// What it touches: `source` for generated code, `meaning` for what an absent field means,
    /// `reuse` for what a later change could break.
    pub level: &'static str,
    /// Where, in the newer schema.
    pub at: String,
}

/// What is seen of a step.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// The event.
    pub key: Key<Event>,
    /// All that is known of its changes.
    pub evolution: &'a Evolution,
    /// The step.
    pub step: &'a Step,
}

/// Whether a step has a page of its own: every pair of a few versions; of many, neighbours and
/// what is compared with the newest.
pub fn has_page(event: &Event, evolution: &Evolution, step: &Step) -> bool {
    let count = event.versions.len();
    let is_before = || evolution.before(step.newer).is_some_and(|near| near.older == step.older);
    count <= ALL_PAIRS || step.newer + 1 == count || is_before()
}

/// A step as a page shows it; `place` tells where on the page a field stands.
pub fn view(
    at: Standpoint<'_>,
    seen: Seen<'_>,
    place: &dyn Fn(&str) -> Option<String>,
) -> StepView {
    let Seen { key, evolution, step } = seen;
    let event = &at.catalog().events[key];
    let (old, new) = (&event.versions[step.older], &event.versions[step.newer]);
    let (older, newer) = (old.version.to_string(), new.version.to_string());
    let mode = evolution.terms.mode;
    let marked = is_marked(step);
    let direction = |verb, asked, answer, pair: Pair<'_>| {
        let breaks = Answer::breaks(answer).iter();
        DirectionView {
            statement: pair.statement(answer, verb),
            answer: word(answer),
            asked,
            breaks: breaks.map(|found| broken(at, key, pair, (found, marked), place)).collect(),
            obstacle: obstacle(answer, pair),
        }
    };
    let comparison = &step.comparison;
    StepView {
        verdict: Verdict::of(comparison).word(),
        sentence: sentence(step, &older, &newer),
        asked: mode.word(),
        kept: Kept::of(event, evolution, step).words(),
        comparison: at.comparison(event, step),
        directions: vec![
            direction("wrote", mode.asks_backward(), &comparison.backward, Pair(old, new)),
            direction("writes", mode.asks_forward(), &comparison.forward, Pair(new, old)),
        ],
        besides: step.remarks.iter().map(|found| remark(found, place)).collect(),
    }
}

/// The version that writes and the one that reads.
#[derive(Clone, Copy)]
struct Pair<'a>(&'a EventVersion, &'a EventVersion);

impl Pair<'_> {
    fn statement(self, answer: &Answer, wrote: &str) -> String {
        let (writer, reader) = (&self.0.version, &self.1.version);
        match answer {
            Answer::Compatible => format!("Consumers of {reader} read all that {writer} {wrote}"),
            Answer::Incompatible(_) => {
                format!("Consumers of {reader} cannot read all that {writer} {wrote}")
            }
            Answer::Undecided(_) => {
                format!("Undecided: whether consumers of {reader} read all that {writer} {wrote}")
            }
        }
    }
}

fn word(answer: &Answer) -> &'static str {
    match answer {
        Answer::Compatible => "yes",
        Answer::Incompatible(_) => "no",
        Answer::Undecided(_) => "undecided",
    }
}

fn broken(
    at: Standpoint<'_>,
    key: Key<Event>,
    pair: Pair<'_>,
    (found, marked): (&Break, bool),
    place: &dyn Fn(&str) -> Option<String>,
) -> BreakView {
    let Pair(writer, reader) = pair;
    let (valid, rejecting) = (&writer.version, &reader.version);
    BreakView {
        sentence: found.sentence.clone(),
        field: found.field.clone(),
        href: href(place, &found.field),
        told: format!("This payload is valid under {valid} and rejected by {rejecting}:"),
        witness: witness(&found.witness, marked),
        rejected_at: spot(&found.reader),
        consumers: touched(at, key, pair, &found.field),
    }
}

fn remark(found: &Remark, place: &dyn Fn(&str) -> Option<String>) -> RemarkView {
    RemarkView {
        sentence: found.sentence.clone(),
        field: found.field.clone(),
        href: href(place, &found.field),
        level: found.level,
        at: spot(&found.place),
    }
}

fn href(place: &dyn Fn(&str) -> Option<String>, field: &str) -> Option<String> {
    place(field).map(|anchor| format!("#{}", url::path(&anchor)))
}

/// The services whose code a break at a field touches, each once.
fn touched(
    at: Standpoint<'_>,
    key: Key<Event>,
    Pair(writer, reader): Pair<'_>,
    field: &str,
) -> Vec<Link> {
    let consumers = readers::touched(at.study.consumers(key), (writer, reader), &[field]);
    let mut services: Vec<Link> = Vec::new();
    for service in consumers.into_iter().map(|consumer| at.service(consumer.service)) {
        if !services.contains(&service) {
            services.push(service);
        }
    }
    services
}

/// Whether the parts of payloads are marked: where all that are shown are short enough.
fn is_marked(step: &Step) -> bool {
    let answers = [&step.comparison.backward, &step.comparison.forward];
    let mut shown = answers.into_iter().flat_map(|answer| answer.breaks().iter().take(PAYLOADS));
    shown.all(|found| pretty(&found.witness).lines().count() <= MARKED)
}

fn pretty(payload: &Value) -> String {
    serde_json::to_string_pretty(payload).unwrap_or_else(|_| payload.to_string())
}

fn witness(payload: &Value, marked: bool) -> Witness {
    let json = pretty(payload);
    let code_html = if marked { highlight::json(&json) } else { highlight::plain(&json) };
    Witness { json, code_html }
}

fn obstacle(answer: &Answer, Pair(writer, reader): Pair<'_>) -> Option<ObstacleView> {
    let Answer::Undecided(Obstacle { reason, place, in_reader }) = answer else { return None };
    let version = if *in_reader { &reader.version } else { &writer.version };
    let place = match spot(place) {
        none if none.is_empty() => none,
        spot => format!("{spot} in {version}"),
    };
    Some(ObstacleView { reason: reason.clone(), place })
}

/// A place in a schema, as people write it; empty for the schema itself as a whole.
fn spot(place: &Place) -> String {
    match &place.at {
        Spot::Pointer(pointer) if pointer.is_empty() => place.file.clone(),
        Spot::Pointer(pointer) => format!("{}#{pointer}", place.file),
        Spot::Line(line, column) => format!("{}:{line}:{column}", place.file),
    }
}
