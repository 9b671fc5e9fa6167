//! The texts of a contract as descriptors: parsed, their imports resolved, their names linked.
//!
//! Everything happens in memory. An import names a file from the root, as protoc reads it, or from
//! the folder of the file that imports it; the well-known types come with the parser.

use std::collections::{BTreeMap, BTreeSet};

use prost_reflect::prost_types::FileDescriptorProto;
use prost_reflect::{DescriptorError, DescriptorPool, FileDescriptor};
use protox::file::{File, FileResolver, GoogleFileResolver};

use super::place::Texts;
use crate::compat::contract::Contract;
use crate::compat::language::Fault;

/// The largest text of one file, and of all files of a contract together, in bytes.
const LARGEST: usize = 1 << 20;
const LARGEST_TOGETHER: usize = 8 << 20;

/// How many files one contract may reach.
const MOST_FILES: usize = 1000;

/// A contract's files, linked.
pub(super) struct Files {
    /// All that they declare.
    pub(super) pool: DescriptorPool,
    /// The contract's own file.
    pub(super) own: FileDescriptor,
    /// What the places in them are read from.
    pub(super) texts: Texts,
}

/// Reads and links the files of a contract.
pub(super) fn link(contract: &Contract) -> Result<Files, Fault> {
    let texts = Texts::of(contract);
    let mut pool = DescriptorPool::new();
    for file in sorted(parsed(&texts)?, &texts)? {
        let added = pool.add_file_descriptor_proto(file);
        added.map_err(|error| unlinked(&error, &texts))?;
    }
    let own = pool.get_file_by_name(&contract.path);
    let own = own.ok_or_else(|| texts.fault(&contract.path, None, "the file has no descriptor"))?;
    Ok(Files { pool, own, texts })
}

/// Every file that the own one reaches, each import under the path of the file that it means.
fn parsed(texts: &Texts) -> Result<BTreeMap<String, FileDescriptorProto>, Fault> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![texts.own().to_owned()];
    let mut together = 0;
    while let Some(path) = waiting.pop() {
        if files.contains_key(&path) {
            continue;
        }
        together += texts.get(&path).map_or(0, str::len);
        if together > LARGEST_TOGETHER || files.len() >= MOST_FILES {
            return Err(texts.fault(&path, None, "the schema and its imports are too large"));
        }
        let mut file = parse(&path, texts)?;
        let mut seen = BTreeSet::new();
        for index in 0..file.dependency.len() {
            let place = texts.descriptor(&file, &[3, i32::try_from(index).unwrap_or(0)]);
            let Some(import) = file.dependency.get_mut(index) else { break };
            let Some(target) = target(import, &path, texts) else {
                let message = format!("the imported file `{import}` is not there");
                return Err(Fault { place, message });
            };
            if !seen.insert(target.clone()) {
                return Err(Fault { place, message: format!("`{import}` is imported twice") });
            }
            import.clone_from(&target);
            waiting.push(target);
        }
        files.insert(path, file);
    }
    Ok(files)
}

/// The path of the file that an import means: from the root, or from a folder that the importing
/// file lies in, the nearest first.
fn target(import: &str, from: &str, texts: &Texts) -> Option<String> {
    if GoogleFileResolver::new().open_file(import).is_ok() {
        return Some(import.to_owned());
    }
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let folders = std::iter::successors(folder(from), |path| folder(path));
    let below = folders.map(|folder| format!("{folder}/{import}"));
    std::iter::once(import.to_owned()).chain(below).find(|path| texts.get(path).is_some())
}

fn parse(path: &str, texts: &Texts) -> Result<FileDescriptorProto, Fault> {
    // A bundled file wins over one of the same name in the catalog, as its meaning is fixed.
    if let Ok(file) = GoogleFileResolver::new().open_file(path) {
        return Ok(file.file_descriptor_proto().clone());
    }
    let Some(text) = texts.get(path) else {
        return Err(texts.fault(path, None, "the schema is not text"));
    };
    if text.len() > LARGEST {
        return Err(texts.fault(path, None, "the file is larger than 1 MiB"));
    }
    let file = File::from_source(path, text).map_err(|error| unparsed(&error, path, texts))?;
    Ok(file.file_descriptor_proto().clone())
}

/// What the parser says, in our form. It tells its place only within its debug text.
fn unparsed(error: &protox::Error, path: &str, texts: &Texts) -> Fault {
    let (told, message) = (format!("{error:?}"), error.to_string());
    if message.ends_with("found 'edition'") {
        let message = "editions cannot be read yet, only `proto2` and `proto3`";
        return texts.fault(path, Some((1, 1)), message);
    }
    let place = told.strip_prefix(path).and_then(|rest| rest.strip_prefix(':'));
    let mut numbers = place.into_iter().flat_map(|rest| rest.splitn(3, ':'));
    let mut number = || numbers.next().and_then(|number| number.parse::<u32>().ok());
    let place = number().zip(number());
    // Without a place the text ended too early.
    texts.fault(path, place.or_else(|| texts.end(path)), &message)
}

fn unlinked(error: &DescriptorError, texts: &Texts) -> Fault {
    let number = |zero_based: usize| u32::try_from(zero_based).ok()?.checked_add(1);
    let place = error.line().and_then(number).zip(error.column().and_then(number));
    texts.fault(error.file().unwrap_or(texts.own()), place, &error.to_string())
}

/// Each file after all that it imports. Every import is a key.
fn sorted(
    mut files: BTreeMap<String, FileDescriptorProto>,
    texts: &Texts,
) -> Result<Vec<FileDescriptorProto>, Fault> {
    let mut done = BTreeSet::new();
    let mut order = Vec::new();
    while !files.is_empty() {
        let ready: Vec<String> = files
            .iter()
            .filter(|(_, file)| file.dependency.iter().all(|import| done.contains(import)))
            .map(|(path, _)| path.clone())
            .collect();
        if ready.is_empty() {
            return Err(circle(&files, texts));
        }
        for path in ready {
            order.extend(files.remove(&path));
            done.insert(path);
        }
    }
    Ok(order)
}

/// The circle of imports among files none of which can come first.
fn circle(files: &BTreeMap<String, FileDescriptorProto>, texts: &Texts) -> Fault {
    let next = |path: &String| -> Option<(usize, &String)> {
        let imports = files.get(path)?.dependency.iter().enumerate();
        imports.into_iter().find(|(_, import)| files.contains_key(*import))
    };
    let mut way: Vec<&String> = files.keys().take(1).collect();
    while let Some((_, import)) = way.last().and_then(|path| next(path)) {
        if let Some(start) = way.iter().position(|path| *path == import) {
            way.drain(..start);
            break;
        }
        way.push(import);
    }
    let first = way.first().and_then(|path| Some((files.get(*path)?, next(path)?.0)));
    let place =
        first.map(|(file, index)| texts.descriptor(file, &[3, i32::try_from(index).unwrap_or(0)]));
    let names: Vec<String> =
        way.iter().chain(way.first()).map(|path| format!("`{path}`")).collect();
    let message = format!("the imports go round in a circle: {}", names.join(", then "));
    Fault { place: place.unwrap_or_default(), message }
}
