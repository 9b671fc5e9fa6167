//! An invented shop of any size as a catalog: `plan` says who publishes and consumes what, the
//! other files write it down as documents.

mod event;
pub(crate) mod folder;
mod payload;
mod plan;
mod prose;
mod random;
mod service;
mod topic;
mod words;
mod yaml;

use serde_json::{Value, json};

use plan::Plan;
use random::Random;

/// A file of the catalog: its path from the root, and its text.
pub(crate) type File = (String, String);

/// Every file of a catalog of so many events. The same arguments give the same files.
pub(crate) fn files(events: usize, seed: u64) -> Vec<File> {
    let plan = Plan::of(events);
    let mut random = Random::new(seed);
    let mut files = vec![
        file("eventbook", &[settings(&plan)]),
        file("brokers/kafka", &[broker()]),
        file("teams/platform-team", &[team("platform", &mut random)]),
    ];
    for domain in 0..plan.domains {
        let name = words::domain(domain);
        files.push(file(&format!("teams/{name}-team"), &[team(&name, &mut random)]));
        let domain = json!({
            "domain": name,
            "title": words::title(&name),
            "summary": prose::sentence(&mut random, &name),
            "owner": words::team(domain),
            "description": prose::description(&mut random, &name),
        });
        files.push(file(&format!("domains/{name}"), &[domain]));
    }
    files.extend((0..plan.services).map(|index| service::file(&plan, index, &mut random)));
    files.extend((0..plan.topics).map(|index| topic::file(&plan, index, &mut random)));
    files.extend((0..plan.events).map(|index| event::file(&plan, index, &mut random)));
    files
}

/// A file of documents.
fn file(path: &str, documents: &[Value]) -> File {
    let texts: Vec<String> = documents.iter().map(yaml::document).collect();
    (format!("{path}.yaml"), texts.join("---\n"))
}

fn settings(plan: &Plan) -> Value {
    json!({
        "title": format!("A shop of {} events", plan.events),
        "summary": "An invented shop, made to measure eventbook by.",
    })
}

fn broker() -> Value {
    json!({
        "broker": "kafka",
        "type": "kafka",
        "version": "3.7",
        "title": "Kafka",
        "summary": "The cluster that carries every event of the shop.",
        "connection": { "bootstrap": "kafka.shop.example:9092" },
    })
}

fn team(name: &str, random: &mut Random) -> Value {
    json!({
        "team": format!("{name}-team"),
        "title": words::title(name),
        "summary": prose::sentence(random, name),
        "members": ["Ines Halloran", "Tobias Wren", "Maud Ekström"],
        "contact": {
            "slack": format!("#{name}"),
            "email": format!("{name}@shop.example"),
            "oncall": format!("https://oncall.shop.example/{name}"),
        },
    })
}
