//! What `init --ci` and `init --editor` write, and the action: files that parse, are kept where they
//! are there already, and give a shell nothing from outside but variables.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use eventbook::document::parse::parse;
use eventbook::document::tree::Node;
use eventbook::output::integrations::INTEGRATIONS;
use eventbook::source::span::FileId;
use tempfile::TempDir;

use crate::checked::assert_snapshot;
use crate::rust_text::{entries, package_root};
use crate::support::{catalog, copy_into, eventbook, repository};

#[test]
fn a_new_catalog_is_prepared_where_its_repository_begins() {
    let (root, catalog) = workspace();
    let output = init(&catalog, &["--ci", "github", "--editor", "vscode", "--minimal"]);
    assert!(output.status.success(), "{output:?}");
    assert_snapshot_of(root.path(), ".github/workflows/eventbook.yml", "github.yml");
    assert_snapshot_of(root.path(), ".vscode/settings.json", "vscode-settings.json");
    assert!(root.path().join(".vscode/extensions.json").is_file());
    assert!(catalog.join("eventbook.yaml").is_file());
    assert!(catalog.join(".eventbook/schemas/document.schema.json").is_file());
    let output = eventbook().arg("check").arg(&catalog).output().unwrap();
    assert!(output.status.success(), "what was written is no part of the catalog: {output:?}");
}

#[test]
fn a_catalog_that_is_there_is_only_prepared() {
    let (root, catalog) = workspace();
    copy_into(&repository("catalog-example"), &catalog);
    let before = fs::read(catalog.join("eventbook.yaml")).unwrap();
    let output = init(&catalog, &["--ci", "gitlab"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(fs::read(catalog.join("eventbook.yaml")).unwrap(), before);
    assert!(!catalog.join(".gitignore").exists());
    assert_snapshot_of(root.path(), ".gitlab/eventbook.gitlab-ci.yml", "gitlab.yml");
    assert!(told(&output).contains("include:"), "{}", told(&output));
}

#[test]
fn what_is_there_is_kept_and_what_it_lacks_is_told() {
    let (root, catalog) = workspace();
    let settings = root.path().join(".vscode/settings.json");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(&settings, "{ \"editor.rulers\": [100] }\n").unwrap();
    let output = init(&catalog, &["--minimal", "--editor", "vscode"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(fs::read_to_string(&settings).unwrap(), "{ \"editor.rulers\": [100] }\n");
    assert!(told(&output).contains("yaml.schemas"), "{}", told(&output));
    let extensions = root.path().join(".vscode/extensions.json");
    let written = fs::read(&extensions).unwrap();
    let again = init(&catalog, &["--editor", "vscode"]);
    assert!(!told(&again).contains("extensions.json"), "it is as it should be: {}", told(&again));
    assert_eq!(fs::read(&extensions).unwrap(), written);
}

#[test]
fn a_hostile_path_stays_text() {
    let (root, catalog) = workspace();
    let evaluated = catalog.join("a${{ github.token }}b");
    let output = init(&evaluated, &["--minimal", "--ci", "github"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(!root.path().join(".github").exists());
    let catalog = catalog.join("-a \"b\" $(touch pwned) $C");
    let output = init(&catalog, &["--minimal", "--ci", "gitlab"]);
    assert!(output.status.success(), "{output:?}");
    let text = fs::read_to_string(root.path().join(".gitlab/eventbook.gitlab-ci.yml")).unwrap();
    let job = yaml(&text);
    let path = job.get("eventbook").unwrap().get("variables").unwrap().get("CATALOG").unwrap();
    assert_eq!(path.text(), Some("docs/events/-a \"b\" $$(touch pwned) $$C"));
    let output = init(&catalog, &["--ci", "github"]);
    assert!(output.status.success(), "{output:?}");
    let text = fs::read_to_string(root.path().join(".github/workflows/eventbook.yml")).unwrap();
    let workflow = yaml(&text);
    let steps = workflow.get("jobs").unwrap().get("catalog").unwrap().get("steps").unwrap();
    assert_no_expression_in_scripts(steps);
}

#[test]
fn the_action_and_the_workflow_give_scripts_only_variables() {
    let text = fs::read_to_string(package_root().join("action.yml")).unwrap();
    let action = yaml(&text);
    assert_no_expression_in_scripts(action.get("runs").unwrap().get("steps").unwrap());
    let hooks = fs::read_to_string(package_root().join(".pre-commit-hooks.yaml")).unwrap();
    assert_eq!(yaml(&hooks).items().len(), 2);
    for template in entries(&package_root().join("starters/integrations")) {
        let text = fs::read_to_string(&template).unwrap();
        if template.extension().is_some_and(|extension| extension == "yml") {
            yaml(&text);
        }
    }
    assert!(INTEGRATIONS.iter().all(|integration| !integration.files.is_empty()));
}

#[test]
fn the_action_reports_and_ends_as_the_check_does() {
    for (catalog, code) in [("catalog-example", 0), ("tests/suite/rules/missing-dlq/bad", 1)] {
        let folder = TempDir::new().unwrap();
        copy_into(&repository(catalog), folder.path());
        let output = action(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        let summary = fs::read_to_string(folder.path().join("summary.md")).unwrap();
        assert!(summary.starts_with("<!-- eventbook:report -->"), "{summary}");
        assert!(folder.path().join("out.sarif").is_file());
        assert_eq!(told(&output).contains("::error "), code == 1, "{}", told(&output));
    }
    let folder = TempDir::new().unwrap();
    assert_eq!(action(folder.path(), &[]).status.code(), Some(2), "an empty folder is no catalog");
}

#[test]
fn the_action_tells_nothing_of_another_catalog() {
    let folder = catalog(&[
        ("a/eventbook.yaml", "title: A\n"),
        ("a/a.yaml", "team: a\n"),
        ("b/eventbook.yaml", "titel: B\n"),
    ]);
    assert_eq!(action(folder.path(), &[("CATALOG", "a")]).status.code(), Some(0));
    let before = fs::read_to_string(folder.path().join("summary.md")).unwrap();
    assert_eq!(action(folder.path(), &[("CATALOG", "b")]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("summary.md")).unwrap(), before);
    assert!(!folder.path().join("out.md").exists() && !folder.path().join("out.sarif").exists());
}

#[test]
fn the_action_writes_changes_beside_the_report() {
    let folder = catalog(&[("eventbook.yaml", "title: A\n"), ("a.yaml", "team: a\n")]);
    for arguments in [
        &["init", "--quiet"][..],
        &["add", "."],
        &["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "a"],
    ] {
        let git = Command::new("git").args(arguments).current_dir(folder.path()).status();
        assert!(git.unwrap().success(), "{arguments:?}");
    }
    fs::write(folder.path().join("a.yaml"), "team: a\n---\nteam: b\n").unwrap();
    let output = action(folder.path(), &[("BASE", "HEAD")]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("diff.md").contains("<!-- eventbook:report -->"), "{}", read("diff.md"));
    assert!(!read("out.md").contains(&read("diff.md")), "{}", read("out.md"));
    assert!(read("summary.md").contains(&read("out.md")), "{}", read("summary.md"));
    assert!(read("summary.md").contains(&read("diff.md")), "{}", read("summary.md"));
}

/// Runs the action's script as a runner does.
fn action(folder: &Path, inputs: &[(&str, &str)]) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_eventbook"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let script = package_root().join("ci/github/check.sh");
    let mut command = Command::new("bash");
    command.arg(script).current_dir(folder).env_clear().env("PATH", path);
    command.env("EVENTBOOK_TODAY", "2026-11-21").env("CATALOG", ".").env("FAIL_ON", "error");
    command.env("SARIF", "out.sarif").env("REPORT", "out.md").env("CHANGES", "diff.md");
    command.env("BASE", "").env("BASELINE", "");
    command.env("GITHUB_STEP_SUMMARY", folder.join("summary.md"));
    command.envs(inputs.iter().copied()).output().unwrap()
}

/// A repository, and a folder in it for a catalog.
fn workspace() -> (TempDir, std::path::PathBuf) {
    let root = TempDir::new().unwrap();
    fs::create_dir(root.path().join(".git")).unwrap();
    let catalog = root.path().join("docs/events");
    (root, catalog)
}

fn init(catalog: &Path, arguments: &[&str]) -> Output {
    eventbook().arg("init").args(arguments).arg(catalog).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn assert_snapshot_of(root: &Path, path: &str, snapshot: &str) {
    let text = fs::read_to_string(root.join(path)).unwrap();
    assert_snapshot(&text, &package_root().join("tests/suite/init").join(snapshot));
}

fn yaml(text: &str) -> Node {
    let parsed = parse(FileId(0), text);
    assert!(parsed.findings.is_empty(), "{:?}\n{text}", parsed.findings);
    parsed.documents.into_iter().next().expect("a file has a document")
}

/// An expression in a script would let a branch's name run in it.
fn assert_no_expression_in_scripts(steps: &Node) {
    let scripts: Vec<&str> =
        steps.items().iter().filter_map(|step| step.get("run")?.text()).collect();
    assert!(scripts.len() >= 2, "{scripts:?}");
    for script in scripts {
        assert!(!script.contains("${{"), "{script}");
    }
}
