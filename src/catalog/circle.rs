//! References that lead back to themselves with no data in between: a schema that is only itself.
//!
//! A schema that contains itself below `properties` or `items` is no such circle: its data ends.

use std::collections::BTreeSet;

use crate::catalog::reference::{self, Fragments, Reference};
use crate::document::tree::{Data, Node};
use crate::finding::{Finding, Level};
use crate::source::Sources;
use crate::source::span::Span;

/// The longest chain of references that is followed. No person reads a longer one, and a
/// validator's stack would not hold it.
const LONGEST: usize = 100;

/// The first circle of a schema in the file `path`, in the order of the document.
pub fn find(sources: &Sources, fragments: &Fragments, path: &str, root: &Node) -> Option<Finding> {
    let mut walk =
        Walk { sources, fragments, open: Vec::new(), done: BTreeSet::new(), found: None };
    every_schema(root, &mut |node| walk.visit(path, root, node, None));
    walk.found
}

fn every_schema(node: &Node, visit: &mut impl FnMut(&Node)) {
    visit(node);
    for entry in node.entries() {
        every_schema(&entry.value, visit);
    }
    for item in node.items() {
        every_schema(item, visit);
    }
}

/// Follows what applies to the same data: references and the combinators. Coming back to a node
/// that is still open is a circle.
struct Walk<'a> {
    sources: &'a Sources,
    fragments: &'a Fragments,
    open: Vec<Span>,
    done: BTreeSet<Span>,
    found: Option<Finding>,
}

impl Walk<'_> {
    fn visit(&mut self, path: &str, root: &Node, node: &Node, via: Option<Span>) {
        if self.found.is_some() || self.done.contains(&node.span) || node.entries().is_empty() {
            return;
        }
        let via_here = via.unwrap_or(node.span);
        if self.open.contains(&node.span) {
            self.found = Some(circle(via_here));
            return;
        }
        if self.open.len() == LONGEST {
            self.found = Some(too_long(via_here));
            return;
        }
        self.open.push(node.span);
        if let Some(Node { data: Data::Scalar { text, .. }, span, .. }) = node.get("$ref") {
            let found = Reference { text, span: *span };
            if let Ok(target) = reference::target(path, found)
                && let Ok(next) = self.fragments.follow(self.sources, root, &target, found)
            {
                let file = target.path.as_deref().and_then(|path| self.fragments.entry(path));
                let (path, root) = file.unwrap_or((path, root));
                self.visit(path, root, next, Some(*span));
            }
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            for inner in node.get(key).map(Node::items).unwrap_or_default() {
                self.visit(path, root, inner, via);
            }
        }
        self.open.pop();
        self.done.insert(node.span);
    }
}

fn circle(span: Span) -> Finding {
    let message = "the `$ref` leads back to itself without any data in between";
    Finding::new("ref-cycle", Level::Error, span, message)
        .label("this one closes the circle")
        .help("a schema may contain itself below `properties` or `items`, but not be itself")
}

fn too_long(span: Span) -> Finding {
    let message = format!("more than {LONGEST} references follow each other here");
    Finding::new("invalid-schema", Level::Error, span, message).label("refer to the end directly")
}
