//! An event: its versions, oldest first, and with the newest who publishes and consumes it.

use serde_json::{Value, json};

use crate::shop::payload::{Payload, payload};
use crate::shop::plan::Plan;
use crate::shop::random::Random;
use crate::shop::{File, prose, words};

/// The file of an event.
pub(crate) fn file(plan: &Plan, index: usize, random: &mut Random) -> File {
    let name = name(plan, index);
    let topic = plan.topic(index);
    let id = format!("{}Id", words::camel(&words::entity(topic)));
    let payload = payload(id, random);
    let newest = plan.versions(index) - 1;
    let mut documents: Vec<Value> =
        (0..newest).map(|minor| older(&name, minor, newest, &payload, random)).collect();
    documents.push(self::newest(plan, index, &payload, random));
    let folder = words::domain(topic % plan.domains);
    super::file(&format!("events/{folder}/{}", words::kebab(&name)), &documents)
}

/// The id of an event.
fn name(plan: &Plan, index: usize) -> String {
    words::event(plan.topic(index), plan.turn(index))
}

/// A version that is no longer the newest says only what is about its schema.
fn older(
    name: &str,
    minor: usize,
    newest: usize,
    payload: &Payload<'_>,
    random: &mut Random,
) -> Value {
    let later = newest - minor;
    json!({
        "event": name,
        "version": format!("1.{minor}.0"),
        "schema": payload.schema(later),
        "examples": [payload.example(later, random)],
        "description": prose::description(random, name),
    })
}

fn newest(plan: &Plan, index: usize, payload: &Payload<'_>, random: &mut Random) -> Value {
    let name = name(plan, index);
    let topic = plan.topic(index);
    let domain = topic % plan.domains;
    let consumers = plan.consumers(index).into_iter().enumerate();
    let consumers =
        consumers.map(|(nth, service)| consumer(plan, index, service, nth, payload, random));
    let consumers: Vec<Value> = consumers.collect();
    json!({
        "event": name,
        "version": format!("1.{}.0", plan.versions(index) - 1),
        "summary": prose::sentence(random, &name),
        "domain": words::domain(domain),
        // Whoever publishes an event answers for it, whatever domain it belongs to.
        "owner": words::team(plan.producer(index) % plan.domains),
        "status": "active",
        "topics": [words::topic(topic)],
        "sla": { "latency_p99": "2s", "rate": { "average": "40/s", "peak": "400/s" } },
        "pii": payload.personal(),
        "producers": [producer(plan, index, random)],
        "consumers": consumers,
        "schema": payload.schema(0),
        "examples": [payload.example(0, random), payload.example(0, random)],
        "description": prose::description(random, &name),
        "links": [{
            "title": "Dashboard",
            "url": format!("https://grafana.shop.example/d/{}", words::kebab(&name)),
        }],
    })
}

fn producer(plan: &Plan, index: usize, random: &mut Random) -> Value {
    let service = plan.producer(index);
    let path = words::kebab(&name(plan, index));
    let actor = *random.one(&["Customer", "Clerk", "Partner", "Warehouse lead"]);
    let trigger = match plan.before(index) {
        Some(before) => json!({ "event": name(plan, before) }),
        None => json!({ "actor": actor, "action": format!("POST /{path}") }),
    };
    json!({
        "service": words::service(service),
        "module": format!("src/{path}.handler.ts"),
        "trigger": trigger,
        "writes": [words::store(service)],
        "publish": *random.one(&["outbox", "cdc", "transactional"]),
        "guarantee": "at-least-once",
    })
}

fn consumer(
    plan: &Plan,
    index: usize,
    service: usize,
    nth: usize,
    payload: &Payload<'_>,
    random: &mut Random,
) -> Value {
    let topic = plan.topic(index);
    let dlq = words::dlq(topic);
    let deed = *random.one(&["record", "check", "forward", "price", "announce", "reconcile"]);
    let mut consumer = json!({
        "service": words::service(service),
        "module": format!("src/on-{}.consumer.ts", words::kebab(&name(plan, index))),
        "from": [words::topic(topic)],
        "group": format!("{}-group", words::service(service)),
        "action": format!("{deed} the {}", words::kebab(&words::entity(topic)).replace('-', " ")),
        "versions": "^1",
        "fields": payload.read(),
        "guarantee": "at-least-once",
        "idempotency": {
            "strategy": "dedup-table",
            "key": "eventId",
            "store": words::store(service),
            "table": "seen_events",
            "window": "60d",
        },
        "retry": { "attempts": 4, "backoff": "exponential", "initial": "1s", "max": "30s", "jitter": true },
        "dlq": dlq,
        "poison": { "detect": ["deserialization", "validation"], "to": dlq },
        "failure_log": ["envelope.eventId", "envelope.correlationId", "error"],
        "processing": { "p50": "10ms", "p99": format!("{}ms", 100 + random.below(300)), "timeout": "5s" },
        "client": "kafkajs",
        "settings": { "session.timeout.ms": 30000, "heartbeat.interval.ms": 3000 },
        "ordering": "none",
        "concurrency": 1 + random.below(6),
        "instances": 1 + random.below(3),
        "start_from": "now",
        "writes": [words::store(service)],
        "alerts": [{
            "on": "lag",
            "over": 1000,
            "for": "5m",
            "link": format!("https://grafana.shop.example/d/lag/{}", words::service(service)),
        }],
    });
    // The first consumer carries the chain on.
    if let Some(next) = plan.after(index).filter(|_| nth == 0) {
        consumer["emits"] = json!([{ "event": name(plan, next) }]);
    }
    consumer
}
