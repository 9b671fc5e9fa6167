//! Which consumers a break touches: those that read both versions, and the field.

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::Link;

/// The services that a break of a field between two versions touches, each once. The empty field is
/// the payload as a whole, which touches everyone who reads both versions.
pub fn touched(
    at: Standpoint<'_>,
    key: Key<Event>,
    versions: [&EventVersion; 2],
    field: &str,
) -> Vec<Link> {
    let mut services: Vec<Link> = Vec::new();
    for key in at.study.graph.subscriptions_of(key) {
        let subscription = &at.catalog().subscriptions[*key];
        let both = versions.iter().all(|version| reads(subscription, version));
        let service = at.service(subscription.service);
        if both && depends(subscription, field) && !services.contains(&service) {
            services.push(service);
        }
    }
    services
}

/// Whether the code of a consumer reads a version. Without a range it reads all.
fn reads(subscription: &Subscription, version: &EventVersion) -> bool {
    let Some(range) = &subscription.stated.versions else { return true };
    let range = semver::VersionReq::parse(&range.value.to_string());
    range.is_ok_and(|range| range.matches(&version.version.semantic))
}

/// Whether the code of a consumer depends on a field, on one around it or on one within it. Without
/// a list it depends on all.
fn depends(subscription: &Subscription, field: &str) -> bool {
    let stated = &subscription.stated.fields;
    stated.is_empty() || field.is_empty() || stated.iter().any(|own| overlap(&own.value, field))
}

/// Whether one path leads to or through the other. A path of the envelope leads to no payload.
fn overlap(own: &str, field: &str) -> bool {
    if own.starts_with("envelope.") || own.starts_with("header.") {
        return false;
    }
    let own = own.strip_prefix("payload.").unwrap_or(own).replace("[]", "");
    let field = field.replace("[]", "");
    own.split('.').zip(field.split('.')).all(|(own, field)| own == field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_overlaps_what_lies_around_and_within_it() {
        for (own, field) in [
            ("items", "items[].sku"),
            ("items[].sku", "items"),
            ("items.sku", "items[].sku"),
            ("payload.total", "total"),
        ] {
            assert!(overlap(own, field), "{own} {field}");
        }
        for (own, field) in
            [("items[].sku", "items[].price"), ("total", "totals"), ("envelope.id", "envelope")]
        {
            assert!(!overlap(own, field), "{own} {field}");
        }
    }
}
