//! Events to rows: all versions of one id, each with its payload schema and its examples.

use crate::catalog::Domain;
use crate::catalog::event::{Carrier, Event, EventVersion, Reply, Successor};
use crate::catalog::example::{self, EnvelopeShape};
use crate::catalog::payload::{self, Payload, Seen, Stated};
use crate::catalog::rows::Rows;
use crate::catalog::shelf::Filed;
use crate::catalog::table::Table;
use crate::document::kinds;
use crate::document::kinds::event::Status;
use crate::document::parts::Name;
use crate::document::schema::payload::PayloadValidator;
use crate::document::spanned::Spanned;
use crate::document::tree::{Entry, Node};
use crate::finding::{Finding, Level, Subject};
use crate::source::span::Span;

impl Rows<'_> {
    pub(super) fn event(
        &mut self,
        domains: &Table<Domain>,
        versions: &[Filed<kinds::event::Event>],
        envelope: &EnvelopeShape,
        seen: &mut Seen,
    ) -> Event {
        let newest = versions.last().expect("a group of versions has at least one");
        let Filed { id, span, stated, .. } = newest;
        let of = format!("the event `{id}`");
        let (domain, owner) = self.belongs(domains, &stated.domain, &stated.owner, &of);
        let mut topics = Vec::new();
        for carrier in &stated.topics {
            let sentence = || format!("`{id}` is published to `{}`", carrier.topic.value);
            let topic = self.names.resolve("topic", &carrier.topic, sentence, &mut self.findings);
            topics.extend(topic.map(|topic| Carrier {
                topic,
                key: carrier.key.clone(),
                span: carrier.topic.span,
            }));
        }
        for filed in versions {
            if filed.stated.version != stated.version {
                self.findings.extend(misplaced(filed, newest));
            }
        }
        let reply = stated.reply.as_ref().map(|reply| self.reply(id, reply));
        let versions = versions.iter().map(|filed| self.version(filed, envelope, seen)).collect();
        Event {
            id: id.clone(),
            span: *span,
            stated: stated.clone(),
            domain,
            owner,
            topics,
            reply,
            versions,
            alone: [Subject::new("event", id)].into(),
        }
    }

    /// What replaces a version that is given up: `Event` or `Event@version`.
    fn successor(&mut self, id: &str, stated: &Spanned<String>) -> Option<Successor> {
        let (event, version) = match stated.value.split_once('@') {
            Some((event, version)) => (event, Some(version)),
            None => (stated.value.as_str(), None),
        };
        let name = Name { value: event.to_owned(), span: stated.span };
        let sentence = || format!("`{id}` is replaced by `{event}`");
        let key = self.names.resolve("event", &name, sentence, &mut self.findings);
        let plain = key.map(|event| Successor { event, version: None });
        let Some(version) = version else { return plain };
        match version.parse() {
            Ok(value) => {
                let sentence = || format!("`{id}` is replaced by version {version} of `{event}`");
                let version = Spanned { value, span: stated.span };
                self.names.expect_version(event, &version, sentence, &mut self.findings);
                key.map(|event| Successor { event, version: Some(version.value) })
            }
            Err(reason) => {
                let message = format!("`{version}` {reason}");
                self.findings.push(Finding::new(
                    "invalid-value",
                    Level::Error,
                    stated.span,
                    message,
                ));
                plain
            }
        }
    }

    fn reply(&mut self, id: &str, stated: &kinds::event::Reply) -> Reply {
        let mut event = |name: &Option<Name>| {
            let name = name.as_ref()?;
            let sentence = || format!("`{id}` is answered by `{}`", name.value);
            self.names.resolve("event", name, sentence, &mut self.findings)
        };
        let (success, failure) = (event(&stated.success), event(&stated.failure));
        let topic = stated.topic.as_ref().and_then(|topic| {
            let sentence = || format!("`{id}` is answered on `{}`", topic.value);
            self.names.resolve("topic", topic, sentence, &mut self.findings)
        });
        Reply { success, failure, topic }
    }

    /// The schema that a document states.
    pub(super) fn schema(
        &mut self,
        at: Span,
        document: &Node,
        seen: &mut Seen,
    ) -> Option<(Payload, PayloadValidator)> {
        let stated =
            Stated { path: &self.sources.file(at.file).path, node: document.get("schema")? };
        payload::read(self.sources, self.fragments, stated, seen, &mut self.findings)
    }

    fn version(
        &mut self,
        filed: &Filed<kinds::event::Event>,
        envelope: &EnvelopeShape,
        seen: &mut Seen,
    ) -> EventVersion {
        let payload = self.schema(filed.span, &filed.node, seen);
        let examples = filed.node.get("examples").map(Node::items).unwrap_or_default();
        let mut examples_match = false;
        if let Some((payload, validator)) = &payload {
            let judged = (payload, validator);
            let faults = examples.iter();
            let faults =
                faults.filter_map(|node| example::check(&filed.id, judged, envelope, node));
            let before = self.findings.len();
            self.findings.extend(faults);
            examples_match = !examples.is_empty() && self.findings.len() == before;
        }
        let deprecation = filed.stated.deprecation.as_ref();
        let successor = deprecation.and_then(|stated| stated.replaced_by.as_ref());
        EventVersion {
            replaced_by: successor.and_then(|stated| self.successor(&filed.id, stated)),
            version: filed.stated.version.value.clone(),
            status: filed.stated.status.as_ref().map_or(Status::Active, |status| status.value),
            stated: filed.stated.clone(),
            span: filed.span,
            payload: payload.map(|(payload, _)| payload),
            examples: examples.iter().map(example::printed).collect(),
            examples_match,
        }
    }
}

/// The keys of an event that are not about one version's schema. They stand in the newest version.
const OF_ALL_VERSIONS: [&str; 13] = [
    "kind",
    "domain",
    "owner",
    "audience",
    "topics",
    "reply",
    "sla",
    "pii",
    "erasure",
    "shared_ownership",
    "producers",
    "consumers",
    "compatibility",
];

/// What an older version states otherwise than the newest, which alone is asked for it.
fn misplaced(
    older: &Filed<kinds::event::Event>,
    newest: &Filed<kinds::event::Event>,
) -> Option<Finding> {
    let mut entries = older.node.entries().iter();
    let differs = |entry: &&Entry| {
        let counted = newest.node.get(&entry.key).map(Node::json);
        OF_ALL_VERSIONS.contains(&entry.key.as_str()) && counted != Some(entry.value.json())
    };
    let entry = entries.find(differs)?;
    let (key, id) = (&entry.key, &older.id);
    let message = format!("`{key}` of `{id}` is read from its newest version alone, not from here");
    let finding = Finding::new("misplaced-fact", Level::Error, entry.key_span, message);
    Some(finding.label("move it there, or remove it").relate(newest.span, "the newest version"))
}
