//! The page of a service: what it publishes and consumes, whom it calls, and whether it is ready.

use serde::Serialize;

use crate::catalog::service::{Call, Service};
use crate::catalog::table::Key;
use crate::site::drawings::neighbourhood;
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Page, PageKind};
use crate::site::search::{Entry, Facet};
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::consumer::{ConsumerView, consumer};
use crate::site::view::edge;
use crate::site::view::finding::{FindingView, VerdictView, findings_about, verdicts_about};
use crate::site::view::picture::Picture;
use crate::site::view::piece::{Fact, Link, Place};
use crate::site::view::producer::{ProducerView, producer};

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
    summary: Option<String>,
    facts: Vec<Fact>,
    place: Place,
    picture: Option<Picture>,
    description: Option<Prose>,
    publishes: Vec<ProducerView>,
    consumes: Vec<ConsumerView>,
    calls: Vec<CallView>,
    called_by: Vec<Link>,
    sagas: Vec<Link>,
    verdicts: Vec<VerdictView>,
    findings: Vec<FindingView>,
    links: Vec<Link>,
}

/// A call to another service.
#[derive(Debug, Serialize)]
struct CallView {
    service: Link,
    protocol: Option<String>,
    action: Option<String>,
    circuit_breaker: Option<String>,
}

fn plan(at: Standpoint<'_>) -> Vec<Page> {
    let page = |(key, service): (Key<Service>, &Service)| {
        let folder = url::folder("services", &service.id);
        let at = at.at(&folder);
        let view = view(at, key);
        let parts = [
            (view.picture.is_some(), "neighbourhood", "Neighbourhood"),
            (view.description.is_some(), "about", "About"),
            (!view.publishes.is_empty(), "publishes", "Publishes"),
            (!view.consumes.is_empty(), "consumes", "Consumes"),
            (!view.calls.is_empty() || !view.called_by.is_empty(), "calls", "Calls"),
            (!view.sagas.is_empty(), "sagas", "Sagas"),
            (!view.verdicts.is_empty() || !view.findings.is_empty(), "readiness", "Readiness"),
        ];
        let described = view.summary.clone().unwrap_or_default();
        let page = Page::new("service", at.folder, service.title(), view)
            .described(described)
            .below("services", at.above("Services", "services"))
            .found(entry(at, key))
            .parts(&parts);
        let rest = rest(at, &page, key);
        std::iter::once(page).chain(rest)
    };
    at.catalog().services.iter().flat_map(page).collect()
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
        .by(Facet::Store, service.stores.iter().map(|key| at.store(*key)))
}

fn view(at: Standpoint<'_>, key: Key<Service>) -> ServiceView {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let service = &catalog.services[key];
    let stated = &service.stated;
    let callers = catalog
        .services
        .iter()
        .filter(|(_, other)| other.calls.iter().any(|call| call.service == key));
    let produced = graph.produced_by(key).iter().map(|key| &catalog.producers[*key]);
    let consumed = graph.consumed_by(key).iter().map(|key| &catalog.subscriptions[*key]);
    ServiceView {
        id: service.id.clone(),
        title: service.title().to_owned(),
        external: service.is_external(),
        summary: stated.summary.clone(),
        facts: facts(at, service),
        place: at.place(service.span),
        picture: neighbourhood::of_service(at, key),
        description: stated.description.as_ref().map(|text| prose(text, "")),
        publishes: produced.map(|row| producer(at, row)).collect(),
        consumes: consumed.map(|row| consumer(at, row)).collect(),
        calls: service.calls.iter().map(|row| call(at, row)).collect(),
        called_by: callers.map(|(key, _)| at.service(key)).collect(),
        sagas: graph.sagas_of_service(key).iter().map(|key| at.saga(*key)).collect(),
        verdicts: verdicts_about(at, &service.subject()),
        findings: findings_about(at, &service.subject()),
        links: outside(&stated.links),
    }
}

fn facts(at: Standpoint<'_>, service: &Service) -> Vec<Fact> {
    let stated = &service.stated;
    let repository = stated.repository.as_ref().map(|link| {
        let title = link.trim_start_matches("https://").to_owned();
        Fact::new("Repository").link(Link { title, href: link.to_string(), kind: "" })
    });
    let facts = [
        service.owner.map(|key| Fact::new("Owner").link(at.team(key))),
        service.domain.map(|key| Fact::new("Domain").link(at.domain(key))),
        repository,
        stated.language.as_ref().map(|language| Fact::words("Language", language)),
        Fact::new("Stores").codes(service.stores.iter().map(|key| at.store(*key))).known(),
        Fact::new("Modules").codes(stated.modules.clone()).known(),
    ];
    facts.into_iter().flatten().collect()
}

fn call(at: Standpoint<'_>, call: &Call) -> CallView {
    let breaker = call.stated.circuit_breaker.as_ref().map(|breaker| {
        let parts = [
            breaker.failure_threshold.map(|count| format!("opens after {count} failures")),
            breaker.timeout.as_ref().map(|time| format!("tries again after {time}")),
            breaker.success_threshold.map(|count| format!("closes after {count} successes")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    CallView {
        service: at.service(call.service),
        protocol: call.stated.protocol.clone(),
        action: call.stated.action.clone(),
        circuit_breaker: breaker,
    }
}
