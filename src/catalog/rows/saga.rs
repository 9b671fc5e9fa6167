//! Sagas to rows.

use crate::catalog::Domain;
use crate::catalog::rows::Rows;
use crate::catalog::saga::{Saga, Step};
use crate::catalog::service::Service;
use crate::catalog::shelf::Filed;
use crate::catalog::table::Table;
use crate::document::either::OrNone;
use crate::document::kinds;
use crate::document::parts::Name;
use crate::document::spanned::Spanned;

impl Rows<'_> {
    pub(super) fn saga(
        &mut self,
        domains: &Table<Domain>,
        filed: &Filed<kinds::saga::Saga>,
    ) -> Saga {
        let Filed { id, span, stated, .. } = filed;
        let (domain, owner) =
            self.belongs(domains, &stated.domain, &stated.owner, &format!("the saga `{id}`"));
        let coordinator = stated.coordinator.as_ref().and_then(|coordinator| {
            let sentence = || format!("`{id}` is coordinated by `{}`", coordinator.service.value);
            self.names.resolve("service", &coordinator.service, sentence, &mut self.findings)
        });
        let steps = stated.steps.iter().filter_map(|step| self.step(id, step)).collect();
        Saga {
            id: id.clone(),
            span: *span,
            stated: stated.clone(),
            domain,
            owner,
            coordinator,
            steps,
        }
    }

    fn step(&mut self, saga: &str, step: &Spanned<kinds::saga::Step>) -> Option<Step> {
        let name = &step.step.value;
        let event = |rows: &mut Self, event: Option<&Name>| {
            let sentence =
                |event: &Name| format!("step `{name}` of `{saga}` names `{}`", event.value);
            event.and_then(|event| {
                rows.names.resolve("event", event, || sentence(event), &mut rows.findings)
            })
        };
        let undo = step.compensation.as_ref().and_then(|stated| OrNone::some(&stated.value));
        if let Some(calls) = undo.and_then(|undo| undo.calls.as_ref()) {
            let sentence = || format!("undoing `{name}` calls `{}`", calls.value);
            self.names.resolve::<Service>("service", calls, sentence, &mut self.findings);
        }
        let command = event(self, step.command.as_ref());
        let success = event(self, step.success.as_ref().map(|outcome| &outcome.event));
        let failure = event(self, step.failure.as_ref().map(|outcome| &outcome.event));
        let compensated = event(self, undo.and_then(|undo| undo.event.as_ref()));
        let sentence = || format!("step `{name}` of `{saga}` is done by `{}`", step.service.value);
        let service = self.names.resolve("service", &step.service, sentence, &mut self.findings)?;
        Some(Step {
            span: step.step.span,
            stated: step.value.clone(),
            service,
            command,
            success,
            failure,
            compensated,
        })
    }
}
