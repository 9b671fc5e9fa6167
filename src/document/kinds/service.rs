//! Services: what publishes and consumes events.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::{OrNone, Unread};
use crate::document::kind::Kind;
use crate::document::parts::defaults::Defaults;
use crate::document::parts::producer::Producer;
use crate::document::parts::side::{EventsNamed, With};
use crate::document::parts::subscription::Subscription;
use crate::document::parts::{Name, PageLink};
use crate::document::spanned::Spanned;
use crate::document::values::date::Date;
use crate::document::values::duration::Duration;
use crate::document::values::id::Id;
use crate::document::values::link::Link;
use crate::document::values::rate::Rate;

/// The kind `service`.
pub const KIND: Kind = Kind {
    name: "service",
    sentence: "A deployable that publishes or consumes events, or a system outside that does.",
    schema: |generator| generator.root_schema_for::<Service>(),
};

/// A service, or a system outside.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Service {
    /// The service's id: `order-service`.
    pub service: Spanned<Id>,
    /// What people read.
    pub title: Option<String>,
    /// One sentence: what it is for.
    pub summary: Option<String>,
    /// The bounded context that it belongs to.
    pub domain: Option<Name>,
    /// The team that owns it.
    pub owner: Option<Name>,
    /// Where its code lives.
    pub repository: Option<Link>,
    /// What it is written in.
    pub language: Option<String>,
    /// The parts of its code that deal with events.
    #[serde(default)]
    pub modules: Vec<String>,
    /// Whether it lies outside: then it has no owner here and passes no gates.
    #[serde(default)]
    pub external: bool,
    /// What it does in the architecture.
    pub kind: Option<ServiceKind>,
    /// What it does with requests, where it is a gateway.
    pub gateway: Option<Gateway>,
    /// The services that it calls and waits for.
    #[serde(default)]
    pub calls: Vec<Call>,
    /// The stores that belong to it.
    #[serde(default)]
    pub stores: Vec<Name>,
    /// How a request is followed through it, from what it receives to what it sends; `none` where it
    /// cannot be.
    pub tracing: Option<Spanned<OrNone<Tracing>>>,
    /// When it was last seen how it behaves while others fail; `none` for never.
    pub chaos_tests: Option<Spanned<OrNone<ChaosTests>>>,
    /// What it consumes: one entry for many events.
    #[serde(default)]
    pub consumes: Vec<Unread<With<Subscription, EventsNamed>>>,
    /// What it produces: one entry for many events.
    #[serde(default)]
    pub produces: Vec<Unread<With<Producer, EventsNamed>>>,
    /// What its subscriptions say where they say nothing else.
    pub defaults: Option<Unread<Defaults>>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

/// What a service does in the architecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum ServiceKind {
    /// It does work of its own.
    Service,
    /// It lets requests in and routes them.
    Gateway,
}

/// What a gateway does with the requests that it lets in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Gateway {
    /// How callers prove who they are: `OAuth 2.0`.
    pub authentication: Option<String>,
    /// How many requests a caller may make.
    pub rate_limit: Option<Rate>,
    /// How requests are spread over instances: `round robin`.
    pub load_balancing: Option<String>,
    /// Which requests go where.
    #[serde(default)]
    pub routes: Vec<Route>,
}

/// A request and the service that gets it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Route {
    /// The request: `POST /orders`.
    pub path: String,
    /// The service.
    pub service: Name,
}

/// A synchronous call to another service.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Call {
    /// The service called.
    pub service: Name,
    /// How: `http`, `grpc`, …
    pub protocol: Option<String>,
    /// What is asked: `GET /customers/{id}`.
    pub action: Option<String>,
    /// What stops calling a service that does not answer; `none` where nothing does.
    pub circuit_breaker: Option<Spanned<OrNone<CircuitBreaker>>>,
}

/// When calls stop and begin again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct CircuitBreaker {
    /// So many failures open it.
    pub failure_threshold: Option<u32>,
    /// So many successes close it.
    pub success_threshold: Option<u32>,
    /// So long it stays open before one call is let through.
    pub timeout: Option<Duration>,
}

/// How a request is followed through services and messages.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Tracing {
    /// The headers that carry the trace.
    pub standard: Spanned<TraceStandard>,
    /// Where traces are looked at.
    pub link: Option<Link>,
}

/// The headers that carry a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum TraceStandard {
    /// `traceparent` and `tracestate`, as the W3C names them.
    W3cTraceContext,
    /// The `X-B3-` headers or `b3`, as Zipkin names them.
    B3,
    /// Others.
    Other,
}

impl TraceStandard {
    /// What people read.
    pub fn words(self) -> &'static str {
        match self {
            TraceStandard::W3cTraceContext => "W3C trace context",
            TraceStandard::B3 => "B3",
            TraceStandard::Other => "headers of its own",
        }
    }
}

/// Tests in which others were made to fail.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ChaosTests {
    /// The day of the last ones.
    pub date: Spanned<Date>,
    /// What was done and seen.
    pub link: Option<Link>,
}
