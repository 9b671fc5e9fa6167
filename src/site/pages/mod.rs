//! The kinds of pages, one file each. A template of the same name lays each of them out.

pub mod aggregate;
pub mod broker;
pub mod changelog;
pub mod comparison;
pub mod domain;
pub mod envelope;
pub mod event;
pub mod findings;
pub mod flow;
pub mod home;
pub mod list;
pub mod not_found;
pub mod projection;
pub mod readiness;
pub mod rule;
pub mod rules;
pub mod saga;
pub mod search;
pub mod service;
pub mod store;
pub mod team;
pub mod topic;

use crate::site::page::PageKind;

/// All kinds, in the order in which a reader meets them.
pub const PAGES: &[PageKind] = &[
    home::PAGE,
    list::PAGE,
    event::PAGE,
    changelog::PAGE,
    comparison::PAGE,
    service::PAGE,
    topic::PAGE,
    saga::PAGE,
    flow::PAGE,
    aggregate::PAGE,
    projection::PAGE,
    broker::PAGE,
    store::PAGE,
    envelope::PAGE,
    domain::PAGE,
    team::PAGE,
    readiness::PAGE,
    findings::PAGE,
    rules::PAGE,
    rule::PAGE,
    search::PAGE,
    not_found::PAGE,
];
