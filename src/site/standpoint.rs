//! What a page knows while it is planned: everything, and the folder that it stands in, so that it
//! can name other pages by relative addresses.

use crate::catalog::aggregate::Aggregate;
use crate::catalog::event::{Event, EventVersion};
use crate::catalog::projection::Projection;
use crate::catalog::saga::Saga;
use crate::catalog::service::Service;
use crate::catalog::table::{Key, Table};
use crate::catalog::topic::Topic;
use crate::catalog::{Broker, Catalog, Domain, Envelope, Store, Team, title_or_id};
use crate::changes::Step;
use crate::document::kinds::event::EventKind;
use crate::document::parts::PageLink;
use crate::finding::Subject;
use crate::graph::trace::Trace;
use crate::lint::rules;
use crate::lint::verdict::Judgement;
use crate::site::search::{Entry, Facet};
use crate::site::url;
use crate::site::view::piece::{Link, Place};
use crate::source::span::Span;
use crate::study::Study;

/// Everything that is known, seen from one page.
#[derive(Clone, Copy)]
pub struct Standpoint<'a> {
    /// All that is known.
    pub study: &'a Study,
    /// All that was judged.
    pub judgement: &'a Judgement,
    /// The folder of the page, from the site's root; ends in `/` unless it is the root.
    pub folder: &'a str,
}

impl<'a> Standpoint<'a> {
    /// The same seen from another folder.
    pub fn at(self, folder: &'a str) -> Self {
        Standpoint { folder, ..self }
    }

    /// The catalog.
    pub fn catalog(self) -> &'a Catalog {
        &self.study.catalog
    }

    /// A link to the page of a folder.
    pub fn link(self, title: &str, folder: &str, kind: &'static str) -> Link {
        let href = url::relative(self.folder, &url::page(folder));
        Link { title: title.to_owned(), href, kind }
    }

    /// The pages above a page: the home page, and the list of its section.
    pub fn above(self, title: &str, section: &str) -> Vec<Link> {
        let home = self.link("Home", "", "");
        if section.is_empty() {
            return vec![home];
        }
        vec![home, self.link(title, &format!("{section}/"), "")]
    }

    /// A link to the page of an event's newest version.
    pub fn event(self, key: Key<Event>) -> Link {
        let event = &self.catalog().events[key];
        self.link(event.title(), &url::folder("events", &event.id), event_sign(event))
    }

    /// A link to the page of one version of an event.
    pub fn version(self, event: &Event, version: &EventVersion) -> Link {
        let version = version.version.to_string();
        let folder = url::version_folder(&event.id, &version);
        self.link(&format!("v{version}"), &folder, event_sign(event))
    }

    /// A link to the page of what changed from version to version of an event.
    pub fn changelog(self, key: Key<Event>) -> Link {
        let event = &self.catalog().events[key];
        self.link(event.title(), &url::changelog_folder(&event.id), "change")
    }

    /// A link to the page that compares two versions of an event.
    pub fn comparison(self, event: &Event, step: &Step) -> Link {
        let name = |version: usize| event.versions[version].version.to_string();
        let (older, newer) = (name(step.older), name(step.newer));
        let folder = url::comparison_folder(&event.id, &older, &newer);
        self.link(&format!("{older} to {newer}"), &folder, "change")
    }

    /// A link to the page of a service.
    pub fn service(self, key: Key<Service>) -> Link {
        let service = &self.catalog().services[key];
        let kind = if service.is_external() { "external" } else { "service" };
        self.link(service.title(), &url::folder("services", &service.id), kind)
    }

    /// A link to the page of a topic, by its id: that is what logs and commands say.
    pub fn topic(self, key: Key<Topic>) -> Link {
        let topic = &self.catalog().topics[key];
        let kind = if topic.is_dlq() { "dlq" } else { "topic" };
        self.link(&topic.id, &url::folder("topics", &topic.id), kind)
    }

    /// A link to the page of a saga.
    pub fn saga(self, key: Key<Saga>) -> Link {
        let saga = &self.catalog().sagas[key];
        self.link(saga.title(), &url::folder("sagas", &saga.id), "saga")
    }

    /// A link to the page of a flow.
    pub fn flow(self, flow: &Trace) -> Link {
        self.link(&flow.title, &url::folder("flows", &flow.id), "flow")
    }

    /// A link to the page of an aggregate.
    pub fn aggregate(self, key: Key<Aggregate>) -> Link {
        let aggregate = &self.catalog().aggregates[key];
        self.link(aggregate.title(), &url::folder("aggregates", &aggregate.id), "aggregate")
    }

    /// A link to the page of a projection.
    pub fn projection(self, key: Key<Projection>) -> Link {
        let projection = &self.catalog().projections[key];
        self.link(projection.title(), &url::folder("projections", &projection.id), "projection")
    }

    /// A link to the page of a store, by its id: that is what code and commands say.
    pub fn store(self, key: Key<Store>) -> Link {
        let store = &self.catalog().stores[key];
        self.link(&store.id, &url::folder("stores", &store.id), "store")
    }

    /// A link to the page of a broker.
    pub fn broker(self, key: Key<Broker>) -> Link {
        let broker = &self.catalog().brokers[key];
        let title = title_or_id(&broker.stated.title, &broker.id);
        self.link(title, &url::folder("brokers", &broker.id), "broker")
    }

    /// A link to the page of the envelope.
    pub fn envelope(self, envelope: &Envelope) -> Link {
        let title = title_or_id(&envelope.stated.title, &envelope.id);
        self.link(title, &url::folder("envelopes", &envelope.id), "envelope")
    }

    /// A link to the page of a domain.
    pub fn domain(self, key: Key<Domain>) -> Link {
        let domain = &self.catalog().domains[key];
        let title = title_or_id(&domain.stated.title, &domain.id);
        self.link(title, &url::folder("domains", &domain.id), "domain")
    }

    /// A link to the page of a team.
    pub fn team(self, key: Key<Team>) -> Link {
        let team = &self.catalog().teams[key];
        let title = title_or_id(&team.stated.title, &team.id);
        self.link(title, &url::folder("teams", &team.id), "team")
    }

    /// A link to the page of a rule, where it has one.
    pub fn rule(self, name: &str) -> Option<Link> {
        let rule = rules::find(name)?;
        Some(self.link(rule.name, &url::folder("rules", rule.name), "rule"))
    }

    /// How the search finds a page: by its names, its owner and its domain.
    pub fn entry(
        self,
        link: Link,
        id: &str,
        owner: Option<Key<Team>>,
        domain: Option<Key<Domain>>,
    ) -> Entry {
        let catalog = self.catalog();
        let owner = owner.map(|key| (self.team(key).title, catalog.teams[key].id.clone()));
        let domain = domain.map(|key| (self.domain(key).title, catalog.domains[key].id.clone()));
        // Both names lead here; where they are one, it is counted once.
        let names =
            |names: Option<(String, String)>| names.into_iter().flat_map(<[String; 2]>::from);
        Entry::new(link, id).by(Facet::Owner, names(owner)).by(Facet::Domain, names(domain))
    }

    /// A link to the page of what a finding is about, where it has one.
    pub fn subject(self, subject: &Subject) -> Option<Link> {
        let catalog = self.catalog();
        let name = &subject.name;
        match subject.kind {
            "event" => find(&catalog.events, |row| &row.id, name).map(|key| self.event(key)),
            "service" => find(&catalog.services, |row| &row.id, name).map(|key| self.service(key)),
            "topic" => find(&catalog.topics, |row| &row.id, name).map(|key| self.topic(key)),
            "aggregate" => {
                find(&catalog.aggregates, |row| &row.id, name).map(|key| self.aggregate(key))
            }
            "projection" => {
                find(&catalog.projections, |row| &row.id, name).map(|key| self.projection(key))
            }
            "store" => find(&catalog.stores, |row| &row.id, name).map(|key| self.store(key)),
            "broker" => find(&catalog.brokers, |row| &row.id, name).map(|key| self.broker(key)),
            "envelope" => {
                let envelope = catalog.envelope.as_ref().filter(|row| row.id == *name);
                envelope.map(|row| self.envelope(row))
            }
            "flow" => {
                let key = find(&catalog.flows, |row| &row.id, name)?;
                let mut flows = self.study.flows.iter();
                flows.find(|flow| flow.named == Some(key)).map(|flow| self.flow(flow))
            }
            "saga" => find(&catalog.sagas, |row| &row.id, name).map(|key| self.saga(key)),
            "domain" => find(&catalog.domains, |row| &row.id, name).map(|key| self.domain(key)),
            "team" => find(&catalog.teams, |row| &row.id, name).map(|key| self.team(key)),
            _ => None,
        }
    }

    /// The place of a span, with the address where it can be edited if the settings say so.
    pub fn place(self, span: Span) -> Place {
        let sources = &self.study.sources;
        let path = &sources.file(span.file).path;
        let at = sources.position(span);
        let edit = self.study.config.edit_url.as_ref();
        Place {
            text: format!("{path}:{}:{}", at.line, at.column),
            edit: edit.map(|pattern| pattern.replace("{path}", &url::path(path))),
        }
    }
}

/// Links to pages elsewhere, as a document states them. Their addresses were checked when read.
pub fn outside(links: &[PageLink]) -> Vec<Link> {
    let link = |link: &PageLink| Link {
        title: link.title.clone().unwrap_or_else(|| link.url.to_string()),
        href: link.url.to_string(),
        kind: "",
    };
    links.iter().map(link).collect()
}

/// The sign of an event: commands and replies have their own.
pub fn event_sign(event: &Event) -> &'static str {
    match event.kind() {
        EventKind::Event => "event",
        EventKind::Command => "command",
        EventKind::Reply => "reply",
    }
}

/// The row of an id. The catalog sorts its rows by id.
fn find<T>(table: &Table<T>, id: fn(&T) -> &String, name: &String) -> Option<Key<T>> {
    table.rows().binary_search_by(|row| id(row).cmp(name)).ok().map(Table::<T>::key)
}
