//! `new`: the beginning of a document.

use std::path::PathBuf;

use clap::Args;
use eventbook::document::kind::Kind;
use eventbook::document::kinds::KINDS;
use eventbook::document::schema::shape;
use eventbook::document::values::id::Id;
use eventbook::output::draft::Draft;

use crate::command::exit::Exit;
use crate::command::judge;
use crate::command::print;

/// Begin a document, with its keys explained. Nothing is overwritten.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// What it declares.
    #[arg(value_name = "KIND", value_parser = KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>())]
    kind: String,

    /// Its id, such as OrderPlaced or order-service.
    #[arg(value_name = "NAME")]
    id: Id,

    /// The folder of the catalog, or one below it.
    #[arg(value_name = "DIR", default_value = ".", env = "EVENTBOOK_DIR")]
    dir: PathBuf,

    /// The domain that it belongs to.
    #[arg(long, value_name = "NAME")]
    domain: Option<Id>,

    /// The team that owns it.
    #[arg(long, value_name = "NAME")]
    owner: Option<Id>,
}

/// Writes the document, and says where to begin.
pub(crate) fn run(command: &New) -> Exit {
    let kind = KINDS.iter().find(|kind| kind.name == command.kind);
    let kind = kind.expect("the parser takes only known kinds");
    let stated = [("domain", &command.domain), ("owner", &command.owner)].into_iter();
    let keys = stated.filter_map(|(key, value)| Some((key, value.clone()?))).collect::<Vec<_>>();
    if let Some((key, _)) = keys.iter().find(|(key, _)| !takes(kind, key)) {
        print::notice(&format!("error: a document of the kind `{}` has no `{key}`\n", kind.name));
        return Exit::Failed;
    }
    match eventbook::new(&command.dir, &Draft { kind, id: command.id.clone(), keys }) {
        Ok(drafted) => {
            let text = format!("{}:{}\n", print::shown(&drafted.path), drafted.line);
            print::result(&text, Exit::Clean)
        }
        Err(failure) => judge::failed(failure),
    }
}

/// Whether documents of a kind can state a key, other than their own id.
fn takes(kind: &Kind, key: &str) -> bool {
    key != kind.name && shape(kind).schema["properties"].get(key).is_some()
}
