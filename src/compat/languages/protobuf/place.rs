//! Where a declaration stands: the line and the column of what a descriptor describes.

use std::collections::BTreeMap;
use std::sync::Arc;

use prost_reflect::FileDescriptor;
use prost_reflect::prost_types::FileDescriptorProto;
use serde_json::Value;

use crate::compat::answer::{Place, Spot};
use crate::compat::contract::Contract;
use crate::compat::language::Fault;

/// The texts of a contract by path, and which of them is its own.
#[derive(Debug)]
pub(super) struct Texts {
    own: String,
    texts: BTreeMap<String, Arc<Value>>,
}

impl Texts {
    /// The texts of a contract.
    pub(super) fn of(contract: &Contract) -> Texts {
        let mut texts = contract.files.clone();
        texts.insert(contract.path.clone(), Arc::clone(&contract.schema));
        Texts { own: contract.path.clone(), texts }
    }

    /// The path of the contract's own file.
    pub(super) fn own(&self) -> &str {
        &self.own
    }

    /// A file's text.
    pub(super) fn get(&self, path: &str) -> Option<&str> {
        self.texts.get(path)?.as_str()
    }

    /// The end of a text: its last line with anything on it.
    pub(super) fn end(&self, path: &str) -> Option<(u32, u32)> {
        let text = self.get(path)?.trim_end();
        let last = text.rsplit('\n').next().unwrap_or(text);
        let lines = text.matches('\n').count() + 1;
        Some((u32::try_from(lines).ok()?, u32::try_from(last.len()).ok()?.checked_add(1)?))
    }

    /// A fault in a file, at a line and a column in bytes, both from 1.
    pub(super) fn fault(&self, path: &str, at: Option<(u32, u32)>, message: &str) -> Fault {
        // The parser quotes what it found, which may be anything.
        let message = message.replace(char::is_control, " ");
        Fault { place: self.place(path, at), message }
    }

    /// Where the part of a file stands that a descriptor's path names; the whole file where its
    /// text is not known.
    pub(super) fn part(&self, file: &FileDescriptor, path: &[i32]) -> Place {
        self.descriptor(file.file_descriptor_proto(), path)
    }

    /// The same, of a file that is not linked yet.
    pub(super) fn descriptor(&self, file: &FileDescriptorProto, path: &[i32]) -> Place {
        let locations = file.source_code_info.iter().flat_map(|info| &info.location);
        let found = locations.into_iter().find(|location| location.path == path);
        let number = |index: usize| {
            let number = found?.span.get(index)?;
            u32::try_from(*number).ok()?.checked_add(1)
        };
        self.place(file.name(), number(0).zip(number(1)))
    }

    fn place(&self, path: &str, at: Option<(u32, u32)>) -> Place {
        let file = if path == self.own { String::new() } else { path.to_owned() };
        let (line, column) = at.unwrap_or((1, 1));
        Place { file, at: Spot::Line(line, self.characters(path, line, column)) }
    }

    /// A column in characters, from one in bytes.
    fn characters(&self, path: &str, line: u32, column: u32) -> u32 {
        let lines = self.get(path).map(|text| text.split('\n'));
        let text = usize::try_from(line).ok().and_then(|line| lines?.nth(line.checked_sub(1)?));
        let before = usize::try_from(column).ok().and_then(|column| {
            let text = text?;
            text.get(..column.checked_sub(1)?.min(text.len()))
        });
        let count = before.and_then(|before| u32::try_from(before.chars().count()).ok());
        count.and_then(|count| count.checked_add(1)).unwrap_or(column)
    }
}
