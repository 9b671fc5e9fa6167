//! The page of a projection: what it is made from, how far it may be behind and how that is seen,
//! and how it is made anew.

use serde::Serialize;

use crate::catalog::projection::Projection;
use crate::catalog::table::Key;
use crate::document::either::OrNone;
use crate::document::kinds::projection::Lag;
use crate::site::drawings::stored;
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::consumer::monitors;
use crate::site::view::finding::{FindingView, VerdictView, findings_about, verdicts_about};
use crate::site::view::owner::owner;
use crate::site::view::picture::Picture;
use crate::site::view::piece::{Fact, Link, Place};
use crate::site::view::stored::{StoredEvent, stored};

/// The pages of projections.
pub const PAGE: PageKind = PageKind {
    name: "projection",
    sentence: "A read model: how far it may be behind, and how it is made anew.",
    plan,
};

/// A projection.
#[derive(Debug, Serialize)]
struct ProjectionView {
    id: String,
    title: String,
    summary: Option<String>,
    facts: Vec<Fact>,
    place: Place,
    findings: Vec<FindingView>,
    /// What shows how far it is behind.
    lag: Vec<Fact>,
    /// What to fear where nothing does.
    lag_warning: Option<&'static str>,
    rebuild: Option<Prose>,
    /// What makes an event that is read twice count once.
    idempotent_by: Option<String>,
    /// What to fear where nobody knows how it is made anew.
    rebuild_warning: Option<&'static str>,
    picture: Option<Picture>,
    description: Option<Prose>,
    /// The events that change it.
    events: Vec<StoredEvent>,
    verdicts: Vec<VerdictView>,
    links: Vec<Link>,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let folder = |(_, projection): (Key<Projection>, &Projection)| {
        url::folder("projections", &projection.id)
    };
    let page = move |folder: &str, (key, projection): (Key<Projection>, &Projection)| {
        let at = at.at(folder);
        let view = view(at, key);
        let parts = [
            (!view.findings.is_empty(), "findings", "Findings"),
            (true, "lag", "How far behind"),
            (true, "rebuild", "Making it anew"),
            (view.picture.is_some(), "neighbourhood", "Neighbourhood"),
            (view.description.is_some(), "about", "About"),
            (!view.events.is_empty(), "events", "Events that change it"),
            (!view.verdicts.is_empty(), "verdicts", "Verdicts"),
        ];
        let described = view.summary.clone().unwrap_or_default();
        Page::new("projection", at.folder, format!("{} projection", projection.title()), view)
            .described(described)
            .called(projection.title())
            .below("projections", at.above("Projections", "projections"))
            .found(at.entry(
                at.projection(key),
                &projection.id,
                projection.owner,
                projection.domain,
            ))
            .parts(&parts)
    };
    drafts(at.catalog().projections.iter(), folder, page)
}

fn view(at: Standpoint<'_>, key: Key<Projection>) -> ProjectionView {
    let projection = &at.catalog().projections[key];
    let stated = &projection.stated;
    let rebuild = projection.rebuild();
    let procedure = rebuild.and_then(|rebuild| rebuild.procedure.as_ref());
    let aggregate = projection.aggregate.map(|key| &at.catalog().aggregates[key]);
    let events = aggregate.into_iter().flat_map(|aggregate| &aggregate.events);
    ProjectionView {
        id: projection.id.clone(),
        title: projection.title().to_owned(),
        summary: stated.summary.clone(),
        facts: facts(at, projection),
        place: at.place(projection.span),
        findings: findings_about(at, &projection.subject()),
        lag: projection.lag().map(lag).unwrap_or_default(),
        lag_warning: match (&stated.lag, projection.lag()) {
            (None, _) => Some("Nobody has said how far it may be behind, or what shows it."),
            (Some(_), None) => {
                Some("Nothing shows how far it is behind: it can serve old data unseen.")
            }
            _ => None,
        },
        rebuild: procedure.map(|text| prose(&text.value, "rebuild")),
        idempotent_by: rebuild
            .and_then(|rebuild| rebuild.idempotent_by.as_ref())
            .map(|field| field.value.clone())
            .filter(|field| field != "none"),
        rebuild_warning: match (&stated.rebuild, rebuild, procedure) {
            (None, ..) => Some("Nobody has said how it is made anew."),
            (Some(_), None, _) => Some("It cannot be made anew: what is lost here is lost."),
            (Some(_), Some(_), None) => Some("It can be made anew, but no procedure is stated."),
            _ => None,
        },
        picture: stored::of_projection(at, key),
        description: stated.description.as_ref().map(|text| prose(text, "")),
        events: events.map(|event| stored(at, *event)).collect(),
        verdicts: verdicts_about(at, &projection.subject()),
        links: outside(&stated.links),
    }
}

fn facts(at: Standpoint<'_>, projection: &Projection) -> Vec<Fact> {
    let source = &projection.stated.source;
    let kind = projection.stated.kind.as_ref();
    let facts = [
        projection.service.map(|key| Fact::new("Served by").link(at.service(key))),
        projection.aggregate.map(|key| Fact::new("Made from").link(at.aggregate(key))),
        projection.by().map(|by| Fact::words("Events arrive by", by.word())),
        source.module.as_ref().map(|module| Fact::new("Module").code(module)),
        projection.store.map(|key| {
            let fact = Fact::new("Lies in").link(at.store(key));
            kind.map_or(fact.clone(), |kind| fact.text(format!(", {kind}")))
        }),
        projection.domain.map(|key| Fact::new("Domain").link(at.domain(key))),
    ];
    owner(at, projection.owner).into_iter().chain(facts.into_iter().flatten()).collect()
}

fn lag(lag: &Lag) -> Vec<Fact> {
    let alert = lag.alert.as_ref().map(|stated| match &stated.value {
        OrNone::None => Fact::missing("Alert"),
        OrNone::Some(alert) => monitors("Alert", std::slice::from_ref(alert)),
    });
    let facts = [
        lag.target.as_ref().map(|target| Fact::words("May be behind by", &target.0)),
        lag.metric.as_ref().map(|metric| Fact::new("Metric").code(metric)),
        alert,
    ];
    facts.into_iter().flatten().collect()
}

/// What is known of a projection's lag, in a word or two.
pub fn lag_words(projection: &Projection) -> String {
    let Some(lag) = projection.lag() else {
        let stated = projection.stated.lag.is_some();
        return if stated { "nothing shows it" } else { "not stated" }.to_owned();
    };
    match (&lag.target, &lag.metric) {
        (Some(target), _) => format!("at most {}", target.0),
        (None, Some(metric)) => metric.clone(),
        (None, None) => "stated without a target".to_owned(),
    }
}
