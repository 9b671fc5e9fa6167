//! `compat`: two schemas compared, outside of any catalog.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use eventbook::Question;
use eventbook::compat::policy::{Defaults, Formats, Policy, Reader, Writer};
use eventbook::document::parts::compatibility::Mode;
use eventbook::report::compared::{Outcome, json, text};

use crate::command::exit::Exit;
use crate::command::{judge, pairs, print};

/// Tell who reads what the other writes, of two schemas; no catalog is needed.
#[derive(Debug, Args)]
pub(crate) struct Compat {
    /// The old schema: JSON Schema as JSON or YAML, .avsc or .proto.
    #[arg(value_name = "OLD", required_unless_present = "pairs")]
    old: Option<PathBuf>,

    /// The new schema.
    #[arg(value_name = "NEW", required_unless_present = "pairs")]
    new: Option<PathBuf>,

    /// Pairs of schemas instead, a line of JSON each: {"id", "original", "update"}; `-` reads the
    /// standard input. The answers are lines of JSON.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["old", "new", "mode", "format", "message"])]
    pairs: Option<PathBuf>,

    /// Who must read what the other writes.
    #[arg(long, value_enum, value_name = "MODE", default_value_t, env = "EVENTBOOK_MODE")]
    mode: Asked,

    #[command(flatten)]
    policy: Named,

    /// The message that is meant in files that declare several.
    #[arg(long, value_name = "NAME")]
    message: Option<String>,

    /// How the report is printed.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Printed,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Asked {
    /// Readers of the new schema read what the old one allows: consumers are upgraded first.
    Backward,
    /// Readers of the old schema read what the new one allows: producers are upgraded first.
    Forward,
    /// Both.
    #[default]
    Full,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Printed {
    /// For a person at a terminal.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// A policy by its name, and what is meant otherwise.
#[derive(Debug, Args)]
struct Named {
    /// What is asked beyond the bare words of the schemas.
    #[arg(long, value_enum, value_name = "POLICY", default_value_t, env = "EVENTBOOK_POLICY")]
    policy: PolicyName,

    /// What a producer writes, other than the policy says.
    #[arg(long, value_enum, value_name = "HOW")]
    writer: Option<WriterName>,

    /// What a consumer does with fields that it does not know, other than the policy says.
    #[arg(long, value_enum, value_name = "HOW")]
    reader: Option<ReaderName>,

    /// Whether consumers fill in defaults before they validate.
    #[arg(long, value_enum, value_name = "HOW")]
    defaults: Option<DefaultsName>,

    /// Whether `format` rejects.
    #[arg(long, value_enum, value_name = "HOW")]
    formats: Option<FormatsName>,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum PolicyName {
    /// Producers write what they declare, consumers ignore what they do not know.
    #[default]
    Events,
    /// The bare words of the schemas.
    Exact,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum WriterName {
    DeclaredOnly,
    Anything,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ReaderName {
    IgnoresUnknown,
    Strict,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum DefaultsName {
    Annotation,
    AppliedByReader,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatsName {
    Annotation,
    Assert,
}

impl Named {
    fn policy(&self) -> Policy {
        let named = match self.policy {
            PolicyName::Events => Policy::EVENTS,
            PolicyName::Exact => Policy::EXACT,
        };
        let writer = self.writer.map(|writer| match writer {
            WriterName::DeclaredOnly => Writer::DeclaredOnly,
            WriterName::Anything => Writer::Anything,
        });
        let reader = self.reader.map(|reader| match reader {
            ReaderName::IgnoresUnknown => Reader::IgnoresUnknown,
            ReaderName::Strict => Reader::Strict,
        });
        let defaults = self.defaults.map(|defaults| match defaults {
            DefaultsName::Annotation => Defaults::Annotation,
            DefaultsName::AppliedByReader => Defaults::AppliedByReader,
        });
        let formats = self.formats.map(|formats| match formats {
            FormatsName::Annotation => Formats::Annotation,
            FormatsName::Assert => Formats::Assert,
        });
        Policy {
            writer: writer.unwrap_or(named.writer),
            reader: reader.unwrap_or(named.reader),
            defaults: defaults.unwrap_or(named.defaults),
            formats: formats.unwrap_or(named.formats),
        }
    }
}

/// Prints who reads what the other writes.
pub(crate) fn run(command: &Compat) -> Exit {
    let policy = command.policy.policy();
    if let Some(file) = &command.pairs {
        return pairs::run(file, policy);
    }
    let (Some(old), Some(new)) = (&command.old, &command.new) else {
        print::notice("error: two schemas are compared: OLD and NEW\n");
        return Exit::Failed;
    };
    let mode = match command.mode {
        Asked::Backward => Mode::Backward,
        Asked::Forward => Mode::Forward,
        Asked::Full => Mode::Full,
    };
    let question = Question { mode, policy, message: command.message.clone() };
    let compared = match eventbook::compat(old, new, &question) {
        Ok(compared) => compared,
        Err(failure) => return judge::failed_on("schemas", failure),
    };
    let exit = match compared.outcome() {
        Outcome::Compatible => Exit::Clean,
        Outcome::Incompatible => Exit::Findings,
        Outcome::Undecided => Exit::Undecided,
    };
    let report = match command.format {
        Printed::Text => text::print(&compared, true),
        Printed::Json => json::print(&compared),
    };
    print::result(&report, exit)
}
