//! The only reader of the disk: a root, its settings, all YAML, JSON and schema files below it, and
//! what its pages are to look like.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::source::content;
use crate::source::error::Error;
use crate::source::pattern::Selection;
use crate::source::role;
use crate::source::{LARGEST_FILE, ReadFault, SETTINGS, SourceFile, Sources};

/// Marks a folder as a site of ours. It is never read as a part of the catalog.
pub const SITE_MANIFEST: &str = "eventbook-manifest.json";

/// The root of the catalog that holds `start`: the nearest folder upward with `eventbook.yaml`.
///
/// Fails where `start` is no folder or no folder above it is a catalog.
pub fn find_root(start: &Path) -> Result<PathBuf, Error> {
    let folder = fs::canonicalize(start).map_err(|error| Error::new("open", start, error))?;
    if !folder.is_dir() {
        return Err(Error::new("open", start, "it is not a folder"));
    }
    let root = folder.ancestors().find(|candidate| candidate.join(SETTINGS).is_file());
    root.map(Path::to_path_buf).ok_or_else(|| {
        Error::new(
            "find a catalog in",
            start,
            "neither it nor a folder above it has an eventbook.yaml",
        )
    })
}

/// Whether a folder is the root of a catalog itself.
pub fn is_root(folder: &Path) -> bool {
    folder.join(SETTINGS).is_file()
}

/// The top of the git repository that a folder lies in, by the `.git` that git leaves there.
pub fn repository_top(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|candidate| candidate.join(".git").exists())
}

/// The settings file of a root.
pub fn read_settings(root: &Path) -> Result<SourceFile, Error> {
    let path = root.join(SETTINGS);
    let bytes = read_bytes(&path).map_err(|error| Error::new("read", &path, error))?;
    Ok(content::text(SETTINGS.to_owned(), bytes, true))
}

/// All files of a catalog. `settings` becomes the first of them.
///
/// Dot folders, `node_modules`, `target` and published sites are skipped, symbolic links are not
/// followed. Fails only where the root itself cannot be listed: a bad file is a fault of its own.
pub fn read(root: &Path, settings: SourceFile, selection: &Selection) -> Result<Sources, Error> {
    let mut found: Vec<(String, DirEntry)> = Vec::new();
    let mut unnamed: Vec<SourceFile> = Vec::new();
    let walk = WalkDir::new(root).follow_links(false).into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_skipped(entry)) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.depth() == 0 => return Err(Error::new("list", root, error)),
            // A folder below that may not be listed hides documents: that is no small matter.
            Err(error) => {
                let path = error.path().unwrap_or(root).to_path_buf();
                return Err(Error::new("list", &path, error));
            }
        };
        let Some(path) = relative(root, entry.path()) else {
            unnamed.extend(unnameable(root, &entry, selection));
            continue;
        };
        let read = role::of(&path).is_some() || leads_to_folder(&entry);
        if path != SETTINGS && read && !selection.is_ignored(&path) {
            found.push((path, entry));
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    let files = found.into_par_iter().filter_map(|(path, entry)| {
        let document = selection.is_document(&path) && role::may_be_document(&path);
        let selected = document || leads_to_folder(&entry);
        read_entry(root, path, &entry, selected)
    });
    unnamed.sort_by(|a, b| a.path.cmp(&b.path));
    let files = files.collect::<Vec<_>>().into_iter().chain(unnamed);
    let files = std::iter::once(settings).chain(files).collect();
    Ok(Sources::new(root.to_path_buf(), files))
}

/// The root and every folder below it whose files [`read`] looks at. What cannot be listed is left
/// out: to find fault with it is [`read`]'s part.
pub fn folders(root: &Path) -> Vec<PathBuf> {
    let walk = WalkDir::new(root).follow_links(false).into_iter();
    let kept = walk.filter_entry(|entry| {
        entry.depth() == 0 || entry.file_type().is_dir() && !is_skipped(entry)
    });
    kept.filter_map(Result::ok).map(DirEntry::into_path).collect()
}

/// What tells a folder from another that takes its place; none where there is no folder.
pub fn identity(folder: &Path) -> Option<(u64, u64)> {
    let data = fs::metadata(folder).ok().filter(|data| data.is_dir())?;
    #[cfg(unix)]
    let identity = {
        use std::os::unix::fs::MetadataExt;
        (data.dev(), data.ino())
    };
    #[cfg(not(unix))]
    let identity = {
        let made = data.created().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        (made.as_secs(), u64::from(made.subsec_nanos()))
    };
    Some(identity)
}

/// Everything below a folder that is no folder, by its path from there, in order.
///
/// Fails where a name is not UTF-8, because no path could name it.
pub fn files_below(folder: &Path) -> Result<Vec<String>, Error> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::new("list", folder, error))?;
        if !entry.file_type().is_dir() {
            let unnamed = || Error::new("name", entry.path(), "its name is not UTF-8");
            files.push(relative(folder, entry.path()).ok_or_else(unnamed)?);
        }
    }
    Ok(files)
}

/// Whether anything stands at a path, a link that leads nowhere too.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether its owner has made a file one that nobody is to write.
pub fn is_read_only(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|data| data.permissions().readonly())
}

/// Whether a symbolic link stands at a path.
pub fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink())
}

/// A file that a person names, wherever it lies. Its path is what was typed, with `/` between its
/// parts.
pub fn read_named(typed: &Path) -> Result<SourceFile, Error> {
    if fs::metadata(typed).is_ok_and(|data| data.is_dir()) {
        return Err(Error::new("read", typed, "it is a folder"));
    }
    let bytes = read_bytes(typed).map_err(|error| Error::new("read", typed, error))?;
    let parts: Option<Vec<&str>> = typed.iter().map(|part| part.to_str()).collect();
    let parts = parts.ok_or_else(|| Error::new("name", typed, "its name is not UTF-8"))?;
    let kept = parts.into_iter().filter(|part| *part != ".");
    let path = kept.map(|part| if part == "/" { "" } else { part }).collect::<Vec<_>>().join("/");
    Ok(content::text(path, bytes, false))
}

/// The file at a path below the folder `of`, under that path; none where there is no file, or where
/// a link leads out of the folder.
pub fn read_below(of: &Path, path: &str) -> Option<SourceFile> {
    let folder = fs::canonicalize(if of.as_os_str().is_empty() { Path::new(".") } else { of });
    let target = fs::canonicalize(path).ok()?;
    let data = fs::metadata(&target).ok().filter(fs::Metadata::is_file)?;
    let faulty = |fault| SourceFile::new(path.to_owned(), String::new(), false, Some(fault));
    Some(match folder {
        Ok(folder) if !target.starts_with(&folder) => faulty(ReadFault::SymlinkEscape),
        _ if data.len() > LARGEST_FILE => faulty(ReadFault::TooLarge { bytes: data.len() }),
        _ => match read_bytes(&target) {
            Ok(bytes) => content::text(path.to_owned(), bytes, false),
            Err(error) => faulty(ReadFault::Unreadable(error.to_string())),
        },
    })
}

/// A file to be read line by line; `-` is the standard input.
pub fn open_lines(path: &Path) -> Result<Box<dyn Read + Send>, Error> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(std::io::stdin()));
    }
    let file = File::open(path).map_err(|error| Error::new("read", path, error))?;
    Ok(Box::new(file))
}

/// Whether nothing of this name, or below a folder of this name, is ever read.
pub fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "node_modules" | "target")
}

fn is_skipped(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_folder = entry.file_type().is_dir();
    is_passed_over(&name) || is_folder && entry.path().join(SITE_MANIFEST).is_file()
}

/// Whether an entry is a symbolic link to a folder, whose documents its author expects to be read.
fn leads_to_folder(entry: &DirEntry) -> bool {
    entry.path_is_symlink() && fs::metadata(entry.path()).is_ok_and(|target| target.is_dir())
}

/// The path below the root with `/` between its parts; none where a name is not UTF-8.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// A document whose name is not UTF-8, as a fault of its own: no path could name it, but to pass it
/// over unseen would hide what it says. None for all other entries.
fn unnameable(root: &Path, entry: &DirEntry, selection: &Selection) -> Option<SourceFile> {
    let below = entry.path().strip_prefix(root).ok()?;
    let parts = below.iter().map(|part| part.to_string_lossy());
    let path = parts.collect::<Vec<_>>().join("/");
    let document = !entry.file_type().is_dir()
        && role::of(&path).is_some()
        && role::may_be_document(&path)
        && selection.is_document(&path)
        && !selection.is_ignored(&path);
    let fault = ReadFault::Unreadable("its name is not UTF-8".to_owned());
    document.then(|| SourceFile::new(path, String::new(), true, Some(fault)))
}

fn read_entry(root: &Path, path: String, entry: &DirEntry, selected: bool) -> Option<SourceFile> {
    let faulty = |fault| Some(SourceFile::new(path.clone(), String::new(), selected, Some(fault)));
    let kind = entry.file_type();
    if kind.is_symlink() {
        let target = fs::canonicalize(entry.path());
        // A link inside the root names a file that is read anyway, under its own name.
        let inside = target.is_ok_and(|target| target.starts_with(root));
        return if inside { None } else { faulty(ReadFault::SymlinkEscape) };
    }
    if kind.is_dir() {
        return None;
    }
    if !kind.is_file() {
        return faulty(ReadFault::NotAFile);
    }
    match entry.metadata() {
        Ok(data) if data.len() > LARGEST_FILE => {
            return faulty(ReadFault::TooLarge { bytes: data.len() });
        }
        Ok(_) => {}
        Err(error) => return faulty(ReadFault::Unreadable(error.to_string())),
    }
    match read_bytes(entry.path()) {
        Ok(bytes) => Some(content::file(path, bytes, selected)),
        Err(error) => faulty(ReadFault::Unreadable(error.to_string())),
    }
}

/// Reads at most one byte more than the largest file, so that a file that grows cannot fill memory.
fn read_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
