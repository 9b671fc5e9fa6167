//! Flows to rows.

use crate::catalog::Domain;
use crate::catalog::flow::Flow;
use crate::catalog::rows::Rows;
use crate::catalog::shelf::Filed;
use crate::catalog::table::Table;
use crate::document::kinds::flow;

impl Rows<'_> {
    /// The row of a flow's document.
    pub(super) fn flow(&mut self, domains: &Table<Domain>, filed: &Filed<flow::Flow>) -> Flow {
        let Filed { id, span, stated, .. } = filed;
        let (domain, owner) =
            self.belongs(domains, &stated.domain, &stated.owner, &format!("the flow `{id}`"));
        let start = &stated.start;
        let sentence = || format!("`{id}` begins with `{}`", start.event.value);
        let event = self.names.resolve("event", &start.event, sentence, &mut self.findings);
        let service = start.service.as_ref().and_then(|service| {
            let sentence = || format!("`{id}` begins in `{}`", service.value);
            self.names.resolve("service", service, sentence, &mut self.findings)
        });
        let mut story = Vec::with_capacity(stated.story.len());
        for chapter in &stated.story {
            let sentence = || format!("the story of `{id}` tells of `{}`", chapter.event.value);
            let event = self.names.resolve("event", &chapter.event, sentence, &mut self.findings);
            story.extend(event.map(|event| (event, chapter.says.clone())));
        }
        Flow {
            id: id.clone(),
            span: *span,
            stated: stated.clone(),
            domain,
            owner,
            event,
            service,
            story,
        }
    }
}
