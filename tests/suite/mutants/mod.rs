//! Mutants of a catalog: copies in which something small is harmed, in the bytes or in the tree.
//! Whatever a catalog says, eventbook ends in an exit code: no panic, no hang, no gigabytes.
//!
//! The suite tries a few hundred, `cargo run --example mutate` as many as one likes.

pub(crate) mod chance;
mod lines;
pub(crate) mod run;
pub(crate) mod stage;
mod trees;
mod values;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use chance::Chance;

/// The files of a catalog that may be harmed, by their paths.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What a mutant changes: the path of each file, and what it holds now, if it is still there.
#[derive(Debug, Clone)]
pub(crate) struct Mutant {
    /// What was done, in a few words.
    pub(crate) harm: &'static str,
    /// The changed files.
    pub(crate) changes: Vec<(String, Option<Vec<u8>>)>,
}

impl Mutant {
    fn of(harm: &'static str, path: &str, bytes: Vec<u8>) -> Self {
        Mutant { harm, changes: vec![(path.to_owned(), Some(bytes))] }
    }
}

/// The mutant of a number; the same number always gives the same mutant.
pub(crate) fn mutant(files: &Files, seed: u64) -> Mutant {
    let mut chance = Chance::new(seed);
    // Harms of the tree leave a document that can be read, so they come further.
    match chance.below(8) {
        0..3 => lines::harm(files, &mut chance),
        3 => whole_file(files, &mut chance),
        _ => trees::harm(files, &mut chance),
    }
}

/// A file that is cut short, moved, doubled or gone, or that another takes the place of.
fn whole_file(files: &Files, chance: &mut Chance) -> Mutant {
    let (path, bytes) = chance.entry(files);
    let (other, others) = chance.entry(files);
    match chance.below(6) {
        0 => Mutant::of("file cut short", path, bytes[..chance.below(bytes.len())].to_vec()),
        1 => {
            let moved = format!("moved/{}.yml", chance.below(1000));
            let changes = vec![(path.clone(), None), (moved, Some(bytes.clone()))];
            Mutant { harm: "file moved", changes }
        }
        2 => Mutant::of("file doubled", &format!("doubled/{path}"), bytes.clone()),
        3 => Mutant { harm: "file removed", changes: vec![(path.clone(), None)] },
        4 => Mutant::of("file replaced", other, bytes.clone()),
        _ => {
            let changes =
                vec![(path.clone(), Some(others.clone())), (other.clone(), Some(bytes.clone()))];
            Mutant { harm: "files swapped", changes }
        }
    }
}

/// The files of a catalog that eventbook may read, other than those of a built site.
pub(crate) fn files_below(folder: &Path) -> io::Result<Files> {
    let mut files = Files::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        if next.join("eventbook-manifest.json").exists() {
            continue;
        }
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                files.insert(name.to_string_lossy().replace('\\', "/"), fs::read(&path)?);
            }
        }
    }
    Ok(files)
}
