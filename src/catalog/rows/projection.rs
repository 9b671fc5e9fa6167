//! Projections to rows.

use crate::catalog::Domain;
use crate::catalog::projection::Projection;
use crate::catalog::rows::Rows;
use crate::catalog::shelf::Filed;
use crate::catalog::table::Table;
use crate::document::kinds::projection;

impl Rows<'_> {
    /// The row of a projection's document.
    pub(super) fn projection(
        &mut self,
        domains: &Table<Domain>,
        filed: &Filed<projection::Projection>,
    ) -> Projection {
        let Filed { id, span, stated, .. } = filed;
        let (domain, owner) =
            self.belongs(domains, &stated.domain, &stated.owner, &format!("the projection `{id}`"));
        let service = stated.service.as_ref().and_then(|service| {
            let sentence = || format!("`{id}` is served by `{}`", service.value);
            self.names.resolve("service", service, sentence, &mut self.findings)
        });
        let source = &stated.source.aggregate;
        let sentence = || format!("`{id}` is made from the events of `{}`", source.value);
        let aggregate = self.names.resolve("aggregate", source, sentence, &mut self.findings);
        let store = stated.store.as_ref().and_then(|store| {
            let sentence = || format!("`{id}` is held by the store `{}`", store.value);
            self.names.resolve("store", store, sentence, &mut self.findings)
        });
        Projection {
            id: id.clone(),
            span: *span,
            stated: stated.clone(),
            domain,
            owner,
            service,
            aggregate,
            store,
        }
    }
}
