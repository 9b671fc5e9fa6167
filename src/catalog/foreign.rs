//! A payload's schema in another language than JSON Schema: its file, with all that it imports, made
//! a contract, and the contract made JSON Schema, by which its fields are known and examples judged.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::catalog::field::{self, Field};
use crate::catalog::import;
use crate::catalog::payload::{Named, Payload, Stated};
use crate::catalog::reference::{self, Fragments};
use crate::catalog::schema_file::{self, SchemaFile};
use crate::compat::answer::{Place, Spot};
use crate::compat::contract::Contract;
use crate::compat::language::{Fault, Language};
use crate::document::schema::payload::{self, PayloadValidator};
use crate::document::tree;
use crate::finding::{Finding, Level};
use crate::source::Sources;
use crate::source::span::Span;

/// Schemas in other languages that were read, by file and message; none where it cannot be read.
pub type Foreigners = BTreeMap<(String, Option<String>), Option<Foreign>>;

/// A schema in another language as it is shared by all who name it.
#[derive(Debug, Clone)]
pub struct Foreign {
    contract: Contract,
    /// The same as JSON Schema.
    schema: Arc<Value>,
    fields: Vec<Field>,
}

/// Reads the schema that a document names by file. Adds a finding for what is wrong with it; then
/// there is no payload.
pub fn read(
    sources: &Sources,
    fragments: &Fragments,
    stated: Stated<'_>,
    known: &mut Foreigners,
    findings: &mut Vec<Finding>,
) -> Option<(Payload, PayloadValidator)> {
    let named = stated.file()?;
    let path = match reference::target(stated.path, named.file) {
        Ok(target) => target.path?,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let language = schema_file::language(&path)?;
    let file = match fragments.file(&path) {
        Some(file) => file,
        None if fragments.is_broken(&path) => return None,
        None => {
            findings.push(fragments.missing(sources, &path, named.file.span));
            return None;
        }
    };
    let message = named.message.and_then(|message| message.text()).map(str::to_owned);
    let key = (path, message);
    if !known.contains_key(&key) {
        let reading = Reading { sources, fragments, named };
        let contract = reading.contract(language, &key, file, findings);
        let foreign = contract.and_then(|contract| reading.foreign(contract, findings));
        known.insert(key.clone(), foreign);
    }
    let Foreign { contract, schema, fields } = known.get(&key)?.clone()?;
    let base = format!("{}.schema", stated.path);
    match payload::compile(&schema, &base, BTreeMap::new()) {
        Ok(validator) => {
            let (span, path) = (stated.node.span, stated.path.to_owned());
            Some((Payload { contract, schema, span, path, fields }, validator))
        }
        Err(fault) => {
            // A language answers in JSON Schema, so this is its own mistake, told and not hidden.
            let message = format!("its messages cannot be judged: {}", fault.message);
            findings.push(invalid(named.file.span, message));
            None
        }
    }
}

struct Reading<'a> {
    sources: &'a Sources,
    fragments: &'a Fragments,
    named: Named<'a>,
}

impl Reading<'_> {
    /// The file with all that it imports, directly or through another file. None, with findings,
    /// where an import leads nowhere.
    fn contract(
        &self,
        language: &'static Language,
        (path, message): &(String, Option<String>),
        file: &SchemaFile,
        findings: &mut Vec<Finding>,
    ) -> Option<Contract> {
        let before = findings.len();
        let mut files = BTreeMap::new();
        let mut waiting = vec![(path.clone(), file)];
        let mut whole = true;
        while let Some((from, file)) = waiting.pop() {
            for import in &file.imports {
                let to = import::resolve(self.sources, &from, import);
                let next = to.as_ref().and_then(|to| self.fragments.file(to));
                match (to, next) {
                    (Some(to), Some(next)) if to != *path && !files.contains_key(&to) => {
                        files.insert(to.clone(), Arc::clone(&next.content));
                        waiting.push((to, next));
                    }
                    (Some(_), Some(_)) => {}
                    (Some(to), None) if self.fragments.is_broken(&to) => whole = false,
                    _ if import::is_bundled(import) => {}
                    _ => {
                        let at = Span::new(file.id, import.range.0, import.range.1);
                        let beside = reference::normal(&from, &import.name);
                        let name = beside.as_ref().unwrap_or(&import.name);
                        findings.push(self.fragments.missing(self.sources, name, at));
                    }
                }
            }
        }
        let contract = Contract {
            language,
            path: path.clone(),
            schema: Arc::clone(&file.content),
            files,
            message: message.clone(),
        };
        (whole && findings.len() == before).then_some(contract)
    }

    fn foreign(&self, contract: Contract, findings: &mut Vec<Finding>) -> Option<Foreign> {
        match (contract.language.as_json_schema)(&contract) {
            Ok(schema) => {
                let node = tree::of_json(&schema);
                let fields = field::fields(self.fragments, &contract.path, &node);
                Some(Foreign { contract, schema: Arc::new(schema), fields })
            }
            Err(fault) => {
                findings.push(self.fault(&contract, fault));
                None
            }
        }
    }

    /// The finding for a fault, at its place in the file where it has one, or else where a document
    /// names the file.
    fn fault(&self, contract: &Contract, fault: Fault) -> Finding {
        let Fault { place: Place { file, at }, message } = fault;
        let nowhere = file.is_empty() && at == Spot::default();
        let path = if file.is_empty() { &contract.path } else { &file };
        match self.fragments.file(path).filter(|_| !nowhere) {
            Some(file) => {
                let span = file.span(self.sources, &Place { file: path.clone(), at });
                let message =
                    format!("this is no valid {} schema: {message}", contract.language.title);
                invalid(span, message).relate(self.named.file.span, "used here")
            }
            None => {
                let chosen = self.named.message.map(|message| message.span);
                invalid(chosen.unwrap_or(self.named.file.span), message)
            }
        }
    }
}

fn invalid(span: Span, message: String) -> Finding {
    Finding::new("invalid-schema", Level::Error, span, message)
}
