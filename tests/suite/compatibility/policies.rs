//! What each policy changes: a folder with two schemas, and in `report.txt` the whole report of
//! each reading that `readings.txt` lists.

use std::fs;
use std::path::Path;

use crate::checked::assert_snapshot;
use crate::rust_text::{entries, package_root};
use crate::support::{eventbook, stderr, stdout};

#[test]
fn each_policy_is_told_beside_the_bare_words() {
    let folders = package_root().join("tests/suite/compatibility/policies");
    for folder in entries(&folders) {
        let readings = fs::read_to_string(folder.join("readings.txt")).expect("a readable file");
        let reports: Vec<String> =
            readings.lines().map(|reading| report(&folder, reading)).collect();
        assert_ne!(reports[0], reports[1], "{}: both readings say the same", folder.display());
        assert_snapshot(&reports.join("\n"), &folder.join("report.txt"));
    }
}

/// What the command prints for the schemas of a folder, with the command and its exit code.
pub(super) fn report(folder: &Path, arguments: &str) -> String {
    let mut command = eventbook();
    command.current_dir(folder).args(["compat", "old.json", "new.json"]);
    let output = command.args(arguments.split_whitespace()).output().unwrap();
    let code = output.status.code().expect("the command ends by itself");
    format!(
        "$ eventbook compat old.json new.json {arguments}\n{}{}exit code {code}\n",
        stdout(&output),
        stderr(&output)
    )
}
