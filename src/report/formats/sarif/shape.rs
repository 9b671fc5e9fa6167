//! What a report says in SARIF: the parts of its version 2.1.0 that are used, by the names of the
//! standard.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

/// A log of one run.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SarifOutput<'a> {
    /// The schema of the standard.
    #[serde(rename = "$schema")]
    pub(super) schema: &'static str,
    /// The version of SARIF.
    pub(super) version: &'static str,
    /// The run.
    pub(super) runs: [Run<'a>; 1],
}

/// A run.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run<'a> {
    /// What ran.
    pub(super) tool: Tool,
    /// What columns count: `unicodeCodePoints`.
    pub(super) column_kind: &'static str,
    /// What the addresses of files begin with.
    pub(super) original_uri_base_ids: Map<String, Value>,
    /// The findings, by place.
    pub(super) results: Vec<SarifResult<'a>>,
}

/// What ran.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tool {
    /// eventbook itself.
    pub(super) driver: Driver,
}

/// eventbook itself, with the rules that found something.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    /// Its name.
    pub(super) name: &'static str,
    /// Its version.
    pub(super) semantic_version: &'static str,
    /// The rules that found something.
    pub(super) rules: Vec<RuleOutput>,
}

/// A rule.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RuleOutput {
    /// Its id.
    pub(super) id: &'static str,
    /// What it finds, in a sentence.
    pub(super) short_description: Message,
    /// Its documentation.
    pub(super) help: Help,
    /// How grave its findings usually are.
    pub(super) default_configuration: Configuration,
    /// Its group and its question, as tags.
    pub(super) properties: Properties,
}

/// A text.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Message {
    /// The text.
    pub(super) text: String,
}

/// A text that is Markdown too.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Help {
    /// As it is written.
    pub(super) text: String,
    /// The same, to be laid out.
    pub(super) markdown: String,
}

/// How grave the findings of a rule usually are.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Configuration {
    /// `error`, `warning` or `note`.
    pub(super) level: &'static str,
}

/// What the standard has no name for.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Properties {
    /// Words to find it by.
    pub(super) tags: Vec<&'static str>,
}

/// A finding.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifResult<'a> {
    /// The id of its rule.
    pub(super) rule_id: &'a str,
    /// The place of the rule among the rules.
    pub(super) rule_index: usize,
    /// `error`, `warning` or `note`.
    pub(super) level: &'static str,
    /// What is wrong and why.
    pub(super) message: Message,
    /// Where.
    pub(super) locations: [Location; 1],
    /// Other places that the message speaks of.
    pub(super) related_locations: Vec<Location>,
    /// The name that it keeps from run to run.
    pub(super) partial_fingerprints: Fingerprints,
    /// Why it is tolerated, where the settings allow it.
    pub(super) suppressions: Vec<Suppression>,
    /// A change of the documents that mends it.
    pub(super) fixes: Vec<FixOutput>,
}

/// The names that a finding keeps.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fingerprints {
    /// Made from the rule, the documents and the words at its place.
    #[serde(rename = "eventbookFinding/v1")]
    pub(super) finding: String,
}

/// A place.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    /// The place.
    pub(super) physical_location: PhysicalLocation,
    /// What is to be seen there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<Message>,
}

/// A place in a file.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    /// The file.
    pub(super) artifact_location: ArtifactLocation,
    /// The lines and columns.
    pub(super) region: Region,
}

/// A file.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    /// Its path from the top of the repository, as a reference.
    pub(super) uri: String,
    /// What it begins with: `%SRCROOT%`.
    pub(super) uri_base_id: &'static str,
}

/// Lines and columns, which begin at 1.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    /// The first line.
    pub(super) start_line: u32,
    /// The first column.
    pub(super) start_column: u32,
    /// The last line.
    pub(super) end_line: u32,
    /// The column behind the last.
    pub(super) end_column: u32,
}

/// Why a finding is tolerated.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Suppression {
    /// Where that is said: `external`, in the settings.
    pub(super) kind: &'static str,
    /// The reason, and the last day.
    pub(super) justification: String,
}

/// A change of the documents that mends a finding.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct FixOutput {
    /// What it does.
    pub(super) description: Message,
    /// The file that it changes.
    pub(super) artifact_changes: [ArtifactChange; 1],
}

/// A change of a file.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactChange {
    /// The file.
    pub(super) artifact_location: ArtifactLocation,
    /// What is replaced.
    pub(super) replacements: Vec<Replacement>,
}

/// A place, and what stands there afterwards.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Replacement {
    /// What is taken away.
    pub(super) deleted_region: Region,
    /// What is put in.
    pub(super) inserted_content: Message,
}
