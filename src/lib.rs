//! eventbook: an event catalog from YAML, validated, judged, drawn and published.
//!
//! The library is one pipeline. Each stage is a function from finished values to a finished value:
//!
//! 1. [`source::disk::read`] reads a folder: the only reader of the disk.
//! 2. [`document::parse`] makes spanned documents of it; a bad file costs only its own findings.
//! 3. [`catalog::build::build`] resolves every name, once.
//! 4. [`study::of`] adds the flow graph and the traces: all that is known before anyone judges.
//! 5. [`theme::of`] reads what the pages are to look like.
//! 6. [`lint::judge`] gives findings, passes and verdicts.
//! 7. [`site::plan`] plans every page: a typed view, diagrams inside, made when it is written.
//! 8. [`output::each_file`] renders them one by one, and [`output::write::write`] writes the site.
//!
//! [`check`] and [`build`] are these steps in order. [`serve`] runs them again for each change, and
//! answers from memory. [`init`] and [`new`] write what a catalog or a document begins with.
//! [`states`] runs the first six for two states of a catalog, [`diff::of`] says what differs, and
//! [`lint::compare`] judges it.

pub mod catalog;
pub mod changes;
pub mod compat;
pub mod config;
pub mod diff;
pub mod document;
pub mod draw;
pub mod embedded;
pub mod finding;
pub mod graph;
pub mod inclusion;
pub mod lint;
pub mod output;
pub mod pointer;
pub mod report;
pub mod serve;
pub mod site;
pub mod source;
pub mod states;
pub mod study;
pub mod theme;
pub mod transport;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::catalog::pair::{self, Reading};
use crate::compat::policy::Policy;
use crate::config::{Config, Profile, Settings};
use crate::document::Documents;
use crate::document::parts::compatibility::Mode;
use crate::document::values::date::Date;
use crate::finding::{Finding, Subject};
use crate::lint::mend::{self, Choice};
use crate::lint::verdict::Judgement;
use crate::output::begin::Starter;
use crate::output::draft::{Draft, Drafted};
use crate::output::integration::{Integration, Placed};
use crate::output::write::Written;
use crate::report::compared::Compared;
use crate::report::patch::Patch;
use crate::source::error::Error;
use crate::source::git::tree::Tree;
use crate::source::span::{FileId, Span};
use crate::source::{SETTINGS, SourceFile, Sources};
use crate::study::Study;
use crate::theme::Theme;

/// All that a run takes from the disk.
#[derive(Debug)]
pub struct Read {
    /// The files.
    pub sources: Sources,
    /// What the first of them, the settings, say.
    pub settings: Settings,
}

impl Read {
    /// The same with another profile than the settings state, where one is given.
    pub fn under(self, profile: Option<Profile>) -> Self {
        let profile = profile.unwrap_or(self.settings.config.profile);
        let config = Config { profile, ..self.settings.config };
        Read { settings: Settings { config, ..self.settings }, ..self }
    }
}

/// A catalog that was read and judged.
#[derive(Debug)]
pub struct Checked {
    /// All that is known of it.
    pub study: Study,
    /// What is to be said of it.
    pub judgement: Judgement,
    /// What its pages look like.
    pub theme: Theme,
}

/// Why a catalog could not be judged at all.
#[derive(Debug)]
pub enum Failure {
    /// Something did not work.
    Broken(Error),
    /// The settings say something that they cannot mean, and nothing else was read; or what was
    /// named is no schema.
    Settings {
        /// The files.
        sources: Sources,
        /// What is wrong with them.
        findings: Vec<Finding>,
    },
}

/// A catalog's fixes, made in memory.
#[derive(Debug)]
pub struct Fixed {
    /// The folder that the paths are relative to.
    pub root: PathBuf,
    /// What changes, by path.
    pub patches: Vec<Patch>,
    /// How many fixes were made.
    pub fixes: usize,
}

/// How often fixes are looked for again, at most.
const MOST_ROUNDS: usize = 10;

/// What is asked of two schemas.
#[derive(Debug, Clone)]
pub struct Question {
    /// In which direction; the transitive modes ask no more of two schemas than the plain ones.
    pub mode: Mode,
    /// How writers write and readers read.
    pub policy: Policy,
    /// The message that is meant in files that declare several.
    pub message: Option<String>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Broken(error)
    }
}

/// Reads and judges the catalog that `dir` lies in. `today` is the day on which allowances and
/// sunsets are judged.
pub fn check(dir: &Path, today: Date) -> Result<Checked, Failure> {
    check_as(dir, today, None)
}

/// The same under a profile that takes the place of the one that the settings state.
pub fn check_as(dir: &Path, today: Date, profile: Option<Profile>) -> Result<Checked, Failure> {
    judge(read(&source::disk::find_root(dir)?)?.under(profile), today)
}

/// Reads the catalog with this root.
pub fn read(root: &Path) -> Result<Read, Failure> {
    let file = source::disk::read_settings(root)?;
    let (file, settings) = settings(root, file, "")?;
    let sources = source::disk::read(root, file, &settings.selection)?;
    Ok(Read { sources, settings })
}

/// Reads the catalog of a commit. `root` is where it lies here, and `name` is what a person calls
/// the commit.
pub fn read_commit(tree: &Tree, root: &Path, name: &str) -> Result<Read, Failure> {
    let (file, settings) = settings(root, tree.settings()?, &format!("{name}:"))?;
    let sources = tree.read(root, file, &settings.selection)?;
    Ok(Read { sources, settings })
}

/// What a settings file says, and the file. Where it says what it cannot mean, that is told of the
/// file with `name` before its path.
fn settings(root: &Path, file: SourceFile, name: &str) -> Result<(SourceFile, Settings), Failure> {
    match config::read(&file) {
        Ok(settings) => Ok((file, settings)),
        Err(findings) => {
            let file = file.named(&format!("{name}{SETTINGS}"));
            let sources = Sources::new(root.to_path_buf(), vec![file]);
            Err(Failure::Settings { sources, findings })
        }
    }
}

/// Judges what was read. `today` is the day on which allowances and sunsets are judged.
pub fn judge(read: Read, today: Date) -> Result<Checked, Failure> {
    let (documents, reading) = document::parse(&read.sources);
    if documents.is_empty() && reading.is_empty() {
        let root = &read.sources.root;
        return Err(Error::new("find documents in", root, "no file declares anything").into());
    }
    Ok(judge_parsed(read, documents, reading, today))
}

/// Judges what was read, even where it is nothing: a state of a catalog before its first document.
pub fn judge_any(read: Read, today: Date) -> Checked {
    let (documents, reading) = document::parse(&read.sources);
    judge_parsed(read, documents, reading, today)
}

fn judge_parsed(
    Read { sources, settings }: Read,
    documents: Documents,
    mut reading: Vec<Finding>,
    today: Date,
) -> Checked {
    let outline = documents.outline();
    let (catalog, resolving) = catalog::build::build(&sources, &settings.config, documents);
    reading.extend(resolving);
    let (theme, looking) = theme::of(&sources, &settings.config);
    reading.extend(looking);
    let reading = attributed(&outline, one_for_each_place(reading));
    let study = study::of(sources, settings, catalog, today);
    let judgement = lint::judge(&study, reading);
    Checked { study, judgement, theme }
}

/// Makes the fixes of a catalog in memory, again and again until there are none: one may uncover
/// another. Nothing is written.
pub fn fix(
    dir: &Path,
    today: Date,
    profile: Option<Profile>,
    choice: Choice,
) -> Result<Fixed, Failure> {
    let root = source::disk::find_root(dir)?;
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut patches: BTreeMap<String, Patch> = BTreeMap::new();
    let mut fixes = 0;
    for _ in 0..MOST_ROUNDS {
        let judged = read_over(&root, &texts).and_then(|read| judge(read.under(profile), today));
        let (sources, findings, is_whole) = match judged {
            Ok(checked) => (checked.study.sources, checked.judgement.findings, true),
            // What is wrong with the settings may be mended too.
            Err(Failure::Settings { sources, findings }) => (sources, findings, false),
            Err(broken) => return Err(broken),
        };
        let round = mend::mend(&sources, &findings, choice);
        match round.is_empty() {
            true if is_whole || fixes > 0 => break,
            true => return Err(Failure::Settings { sources, findings }),
            false => {}
        }
        for mended in round {
            let Some((_, file)) = sources.find(&mended.path) else { continue };
            let patch = patches.entry(mended.path.clone()).or_insert_with(|| Patch {
                path: mended.path.clone(),
                before: file.text.clone(),
                after: String::new(),
                marked: file.marked,
            });
            patch.after.clone_from(&mended.text);
            texts.insert(mended.path, mended.text);
            fixes += mended.fixes;
        }
    }
    Ok(Fixed { root, patches: patches.into_values().collect(), fixes })
}

/// Reads the catalog with this root as if these paths had these texts.
fn read_over(root: &Path, texts: &BTreeMap<String, String>) -> Result<Read, Failure> {
    let (file, settings) = settings(root, source::disk::read_settings(root)?.over(texts), "")?;
    let sources = source::disk::read(root, file, &settings.selection)?.over(texts);
    Ok(Read { sources, settings })
}

/// Compares two schema files, which need no catalog: who reads what the other writes.
pub fn compat(old: &Path, new: &Path, question: &Question) -> Result<Compared, Failure> {
    let pair = match pair::read(old, new, question.message.as_deref())? {
        Reading::Pair(pair) => *pair,
        Reading::Faulty { sources, findings } => {
            return Err(Failure::Settings { sources, findings });
        }
    };
    let comparison = compat::compare(&pair.old.contract, &pair.new.contract, question.policy);
    let remarks = compat::remarks(&pair.old.contract, &pair.new.contract);
    Ok(Compared { pair, comparison, remarks, mode: question.mode, policy: question.policy })
}

/// Builds the site of a judged catalog into a folder, whole or not at all.
pub fn build(checked: &Checked, out: &Path) -> Result<Written, Error> {
    let site = site::plan(&checked.study, &checked.judgement);
    let root = &checked.study.sources.root;
    output::write::write(out, root, |take| output::each_file(&site, &checked.theme, take))
}

/// Begins a catalog in a folder, and returns how many files it wrote. Nothing is overwritten: fails,
/// with nothing written, where a file is in the way or the folder is or lies in a catalog.
pub fn init(dir: &Path, starter: Starter) -> Result<usize, Error> {
    output::begin::begin(dir, starter)
}

/// Whether a folder is or lies in a catalog.
pub fn is_in_catalog(dir: &Path) -> bool {
    source::disk::find_root(dir).is_ok()
}

/// Writes what an integration needs to know the catalog that `dir` lies in. What is there already is
/// kept. Fails where `dir` lies in no catalog, or where the disk refuses.
pub fn integrate(dir: &Path, integration: &Integration) -> Result<Vec<Placed>, Error> {
    output::integration::place(&source::disk::find_root(dir)?, integration)
}

/// Writes a new document into the catalog that `dir` lies in. Nothing is overwritten: fails, with
/// nothing written, where the catalog declares the id already or a file is in the way.
pub fn new(dir: &Path, draft: &Draft) -> Result<Drafted, Failure> {
    let Read { sources, settings } = read(&source::disk::find_root(dir)?)?;
    let (documents, _) = document::parse(&sources);
    Ok(output::draft::write(draft, &sources, &settings.selection, &documents)?)
}

/// The findings of reading with the documents that they stand in, so that pages and allowances find
/// them.
fn attributed(outline: &[(Span, Subject)], findings: Vec<Finding>) -> Vec<Finding> {
    let mut of_file: BTreeMap<FileId, Vec<&(Span, Subject)>> = BTreeMap::new();
    for part in outline {
        of_file.entry(part.0.file).or_default().push(part);
    }
    let about = |finding: &Finding| {
        let place = finding.primary.span;
        let mut parts = of_file.get(&place.file).into_iter().flatten();
        let part = parts.find(|(span, _)| span.start <= place.start && place.start < span.end);
        part.map(|(_, subject)| subject.clone())
    };
    let known = |finding: Finding| match finding.subjects.is_empty() {
        true => Finding { subjects: about(&finding).into_iter().collect(), ..finding },
        false => finding,
    };
    findings.into_iter().map(known).collect()
}

/// A value that does not fit is found by its schema and again when it is read: the first tells it.
fn one_for_each_place(findings: Vec<Finding>) -> Vec<Finding> {
    let mut seen = std::collections::BTreeSet::new();
    let new = findings.into_iter().filter(|finding| seen.insert(finding.primary.span));
    new.collect()
}
