//! A topic and its dead-letter queue.

use serde_json::json;

use crate::shop::plan::Plan;
use crate::shop::random::Random;
use crate::shop::{File, prose, words};

/// The file of a topic.
pub(crate) fn file(plan: &Plan, index: usize, random: &mut Random) -> File {
    let (name, dlq) = (words::topic(index), words::dlq(index));
    let domain = index % plan.domains;
    let partitions = *random.one(&[3, 6, 12, 24]);
    let block =
        json!({ "cleanup_policy": "delete", "replication_factor": 3, "min_insync_replicas": 2 });
    let topic = json!({
        "topic": name,
        "title": words::title(&name),
        "summary": prose::sentence(random, &name),
        "broker": "kafka",
        "kind": "topic",
        "partition_key": format!("{}Id", words::camel(&words::entity(index))),
        "partitions": partitions,
        "retention": "7d",
        "ordering": "per-key",
        "owner": words::team(domain),
        "domain": words::domain(domain),
        "kafka": block,
        "description": prose::description(random, &name),
    });
    let letters = json!({
        "topic": dlq,
        "summary": format!("Records of {name} that a consumer could not handle."),
        "broker": "kafka",
        "kind": "topic",
        "role": "dlq",
        "partitions": partitions,
        "retention": "14d",
        "owner": words::team(domain),
        "domain": words::domain(domain),
        "monitor": [{
            "on": "depth",
            "over": 0,
            "for": "5m",
            "link": format!("https://grafana.shop.example/d/dlq/{dlq}"),
        }],
        "replay": {
            "to": name,
            "procedure": "1. Fix the cause and deploy it.\n2. Replay with headers and keys kept.\n",
        },
        "kafka": block,
    });
    super::file(&format!("topics/{name}"), &[topic, letters])
}
