//! The page of a service: what it publishes and consumes, whom it calls, and whether it is ready.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalog::service::{Call, Service};
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::document::either::OrNone;
use crate::document::kinds::service::{ChaosTests, ServiceKind, Tracing};
use crate::document::parts::subscription::Effect;
use crate::document::values::link::Link as Address;
use crate::lint::assess;
use crate::lint::readiness::Readiness;
use crate::site::drawings::neighbourhood;
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::search::{Entry, Facet};
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::consumer::{ConsumerView, consumer};
use crate::site::view::edge;
use crate::site::view::finding::{FindingView, findings_about};
use crate::site::view::owner::owner;
use crate::site::view::picture::Picture;
use crate::site::view::piece::{Fact, Link, Place};
use crate::site::view::producer::{ProducerView, producer};
use crate::site::view::readiness::{BADGE, ReadinessView, badge_of, readiness};

/// The pages of services.
pub const PAGE: PageKind = PageKind {
    name: "service",
    sentence: "What a service publishes, consumes and calls, and whether it is ready.",
    plan,
};

/// A service.
#[derive(Debug, Serialize)]
struct ServiceView {
    id: String,
    title: String,
    external: bool,
    /// What it is, in a word.
    kind: &'static str,
    summary: Option<String>,
    facts: Vec<Fact>,
    place: Place,
    picture: Option<Picture>,
    description: Option<Prose>,
    publishes: Vec<ProducerView>,
    consumes: Vec<ConsumerView>,
    calls: Vec<CallView>,
    called_by: Vec<CallView>,
    /// Whether it lets requests in.
    gateway: bool,
    /// The requests that it lets in, and who gets each.
    routes: Vec<RouteView>,
    /// The handlers whose effects reach it.
    effects: Vec<EffectView>,
    sagas: Vec<Link>,
    readiness: ReadinessView,
    findings: Vec<FindingView>,
    links: Vec<Link>,
}

/// A request that a gateway lets in.
#[derive(Debug, Serialize)]
struct RouteView {
    request: String,
    service: Link,
}

/// What a handler of an event does here.
#[derive(Debug, Serialize)]
struct EffectView {
    service: Link,
    event: Link,
    effect: Option<String>,
    /// What tells a repeated call.
    idempotency_key: Option<String>,
}

/// A call between two services.
#[derive(Debug, Serialize)]
struct CallView {
    /// The other end: who is called, or who calls.
    service: Link,
    protocol: Option<String>,
    action: Option<String>,
    circuit_breaker: Option<String>,
    /// Whether it is said that nothing stops the calls.
    unguarded: bool,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let effects = effects(at);
    let folder = |(_, service): (Key<Service>, &Service)| url::folder("services", &service.id);
    let page = move |folder: &str, (key, service): (Key<Service>, &Service)| {
        let at = at.at(folder);
        let effects = effects.get(service.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let answers = assess::of_service(at.study, at.judgement, key);
        let view = view(at, key, effects, &answers);
        let called =
            !(view.calls.is_empty() && view.called_by.is_empty() && view.effects.is_empty());
        let (section, list) = match service.is_external() {
            true => ("external-systems", "External systems"),
            false => ("services", "Services"),
        };
        let parts = [
            (view.picture.is_some(), "neighbourhood", "Neighbourhood"),
            (view.description.is_some(), "about", "About"),
            (!view.publishes.is_empty(), "publishes", "Publishes"),
            (!view.consumes.is_empty(), "consumes", "Consumes"),
            (view.gateway, "routes", "Routes"),
            (called, "calls", "Calls"),
            (!view.sagas.is_empty(), "sagas", "Sagas"),
            (view.readiness.applies() || !view.findings.is_empty(), "readiness", "Readiness"),
        ];
        let described = view.summary.clone().unwrap_or_default();
        let page = Page::new("service", at.folder, service.title(), view)
            .described(described)
            .below(section, at.above(list, section))
            .found(entry(at, key))
            .parts(&parts);
        let page = match service.is_external() {
            true => page,
            false => page.beside(BADGE, badge_of(&answers, &service.id)),
        };
        let rest = rest(at, &page, key);
        std::iter::once(page).chain(rest)
    };
    drafts(at.catalog().services.iter(), folder, page)
}

/// The lists of what the page has no room for.
fn rest(at: Standpoint<'_>, page: &Page, key: Key<Service>) -> Vec<Page> {
    let (graph, name) = (&at.study.graph, at.catalog().services[key].title());
    let publishes = ("publishes", format!("What {name} publishes"));
    let consumes = ("consumes", format!("What {name} consumes"));
    let mut rest = edge::producers(at, page, publishes, graph.produced_by(key));
    rest.extend(edge::consumers(at, page, consumes, graph.consumed_by(key)));
    rest
}

fn entry(at: Standpoint<'_>, key: Key<Service>) -> Entry {
    let (catalog, service) = (at.catalog(), &at.catalog().services[key]);
    let consumed = at.study.graph.consumed_by(key).iter().map(|key| &catalog.subscriptions[*key]);
    let read = consumed.clone().flat_map(|row| &row.stated.fields);
    at.entry(at.service(key), &service.id, service.owner, service.domain)
        .by(Facet::Group, consumed.map(|row| row.group(catalog)))
        .by(Facet::Reads, read.map(|field| field.value.as_str()))
        .by(Facet::Store, service.stores.iter().map(|key| at.store(*key).title))
}

/// The handlers whose effects call each service, by its id.
fn effects<'a>(at: Standpoint<'a>) -> BTreeMap<&'a str, Vec<(&'a Subscription, &'a Effect)>> {
    let mut effects: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for row in at.catalog().subscriptions.rows() {
        for effect in &row.stated.effects {
            if let Some(name) = &effect.calls {
                effects.entry(name.value.as_str()).or_default().push((row, effect));
            }
        }
    }
    effects
}

fn view(
    at: Standpoint<'_>,
    key: Key<Service>,
    effects: &[(&Subscription, &Effect)],
    answers: &Readiness,
) -> ServiceView {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let service = &catalog.services[key];
    let stated = &service.stated;
    let callers = catalog.services.iter().flat_map(|(caller, other)| {
        let calls = other.calls.iter().filter(|call| call.service == key);
        calls.map(move |row| call(at.service(caller), row))
    });
    let checklist = readiness(at, answers);
    let checklist = if service.is_external() { checklist } else { checklist.with_badge(at) };
    let produced = graph.produced_by(key).iter().map(|key| &catalog.producers[*key]);
    let consumed = graph.consumed_by(key).iter().map(|key| &catalog.subscriptions[*key]);
    ServiceView {
        id: service.id.clone(),
        title: service.title().to_owned(),
        external: service.is_external(),
        kind: match stated.kind {
            _ if service.is_external() => "external system",
            Some(ServiceKind::Gateway) => "gateway",
            Some(ServiceKind::Service) | None => "service",
        },
        summary: stated.summary.clone(),
        facts: facts(at, key),
        place: at.place(service.span),
        picture: neighbourhood::of_service(at, key),
        description: stated.description.as_ref().map(|text| prose(text, "")),
        publishes: produced.map(|row| producer(at, row)).collect(),
        consumes: consumed.map(|row| consumer(at, row)).collect(),
        calls: service.calls.iter().map(|row| call(at.service(row.service), row)).collect(),
        called_by: callers.collect(),
        gateway: stated.gateway.is_some(),
        routes: service
            .routes
            .iter()
            .map(|(request, to)| RouteView { request: request.clone(), service: at.service(*to) })
            .collect(),
        effects: effects.iter().map(|(row, effect)| self::effect(at, row, effect)).collect(),
        sagas: graph.sagas_of_service(key).iter().map(|key| at.saga(*key)).collect(),
        readiness: checklist,
        findings: findings_about(at, &service.subject()),
        links: outside(&stated.links),
    }
}

fn effect(at: Standpoint<'_>, row: &Subscription, effect: &Effect) -> EffectView {
    EffectView {
        service: at.service(row.service),
        event: at.event(row.event),
        effect: effect.description.clone().or_else(|| row.stated.action.clone()),
        idempotency_key: effect.idempotency_key.as_ref().map(|key| key.value.clone()),
    }
}

fn facts(at: Standpoint<'_>, key: Key<Service>) -> Vec<Fact> {
    let catalog = at.catalog();
    let service = &catalog.services[key];
    let stated = &service.stated;
    let gateway = stated.gateway.as_ref();
    let held = catalog.aggregates.iter().filter(|(_, row)| row.service == Some(key));
    let served = catalog.projections.iter().filter(|(_, row)| row.service == Some(key));
    let repository = stated.repository.as_ref().map(|link| {
        let title = link.trim_start_matches("https://").to_owned();
        Fact::new("Repository").link(Link { title, href: link.to_string(), kind: "" })
    });
    let facts = [
        service.domain.map(|key| Fact::new("Domain").link(at.domain(key))),
        repository,
        stated.language.as_ref().map(|language| Fact::words("Language", language)),
        Fact::new("Stores").links(service.stores.iter().map(|key| at.store(*key))).known(),
        Fact::new("Aggregates").links(held.map(|(key, _)| at.aggregate(key))).known(),
        Fact::new("Projections").links(served.map(|(key, _)| at.projection(key))).known(),
        gateway
            .and_then(|gateway| gateway.authentication.as_ref())
            .map(|words| Fact::words("Authentication", words)),
        gateway
            .and_then(|gateway| gateway.rate_limit.as_ref())
            .map(|rate| Fact::words("Rate limit", rate.to_string())),
        gateway
            .and_then(|gateway| gateway.load_balancing.as_ref())
            .map(|words| Fact::words("Load balancing", words)),
        stated.tracing.as_ref().map(|tracing| shown("Tracing", followed(&tracing.value))),
        stated.chaos_tests.as_ref().map(|tests| shown("Chaos tests", tested(&tests.value))),
        Fact::new("Modules").codes(stated.modules.clone()).known(),
    ];
    owner(at, service.owner).into_iter().chain(facts.into_iter().flatten()).collect()
}

/// Words with the page that shows more, where there is one; none where it is said that there is
/// nothing.
type Shown<'a> = Option<(String, Option<&'a Address>)>;

fn followed(tracing: &OrNone<Tracing>) -> Shown<'_> {
    let tracing = tracing.some()?;
    Some((tracing.standard.value.words().to_owned(), tracing.link.as_ref()))
}

fn tested(tests: &OrNone<ChaosTests>) -> Shown<'_> {
    let tests = tests.some()?;
    Some((tests.date.value.to_string(), tests.link.as_ref()))
}

fn shown(term: &'static str, found: Shown<'_>) -> Fact {
    match found {
        None => Fact::missing(term),
        Some((words, None)) => Fact::words(term, words),
        Some((title, Some(address))) => {
            Fact::new(term).link(Link { title, href: address.to_string(), kind: "" })
        }
    }
}

fn call(other: Link, call: &Call) -> CallView {
    let breaker = call.circuit_breaker().map(|breaker| {
        let parts = [
            breaker.failure_threshold.map(|count| format!("opens after {count} failures")),
            breaker.timeout.as_ref().map(|time| format!("tries again after {time}")),
            breaker.success_threshold.map(|count| match count {
                1 => "closes after 1 success".to_owned(),
                _ => format!("closes after {count} successes"),
            }),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    CallView {
        service: other,
        protocol: call.stated.protocol.clone(),
        action: call.stated.action.clone(),
        unguarded: breaker.is_none() && call.stated.circuit_breaker.is_some(),
        circuit_breaker: breaker,
    }
}
