//! Aggregates to rows.

use crate::catalog::Domain;
use crate::catalog::aggregate::{Aggregate, Upcaster};
use crate::catalog::rows::Rows;
use crate::catalog::shelf::Filed;
use crate::catalog::table::Table;
use crate::document::kinds::aggregate;
use crate::document::spanned::Spanned;

impl Rows<'_> {
    /// The row of an aggregate's document.
    pub(super) fn aggregate(
        &mut self,
        domains: &Table<Domain>,
        filed: &Filed<aggregate::Aggregate>,
    ) -> Aggregate {
        let Filed { id, span, stated, .. } = filed;
        let (domain, owner) =
            self.belongs(domains, &stated.domain, &stated.owner, &format!("the aggregate `{id}`"));
        let service = stated.service.as_ref().and_then(|service| {
            let sentence = || format!("`{id}` is held by `{}`", service.value);
            self.names.resolve("service", service, sentence, &mut self.findings)
        });
        let store = stated.event_store.as_ref().and_then(|events| {
            let sentence = || format!("`{id}` appends its events to `{}`", events.store.value);
            self.names.resolve("store", &events.store, sentence, &mut self.findings)
        });
        let sentence = |event: &str| format!("`{id}` stores the event `{event}`");
        let events = self.names.resolve_all("event", &stated.events, sentence, &mut self.findings);
        let snapshot = stated.snapshot.as_ref().and_then(|snapshot| snapshot.value.some());
        let snapshot_store =
            snapshot.and_then(|snapshot| snapshot.store.as_ref()).and_then(|store| {
                let sentence = || format!("`{id}` keeps snapshots in `{}`", store.value);
                self.names.resolve("store", store, sentence, &mut self.findings)
            });
        let upcasters =
            stated.upcasters.iter().filter_map(|step| self.upcaster(id, step)).collect();
        Aggregate {
            id: id.clone(),
            span: *span,
            stated: stated.clone(),
            domain,
            owner,
            service,
            store,
            events,
            snapshot_store,
            upcasters,
        }
    }

    fn upcaster(
        &mut self,
        aggregate: &str,
        stated: &Spanned<aggregate::Upcaster>,
    ) -> Option<Upcaster> {
        let name = &stated.event.value;
        let sentence = || format!("an upcaster of `{aggregate}` reads `{name}`");
        let event = self.names.resolve("event", &stated.event, sentence, &mut self.findings)?;
        for version in [&stated.from, &stated.to] {
            let sentence = || {
                format!("an upcaster of `{aggregate}` names version {} of `{name}`", version.value)
            };
            self.names.expect_version(name, version, sentence, &mut self.findings);
        }
        Some(Upcaster { event, stated: stated.value.clone(), span: stated.span })
    }
}
