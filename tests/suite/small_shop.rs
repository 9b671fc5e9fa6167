//! The small shop of `rules/base.yaml`, on which every example of a page stands to be judged.

use std::collections::BTreeSet;
use std::fs;

use eventbook::Checked;
use eventbook::lint::rule::Rule;
use tempfile::TempDir;

use crate::checked::{places, text};
use crate::rust_text::package_root;

/// A catalog of the shop and the documents of a block. Each document takes the place of the shop's
/// with its kind and id; one that begins with `# path` stands in a file of its own.
pub(crate) fn on_the_shop(block: &str) -> TempDir {
    let shop = fs::read_to_string(package_root().join("tests/suite/rules/base.yaml"))
        .expect("the shop is readable UTF-8");
    let mut catalog = Vec::from([("eventbook.yaml".to_owned(), "title: Shop\n".to_owned())]);
    let replaced: BTreeSet<&str> = documents(block).filter_map(first_line).collect();
    let kept = documents(&shop).filter(|document| {
        first_line(document).is_none_or(|declares| !replaced.contains(declares))
    });
    catalog.push(("shop.yaml".to_owned(), kept.collect::<Vec<_>>().join("---\n")));
    let mut own = Vec::new();
    for document in documents(block) {
        let path = document.lines().next().and_then(|line| line.strip_prefix("# "));
        match path {
            Some(path) => catalog.push((path.to_owned(), document.to_owned())),
            None => own.push(document),
        }
    }
    catalog.push(("example.yaml".to_owned(), own.join("---\n")));
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (path, text) in catalog {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a file below a folder has a parent"))
            .and_then(|()| fs::write(&path, text))
            .expect("a temporary folder is writable");
    }
    folder
}

fn documents(text: &str) -> impl Iterator<Item = &str> {
    text.split("---\n").filter(|document| !document.trim().is_empty())
}

/// What a document declares: its first line that is no comment, `kind: id`.
fn first_line(document: &str) -> Option<&str> {
    document.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// Nothing is found that counts: only the rules about allowances have examples that allow.
pub(crate) fn assert_clean(what: &str, checked: &Checked) {
    let found = checked.judgement.findings.iter().filter(|finding| finding.counts());
    assert_eq!(found.count(), 0, "{what}: {:?}\n{}", places(checked), text(checked));
}

/// The YAML under a heading of a rule's page.
pub(crate) fn block(rule: &Rule, heading: &str) -> Option<String> {
    let page = rule.documentation();
    // A line of YAML may begin like a heading, so what is fenced is read to its end.
    let (_, section) = page.split_once(&format!("# {heading}\n"))?;
    let yaml = section.strip_prefix("```yaml\n")?;
    yaml.split_once("\n```").map(|(yaml, _)| format!("{yaml}\n"))
}
