//! The catalog's own settings, `eventbook.yaml`: data only, no setting runs a program.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document;
use crate::document::either::{InOrder, TextOr};
use crate::document::parse;
use crate::document::parts::Name;
use crate::document::parts::compatibility::Compatibility;
use crate::document::read;
use crate::document::schema::Shape;
use crate::document::schema::payload::{self, PayloadValidator};
use crate::document::spanned::Spanned;
use crate::document::tree::{Node, Scalar};
use crate::document::values::link::Link;
use crate::document::values::until::Until;
use crate::finding::{Finding, Level};
use crate::source::SourceFile;
use crate::source::pattern::{PatternFault, Selection};
use crate::source::span::{FileId, Span};

/// The name of the theme that lies in the binary.
pub const BUILT_IN_THEME: &str = "default";

/// The name of a catalog that has none.
pub const UNTITLED: &str = "Event catalog";

/// The patterns of documents where the settings have none.
const DOCUMENTS: [&str; 2] = ["**/*.yaml", "**/*.yml"];

/// The settings of a catalog.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Config {
    /// The catalog's name, as every page shows it.
    #[schemars(extend("default" = UNTITLED))]
    pub title: Option<String>,
    /// One sentence below it on the first page.
    pub summary: Option<String>,
    /// What the first page tells a newcomer, in Markdown.
    pub description: Option<String>,
    /// Where the site will be published. Only the site map, the feed of changes and the page of dead
    /// addresses need it; all other links are relative. It has no query and no fragment.
    pub base_url: Option<Link>,
    /// Where a page's source can be edited; `{path}` stands for its file.
    pub edit_url: Option<Link>,
    /// What the pages look like: the name of a folder below `themes/`. `default` is the built-in
    /// theme; a folder of that name adds to it.
    #[schemars(extend("default" = BUILT_IN_THEME))]
    pub theme: Option<Spanned<String>>,
    /// Which files are documents: patterns of paths.
    #[serde(default)]
    #[schemars(extend("default" = DOCUMENTS))]
    pub documents: Vec<String>,
    /// Which files are not read at all, whatever else selects them: patterns of paths from the root.
    /// The name of a folder takes all below it.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// Files without a kind that are schemas, though no `$ref` reaches them: their paths.
    #[serde(default)]
    pub schemas: Vec<String>,
    /// The environments, each with what fills the placeholders of addresses and connections there:
    /// `{ prod: { env: prd } }`.
    #[serde(default)]
    pub environments: InOrder<BTreeMap<String, String>>,
    /// The envelope of all messages, where several are declared.
    pub envelope: Option<Name>,
    /// What is asked of the versions of events, where neither they nor their topics or domains say.
    pub compatibility: Option<Compatibility>,
    /// How events are called.
    pub naming: Option<Naming>,
    /// Which fields hold personal data, besides those that are known by their names.
    pub personal_data: Option<PersonalData>,
    /// How much is judged: `minimal` is for a catalog that begins, `strict` asks for everything that
    /// is not stated.
    #[serde(default)]
    #[schemars(extend("default" = "recommended"))]
    pub profile: Profile,
    /// The levels of rules, for all documents or for those whose path a pattern takes.
    #[serde(default)]
    pub levels: BTreeMap<String, TextOr<LevelWord, BTreeMap<String, LevelWord>>>,
    /// Findings that are known and tolerated, each with its reason and its last day.
    #[serde(default)]
    pub allow: Vec<Spanned<Allow>>,
}

impl Config {
    /// A text with `{placeholders}` as each environment fills it; none where there are no
    /// environments.
    pub fn in_each_environment<'a>(&'a self, text: &str) -> Vec<(&'a str, String)> {
        let filled = self.environments.0.iter().map(|(name, values)| {
            let fill = |text: String, (placeholder, value): (&String, &String)| {
                text.replace(&format!("{{{placeholder}}}"), value)
            };
            (name.as_str(), values.iter().fold(text.to_owned(), fill))
        });
        filled.collect()
    }
}

/// How events are called.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Naming {
    /// Names that state a fact, though no word of them is in the past tense: `OutOfStock`.
    #[serde(default)]
    pub past_tense: Vec<String>,
    /// The regular expression that every event's id matches, as in JSON Schema.
    pub pattern: Option<Spanned<String>>,
}

/// Which fields hold personal data.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PersonalData {
    /// Names of fields that hold personal data too: `loyaltyNumber`.
    #[serde(default)]
    pub add: Vec<String>,
    /// Names or paths of fields that hold none, though their names sound so.
    #[serde(default)]
    pub ignore: Vec<String>,
}

/// The placeholders of a text: `env` of `{env}.orders`.
pub fn placeholders(text: &str) -> Vec<&str> {
    let opened = text.split('{').skip(1);
    opened.filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

/// How much is judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Profile {
    /// Gates, and what makes a catalog wrong in itself: documents, schemas, names, lifecycles and
    /// topology at level error or above.
    Minimal,
    /// All rules.
    #[default]
    Recommended,
    /// All rules, and a warning for each check that could not be made.
    Strict,
}

/// A level, or `off`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum LevelWord {
    /// Wrong data is served now and nobody can see it.
    Critical,
    /// Will lose, duplicate or mis-order data.
    Error,
    /// Likely to fail under load or at an incident.
    Warn,
    /// Worth knowing.
    Info,
    /// Not judged.
    Off,
}

impl LevelWord {
    /// The level; none for `off`.
    pub fn level(self) -> Option<Level> {
        match self {
            LevelWord::Critical => Some(Level::Critical),
            LevelWord::Error => Some(Level::Error),
            LevelWord::Warn => Some(Level::Warn),
            LevelWord::Info => Some(Level::Info),
            LevelWord::Off => None,
        }
    }
}

/// A finding that is tolerated. It stays in every report and on every page, with its reason.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Allow {
    /// The id of the rule.
    pub rule: Spanned<String>,
    /// What the finding is about: an id, or `kind:id` where the id alone is not unique.
    pub target: Spanned<String>,
    /// What it is shown and counted as. Without it, it keeps its level and is not counted.
    pub level: Option<ShownAs>,
    /// Why it is tolerated.
    pub reason: Spanned<String>,
    /// The last day on which it is.
    pub until: Spanned<Until>,
}

/// The level that a tolerated finding is shown and counted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum ShownAs {
    /// As an error.
    Error,
    /// As a warning.
    Warn,
    /// For information.
    Info,
}

impl ShownAs {
    /// The level.
    pub fn level(self) -> Level {
        match self {
            ShownAs::Error => Level::Error,
            ShownAs::Warn => Level::Warn,
            ShownAs::Info => Level::Info,
        }
    }
}

/// The settings as they were read, with the tree for the places of their keys.
#[derive(Debug)]
pub struct Settings {
    /// The typed settings.
    pub config: Config,
    /// The tree; none where the file is empty.
    pub node: Option<Node>,
    /// Which files are documents.
    pub selection: Selection,
}

/// The shape of the settings file.
pub fn shape() -> Shape {
    Shape::of::<Config>()
}

/// Reads the settings. Fails with what is wrong in the file, because a catalog read with settings
/// that its authors did not mean gives findings that nobody can trust.
pub fn read(file: &SourceFile) -> Result<Settings, Vec<Finding>> {
    let id = FileId(0);
    if let Some(fault) = &file.fault {
        return Err(vec![document::unreadable(id, file, fault)]);
    }
    let parsed = parse::parse(id, &file.text);
    if !parsed.findings.is_empty() {
        return Err(parsed.findings);
    }
    let mut said = parsed.documents.into_iter().filter(|node| node.scalar() != Some(Scalar::Null));
    let node = said.next();
    if let (Some(_), Some(second)) = (&node, said.next()) {
        let message = "the settings are one document; what stands in a second one is not read";
        let finding = Finding::new("invalid-value", Level::Error, second.span, message);
        return Err(vec![finding.label("move it up, and remove the `---` before it")]);
    }
    let mut config = Config::default();
    if let Some(node) = &node {
        let faults = shape().check(node);
        if !faults.is_empty() {
            return Err(faults);
        }
        config = read::read(node).map_err(|error| {
            let span = error.span.unwrap_or(node.span);
            vec![Finding::new("invalid-value", Level::Error, span, error.message)]
        })?;
    }
    let fault = base_fault(&config, node.as_ref()).or_else(|| naming_fault(&config));
    if let Some(fault) = fault {
        return Err(vec![fault]);
    }
    if config.documents.is_empty() {
        config.documents = DOCUMENTS.map(str::to_owned).to_vec();
    }
    match Selection::new(&config.documents, &config.ignore) {
        Ok(selection) => Ok(Settings { config, node, selection }),
        Err(PatternFault { pattern, reason }) => {
            let span = node.map_or(Span::new(id, 0, 0), |node| pattern_span(&node, &pattern));
            let message = format!("`{pattern}` is no pattern: {reason}");
            Err(vec![Finding::new("invalid-value", Level::Error, span, message)])
        }
    }
}

/// What is wrong with the address of the site: no page lies below one with a query or a fragment,
/// because what is put behind it belongs to them (RFC 3986, sections 3.4 and 3.5).
fn base_fault(config: &Config, settings: Option<&Node>) -> Option<Finding> {
    let base = config.base_url.as_ref()?;
    let span = settings?.get("base_url")?.span;
    let part = match base.chars().find(|letter| matches!(letter, '?' | '#'))? {
        '?' => "a query",
        _ => "a fragment",
    };
    let message = format!("`{base}` has {part}, so no page can lie below it");
    let finding = Finding::new("invalid-value", Level::Error, span, message);
    Some(finding.label("end it before the `?` or `#`"))
}

/// What is wrong with the regular expression of names.
fn naming_fault(config: &Config) -> Option<Finding> {
    let pattern = config.naming.as_ref()?.pattern.as_ref()?;
    names(&pattern.value).err().map(|reason| {
        let message = format!("`{}` is no regular expression: {reason}", pattern.value);
        Finding::new("invalid-value", Level::Error, pattern.span, message)
    })
}

/// What takes the names that a regular expression matches. Fails with what is wrong in it.
pub fn names(pattern: &str) -> Result<PayloadValidator, String> {
    let schema = serde_json::json!({ "type": "string", "pattern": pattern });
    payload::standing(&schema, false).map_err(|fault| fault.message)
}

fn pattern_span(settings: &Node, pattern: &str) -> Span {
    let lists = ["documents", "ignore"].iter().filter_map(|key| settings.get(key));
    let mut items = lists.flat_map(Node::items);
    items.find(|item| item.text() == Some(pattern)).map_or(settings.span, |item| item.span)
}
