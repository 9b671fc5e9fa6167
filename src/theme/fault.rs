//! Faults of templates as findings at the places of those who wrote them.

use crate::finding::{Finding, Level, did_you_mean};
use crate::source::span::Span;
use crate::theme::depth::{DEEPEST, too_deep};
use crate::theme::layers::{BUILT_IN, Layers, Override};
use crate::theme::template::{TemplateFault, Templates, built_in};

/// The most templates that a theme and a catalog may bring together. The engine follows what
/// extends what by recursion when it reads them.
pub const MOST_TEMPLATES: usize = 200;

/// The rule that templates are judged by before any of them is rendered.
const RULE: &str = "invalid-template";

/// The templates of all layers. Fails with what is wrong with them.
pub fn load(layers: &Layers<'_>) -> Result<Templates, Vec<Finding>> {
    if let Some(first) = layers.templates.get(MOST_TEMPLATES) {
        let count = layers.templates.len();
        let message = format!("there are {count} templates; at most {MOST_TEMPLATES} are read");
        return Err(vec![finding(first, 0..0, message)]);
    }
    let templates = Templates::load(&layers.templates).map_err(|faults| {
        let findings = faults.iter().filter_map(|fault| told(layers, fault));
        let mut findings: Vec<Finding> = findings.collect();
        // Where ours break, one template of theirs is the reason, and it is told once.
        findings.dedup_by(|a, b| a.primary.span == b.primary.span);
        findings
    })?;
    let message = format!("it begins a chain of more than {DEEPEST} templates, or one without end");
    match too_deep(layers).next() {
        Some(first) => Err(vec![finding(first, 0..0, message)]),
        None => Ok(templates),
    }
}

fn told(layers: &Layers<'_>, fault: &TemplateFault) -> Option<Finding> {
    let name = fault.template.as_deref().unwrap_or_default();
    let own = layers.templates.iter().find(|own| own.name() == name);
    let Some(own) = own else { return broken(layers, fault) };
    let range = fault.range.clone().unwrap_or(0..0);
    let written = own.file.text.get(range.clone()).unwrap_or_default();
    let finding = finding(own, range, fault.message.clone());
    let ours = built_in();
    let paths = ours.iter().map(|(path, _)| path.as_str());
    let near = did_you_mean(written.trim_matches(['"', '\'']), paths);
    let itself = fault.message.contains("itself");
    let names_template = fault.message.contains("emplate `");
    Some(match near.filter(|_| names_template) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None if itself => finding
            .help(format!("`{BUILT_IN}{}` names the built-in template of the same path", own.path)),
        None => finding,
    })
}

/// A built-in template that does not fit any more: the layout under it is the first suspect.
fn broken(layers: &Layers<'_>, fault: &TemplateFault) -> Option<Finding> {
    let layout = layers.templates.iter().find(|own| own.path == "layout.html");
    let own = layout.or(layers.templates.first())?;
    let template = fault.template.as_deref().unwrap_or_default();
    let message = format!("with this, `{template}` is at fault: {}", lower(&fault.message));
    Some(finding(own, 0..0, message))
}

fn finding(own: &Override<'_>, range: std::ops::Range<usize>, message: String) -> Finding {
    let span = Span::new(own.id, range.start as u32, range.end as u32);
    Finding::new(RULE, Level::Error, span, lower(&message))
}

/// The engine's sentences begin with a capital letter; a message may stand inside another sentence.
fn lower(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_lowercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str().trim_end_matches('.')
}
