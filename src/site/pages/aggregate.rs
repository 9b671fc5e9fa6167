//! The page of an aggregate: its events and where they are appended, what reading them costs, how
//! old ones are read, and what is made from them.

use serde::Serialize;

use crate::catalog::aggregate::Aggregate;
use crate::catalog::event::Event;
use crate::catalog::table::Key;
use crate::document::kinds::aggregate::Upcasting;
use crate::document::values::version::Version;
use crate::site::drawings::stored;
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::pages::projection::lag_words;
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::finding::{FindingView, VerdictView, findings_about, verdicts_about};
use crate::site::view::owner::owner;
use crate::site::view::picture::Picture;
use crate::site::view::piece::{Fact, Link, Place};
use crate::site::view::stored::{StoredEvent, stored};

/// The pages of aggregates.
pub const PAGE: PageKind = PageKind {
    name: "aggregate",
    sentence: "What is rebuilt from stored events, at which cost, and what is made from them.",
    plan,
};

/// An aggregate.
#[derive(Debug, Serialize)]
struct AggregateView {
    id: String,
    title: String,
    summary: Option<String>,
    facts: Vec<Fact>,
    place: Place,
    findings: Vec<FindingView>,
    picture: Option<Picture>,
    description: Option<Prose>,
    events: Vec<StoredEvent>,
    /// What a rebuild reads and costs.
    rebuild: Vec<Fact>,
    /// How old versions are read, in words.
    upcasting: Option<String>,
    /// The steps from version to version, for each event that has any.
    chains: Vec<Chain>,
    projections: Vec<MadeFrom>,
    verdicts: Vec<VerdictView>,
    links: Vec<Link>,
}

/// How events of old versions of one event become newer ones.
#[derive(Debug, Serialize)]
struct Chain {
    event: Link,
    steps: Vec<Upcast>,
    /// The old versions that no chain brings to the newest.
    stranded: Vec<Link>,
    newest: Link,
}

/// One step of a chain.
#[derive(Debug, Serialize)]
struct Upcast {
    from: Link,
    to: Link,
    module: Option<String>,
    place: Place,
}

/// A projection that is made from the events.
#[derive(Debug, Serialize)]
struct MadeFrom {
    projection: Link,
    by: Option<&'static str>,
    store: Option<Link>,
    /// How far it may be behind.
    lag: String,
    /// Whether it is said that nothing shows how far it is.
    unseen: bool,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let folder =
        |(_, aggregate): (Key<Aggregate>, &Aggregate)| url::folder("aggregates", &aggregate.id);
    let page = move |folder: &str, (key, aggregate): (Key<Aggregate>, &Aggregate)| {
        let at = at.at(folder);
        let view = view(at, key);
        let parts = [
            (!view.findings.is_empty(), "findings", "Findings"),
            (view.picture.is_some(), "neighbourhood", "Neighbourhood"),
            (view.description.is_some(), "about", "About"),
            (true, "events", "Events"),
            (!view.rebuild.is_empty(), "rebuild", "Rebuilding the state"),
            (view.upcasting.is_some() || !view.chains.is_empty(), "upcasting", "Old versions"),
            (!view.projections.is_empty(), "projections", "Projections"),
            (!view.verdicts.is_empty(), "verdicts", "Verdicts"),
        ];
        let described = view.summary.clone().unwrap_or_default();
        Page::new("aggregate", at.folder, format!("{} aggregate", aggregate.title()), view)
            .described(described)
            .called(aggregate.title())
            .below("aggregates", at.above("Aggregates", "aggregates"))
            .found(at.entry(at.aggregate(key), &aggregate.id, aggregate.owner, aggregate.domain))
            .parts(&parts)
    };
    drafts(at.catalog().aggregates.iter(), folder, page)
}

fn view(at: Standpoint<'_>, key: Key<Aggregate>) -> AggregateView {
    let aggregate = &at.catalog().aggregates[key];
    let stated = &aggregate.stated;
    let made = at.study.graph.projections_of(key).iter().map(|key| {
        let row = &at.catalog().projections[*key];
        MadeFrom {
            projection: at.projection(*key),
            by: row.by().map(|by| by.word()),
            store: row.store.map(|key| at.store(key)),
            lag: lag_words(row),
            unseen: row.stated.lag.is_some() && row.lag().is_none(),
        }
    });
    AggregateView {
        id: aggregate.id.clone(),
        title: aggregate.title().to_owned(),
        summary: stated.summary.clone(),
        facts: facts(at, aggregate),
        place: at.place(aggregate.span),
        findings: findings_about(at, &aggregate.subject()),
        picture: stored::of_aggregate(at, key),
        description: stated.description.as_ref().map(|text| prose(text, "")),
        events: aggregate.events.iter().map(|event| stored(at, *event)).collect(),
        rebuild: rebuild(at, aggregate),
        upcasting: stated.upcasting.as_ref().map(|found| upcasting_words(found.value)),
        chains: aggregate.events.iter().filter_map(|key| chain(at, aggregate, *key)).collect(),
        projections: made.collect(),
        verdicts: verdicts_about(at, &aggregate.subject()),
        links: outside(&stated.links),
    }
}

fn facts(at: Standpoint<'_>, aggregate: &Aggregate) -> Vec<Fact> {
    let events = aggregate.stated.event_store.as_ref();
    let table = events.and_then(|events| events.table.as_ref());
    let store = aggregate.store.map(|key| {
        let fact = Fact::new("Event store").link(at.store(key));
        table.map_or(fact.clone(), |table| fact.text(", table ").code(table))
    });
    let sequence = events.and_then(|events| events.sequence.as_ref()).map(|_| {
        let field = events.and_then(|events| events.numbered_by());
        field.map_or(Fact::missing("Sequence number"), |field| {
            Fact::new("Sequence number").code(field)
        })
    });
    let expected = events.and_then(|events| events.expected_version.as_ref());
    let expected = expected.map(|field| match field.value.as_str() {
        "none" => Fact::missing("Expected version"),
        field => Fact::new("Expected version").code(field).text(", checked by each append"),
    });
    let facts = [
        aggregate.service.map(|key| Fact::new("Held by").link(at.service(key))),
        store,
        sequence,
        expected,
        aggregate.domain.map(|key| Fact::new("Domain").link(at.domain(key))),
    ];
    owner(at, aggregate.owner).into_iter().chain(facts.into_iter().flatten()).collect()
}

/// What it costs to rebuild the state, and what bounds it.
fn rebuild(at: Standpoint<'_>, aggregate: &Aggregate) -> Vec<Fact> {
    let stated = &aggregate.stated;
    let stream = stated.stream.as_ref();
    let average = stream.and_then(|stream| stream.average.as_ref());
    let snapshot = stated.snapshot.as_ref().map(|_| match aggregate.snapshot() {
        None => Fact::missing("Snapshots"),
        Some(snapshot) => {
            let every = snapshot.every.value;
            let fact = Fact::words(
                "Snapshots",
                format!("one every {every} events: no rebuild reads more than {every}"),
            );
            let fact = match &snapshot.table {
                Some(table) => fact.text(", in the table ").code(table),
                None => fact,
            };
            let elsewhere = aggregate.snapshot_store.filter(|key| Some(*key) != aggregate.store);
            let fact = match elsewhere {
                Some(key) if snapshot.table.is_some() => fact.text(" of ").link(at.store(key)),
                Some(key) => fact.text(", in ").link(at.store(key)),
                None => fact,
            };
            match snapshot.version.as_ref().map(|version| version.0.value.as_str()) {
                None => fact,
                Some("none") => fact.text("; nothing tells the version of their shape"),
                Some(version) => fact.text("; the version of their shape: ").code(version),
            }
        }
    });
    let facts = [
        average.map(|count| {
            Fact::words("Length of a stream", format!("{} events on average", count.value))
        }),
        stream
            .and_then(|stream| stream.load.as_ref())
            .map(|time| Fact::words("Reading all of it", format!("takes {time}"))),
        stream.and_then(|stream| stream.loaded).map(|when| Fact::words("It is read", when.words())),
        snapshot,
    ];
    facts.into_iter().flatten().collect()
}

fn upcasting_words(how: Upcasting) -> String {
    match how {
        Upcasting::None => "Nothing reads events of old versions.".to_owned(),
        Upcasting::Chain | Upcasting::Inline => {
            format!("Events of old versions are read by {}.", how.words())
        }
    }
}

/// The chain of an event that has old versions or upcasters.
fn chain(at: Standpoint<'_>, aggregate: &Aggregate, key: Key<Event>) -> Option<Chain> {
    let event = &at.catalog().events[key];
    let version = |wanted: &Version| {
        let mut versions = event.versions.iter();
        let known = versions.find(|version| version.version == *wanted);
        // A version without a document has no page; the event's own is the nearest.
        known.map_or(Link { title: format!("v{wanted}"), ..at.event(key) }, |known| {
            at.version(event, known)
        })
    };
    let mut upcasters: Vec<_> =
        aggregate.upcasters.iter().filter(|upcaster| upcaster.event == key).collect();
    upcasters.sort_by(|a, b| a.stated.from.value.cmp(&b.stated.from.value));
    let steps = upcasters.iter().map(|upcaster| Upcast {
        from: version(&upcaster.stated.from.value),
        to: version(&upcaster.stated.to.value),
        module: upcaster.stated.module.clone(),
        place: at.place(upcaster.span),
    });
    let all: Vec<&Version> = event.versions.iter().map(|known| &known.version).collect();
    let newest = &event.newest().version;
    // Only a chain can have a gap. Code that asks for versions reads whatever it asks for, and of
    // what nobody has stated nothing follows.
    let chained = match aggregate.stated.upcasting.as_ref().map(|found| found.value) {
        Some(Upcasting::Inline) => false,
        Some(Upcasting::Chain | Upcasting::None) => true,
        None => !aggregate.upcasters.is_empty(),
    };
    let stranded = aggregate.not_upcast(key, &all, newest).into_iter().filter(|_| chained);
    let (steps, stranded): (Vec<Upcast>, Vec<Link>) =
        (steps.collect(), stranded.map(version).collect());
    let told = !(steps.is_empty() && stranded.is_empty());
    told.then(|| Chain { event: at.event(key), steps, stranded, newest: version(newest) })
}
