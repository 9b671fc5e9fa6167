//! A flow as a sequence: services, topics and who sets them to work, in the order in which the
//! flow first reaches them.

use crate::catalog::event::Event;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::kinds::event::EventKind;
use crate::document::kinds::service::ServiceKind;
use crate::draw::diagram::{ArrowKind, Drawing};
use crate::draw::diagrams::sequence;
use crate::draw::diagrams::sequence::model;
use crate::draw::diagrams::sequence::model::{Message, Operator, Participant, Sequence};
use crate::draw::shape::NodeKind;
use crate::graph::trace::{BranchKind, Step, Trace};
use crate::site::standpoint::Standpoint;
use crate::site::url::slug;
use crate::site::view::picture::{Picture, picture};

/// The sequence of a flow.
pub fn of(at: Standpoint<'_>, flow: &Trace) -> Picture {
    let mut cast = Cast { at, roles: Vec::new(), participants: Vec::new() };
    let steps = cast.steps(&flow.steps);
    let model = Sequence {
        id: format!("flow-{}", slug(&flow.id)),
        title: format!("Sequence of the flow {}", flow.title),
        participants: cast.participants,
        steps,
    };
    let drawing: Drawing = sequence::draw(&model);
    picture(model.title, drawing)
}

/// Who takes part.
#[derive(Debug, Clone, PartialEq)]
enum Role {
    Actor(String),
    Service(Key<Service>),
    Topic(Key<Topic>),
}

struct Cast<'a> {
    at: Standpoint<'a>,
    roles: Vec<Role>,
    participants: Vec<Participant>,
}

impl Cast<'_> {
    fn steps(&mut self, steps: &[Step]) -> Vec<model::Step> {
        steps.iter().map(|step| self.step(step)).collect()
    }

    fn step(&mut self, step: &Step) -> model::Step {
        let catalog = self.at.catalog();
        match step {
            Step::Request { actor, service, action } => model::Step::Message(Message {
                from: self.index(Role::Actor(actor.clone())),
                to: self.index(Role::Service(*service)),
                text: action.clone(),
                kind: ArrowKind::Command,
                ..Message::default()
            }),
            Step::Publish { service, topic, event, again } => model::Step::Message(Message {
                from: self.index(Role::Service(*service)),
                to: self.index(Role::Topic(*topic)),
                text: catalog.events[*event].title().to_owned(),
                version: Some(shown_version(&catalog.events[*event])),
                kind: arrow(&catalog.events[*event]),
                href: Some(self.at.event(*event).href),
                cut: *again,
            }),
            Step::Route { from, to, event } => model::Step::Message(Message {
                from: self.index(Role::Topic(*from)),
                to: self.index(Role::Topic(*to)),
                text: catalog.events[*event].title().to_owned(),
                kind: arrow(&catalog.events[*event]),
                href: Some(self.at.event(*event).href),
                ..Message::default()
            }),
            Step::Deliver { topic, subscription } => {
                let row = &catalog.subscriptions[*subscription];
                let event = &catalog.events[row.event];
                model::Step::Message(Message {
                    from: self.index(Role::Topic(*topic)),
                    to: self.index(Role::Service(row.service)),
                    text: row.stated.action.clone().unwrap_or_else(|| event.title().to_owned()),
                    kind: arrow(event),
                    href: Some(self.at.event(row.event).href),
                    ..Message::default()
                })
            }
            Step::Branches { kind, branches } => model::Step::Fragment {
                operator: match (kind, branches.len()) {
                    (BranchKind::Together, _) => Operator::Par,
                    (BranchKind::Either, 1) => Operator::Opt,
                    (BranchKind::Either, _) => Operator::Alt,
                },
                branches: branches
                    .iter()
                    .map(|branch| model::Branch {
                        guard: branch.label.clone(),
                        failure: false,
                        steps: self.steps(&branch.steps),
                    })
                    .collect(),
            },
        }
    }

    /// The lifeline of a role: a new one where it speaks or is spoken to for the first time.
    fn index(&mut self, role: Role) -> usize {
        if let Some(index) = self.roles.iter().position(|known| *known == role) {
            return index;
        }
        self.participants.push(participant(self.at, &role));
        self.roles.push(role);
        self.roles.len() - 1
    }
}

fn participant(at: Standpoint<'_>, role: &Role) -> Participant {
    match role {
        Role::Actor(name) => {
            Participant { name: name.clone(), kind: NodeKind::Actor, ..Participant::default() }
        }
        Role::Service(key) => {
            let service = &at.catalog().services[*key];
            let domain = service.domain.map(|domain| at.domain(domain).title);
            Participant {
                name: service.title().to_owned(),
                channel: None,
                sub: domain.unwrap_or_default(),
                kind: service_node(service),
                href: Some(at.service(*key).href),
            }
        }
        Role::Topic(key) => {
            let topic = &at.catalog().topics[*key];
            let broker = topic.broker.map_or("Broker", |broker| at.broker(broker));
            Participant {
                name: broker.to_owned(),
                channel: Some(topic.address().to_owned()),
                sub: format!("{broker} {}", topic_word(topic)),
                kind: topic_node(topic),
                href: Some(at.topic(*key).href),
            }
        }
    }
}

/// What a topic is to its broker, in a word.
pub fn topic_word(topic: &Topic) -> &'static str {
    match topic.role() {
        Some(role) => role.words(),
        None => topic.stated.kind.map_or("topic", |kind| kind.word()),
    }
}

/// How a topic is drawn.
pub fn topic_node(topic: &Topic) -> NodeKind {
    if topic.is_dlq() { NodeKind::DeadLetter } else { NodeKind::Topic }
}

/// How a service is drawn.
pub fn service_node(service: &Service) -> NodeKind {
    match service.stated.kind {
        _ if service.is_external() => NodeKind::External,
        Some(ServiceKind::Gateway | ServiceKind::Service) | None => NodeKind::Service,
    }
}

/// How a message is drawn.
pub fn arrow(event: &Event) -> ArrowKind {
    match event.kind() {
        EventKind::Event => ArrowKind::Event,
        EventKind::Command => ArrowKind::Command,
        EventKind::Reply => ArrowKind::Reply,
    }
}

/// The newest version as people write it: `v1`.
pub fn shown_version(event: &Event) -> String {
    format!("v{}", event.newest().version)
}
