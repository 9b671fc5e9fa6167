//! A service and the store that belongs to it.

use serde_json::json;

use crate::shop::plan::Plan;
use crate::shop::random::Random;
use crate::shop::{File, prose, words};

/// The file of a service.
pub(crate) fn file(plan: &Plan, index: usize, random: &mut Random) -> File {
    let name = words::service(index);
    let team = words::team(index % plan.domains);
    let service = json!({
        "service": name,
        "title": words::title(&name),
        "summary": prose::sentence(random, &name),
        "domain": words::domain(index % plan.domains),
        "owner": team,
        "repository": format!("https://git.shop.example/{team}/{name}"),
        "language": *random.one(&["typescript", "kotlin", "rust", "go"]),
        "stores": [words::store(index)],
        "description": prose::description(random, &name),
    });
    let store = json!({
        "store": words::store(index),
        "kind": "postgresql",
        "title": format!("{} database", words::title(&words::kebab(&words::entity(index)))),
        "summary": prose::sentence(random, &words::store(index)),
        "owner": team,
        "tables": ["entities", "seen_events", "outbox"],
    });
    super::file(&format!("services/{name}"), &[service, store])
}
