//! Who publishes and consumes what. Services stand in a row, and an event's consumers stand behind
//! its producer, so nothing leads back to where it came from.

use std::ops::Range;

/// An event leads to the next of its chain, so many times at the most.
const LONGEST_CHAIN: usize = 8;
/// The hub's events: so many, or three in ten.
const HUB_EVENTS: usize = 300;
/// The consumers of the hub's first event: so many, or all services behind it.
const HUB_CONSUMERS: usize = 200;
/// The consumers of each other event.
const CONSUMERS: usize = 3;

/// How much there is of everything.
pub(crate) struct Plan {
    /// The events; event 0 is the hub's first.
    pub(crate) events: usize,
    /// The services; service 0 is the hub. The last of them publish nothing.
    pub(crate) services: usize,
    /// The topics; topic 0 carries event 0 alone where there are others. Each has a dead-letter
    /// queue besides.
    pub(crate) topics: usize,
    /// The domains.
    pub(crate) domains: usize,
    /// The events of the hub, of which none leads to another.
    pub(crate) hub_events: usize,
    /// The length of a chain.
    pub(crate) chain: usize,
}

impl Plan {
    /// The plan of a catalog of so many events.
    pub(crate) fn of(events: usize) -> Self {
        let services = (events / 5).max(CONSUMERS + 1);
        let readers = (services / 9).max(CONSUMERS);
        Plan {
            events,
            services,
            topics: (events / 5).max(1),
            domains: (events / 50).max(1),
            hub_events: (events * 3 / 10).clamp(1, HUB_EVENTS),
            chain: (services - readers).min(LONGEST_CHAIN),
        }
    }

    /// The number of versions: two, and six of one event in twenty.
    pub(crate) fn versions(&self, event: usize) -> usize {
        if event % 20 == 10 { 6 } else { 2 }
    }

    /// The topic that carries an event.
    pub(crate) fn topic(&self, event: usize) -> usize {
        match (self.topics, event) {
            (1, _) | (_, 0) => 0,
            (topics, _) => 1 + (event - 1) % (topics - 1),
        }
    }

    /// Which of its topic's events an event is.
    pub(crate) fn turn(&self, event: usize) -> usize {
        if self.topics == 1 { event } else { event.saturating_sub(1) / (self.topics - 1) }
    }

    /// The service that publishes an event.
    pub(crate) fn producer(&self, event: usize) -> usize {
        match self.hop(event) {
            None => 0,
            Some((chain, hop)) => {
                let block = self.block(hop);
                block.start + chain % block.len()
            }
        }
    }

    /// The event before an event in its chain.
    pub(crate) fn before(&self, event: usize) -> Option<usize> {
        self.hop(event).filter(|(_, hop)| *hop > 0).map(|_| event - 1)
    }

    /// The event after an event in its chain.
    pub(crate) fn after(&self, event: usize) -> Option<usize> {
        let next = event + 1;
        (next < self.events && self.before(next) == Some(event)).then_some(next)
    }

    /// The services that consume an event, each once. The first publishes what follows, if anything
    /// does.
    pub(crate) fn consumers(&self, event: usize) -> Vec<usize> {
        if event == 0 {
            return (1..self.services).take(HUB_CONSUMERS).collect();
        }
        let behind = self.hop(event).map_or(1, |(_, hop)| self.block(hop).end);
        let next = self.after(event).map(|next| self.producer(next));
        let others =
            (0..CONSUMERS).map(|nth| behind + (event * 7 + nth) % (self.services - behind));
        let mut consumers: Vec<usize> = next.into_iter().collect();
        consumers.extend(others.filter(|other| Some(*other) != next));
        consumers.truncate(CONSUMERS);
        consumers
    }

    /// The chain of an event and its place in it; none for the hub's events.
    fn hop(&self, event: usize) -> Option<(usize, usize)> {
        let chained = event.checked_sub(self.hub_events)?;
        Some((chained / self.chain, chained % self.chain))
    }

    /// The services that publish at a place of a chain.
    fn block(&self, hop: usize) -> Range<usize> {
        let producing = self.services - (self.services / 9).max(CONSUMERS);
        producing * hop / self.chain..producing * (hop + 1) / self.chain
    }
}
