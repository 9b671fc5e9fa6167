//! Levels and allowances: what the settings make of findings. Nothing is hidden: an allowed finding
//! stays, with its reason and its last day.

use crate::config::{Allow, LevelWord};
use crate::document::either::TextOr;
use crate::document::spanned::Spanned;
use crate::finding::{Allowance, Finding, Level, Subject, did_you_mean};
use crate::lint::rule::Check;
use crate::lint::rules::{self, RULES};
use crate::source::pattern;
use crate::source::span::Span;
use crate::study::Study;

/// The findings at the levels and with the allowances of the settings, and what is wrong with the
/// settings' own entries.
pub fn apply(study: &Study, findings: Vec<Finding>) -> Vec<Finding> {
    let mut used = vec![false; study.config.allow.len()];
    let mut judged: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let path = &study.sources.file(finding.primary.span.file).path;
        let Some(finding) = levelled(study, path, finding) else { continue };
        let allowed =
            study.config.allow.iter().enumerate().find(|(_, allow)| covers(allow, &finding));
        judged.push(match allowed {
            Some((index, allow)) => {
                used[index] = true;
                if allow.until.is_past(study.today) {
                    finding
                } else {
                    allowed_finding(finding, allow)
                }
            }
            None => finding,
        });
    }
    let allowances = study.config.allow.iter().zip(used);
    let own = allowances.filter_map(|(allow, used)| faults(study, allow, used));
    judged.extend(own.chain(unknown_rules(study)).filter_map(|finding| {
        let path = &study.sources.file(finding.primary.span.file).path;
        levelled(study, path, finding)
    }));
    judged
}

/// One finding, in the file of this path, at the level and with the allowance of the settings; none
/// where its rule is off.
pub fn settle(study: &Study, path: &str, finding: Finding) -> Option<Finding> {
    let finding = levelled(study, path, finding)?;
    let mut allowances = study.config.allow.iter();
    let allowed = allowances.find(|allow| covers(allow, &finding));
    let allowed = allowed.filter(|allow| !allow.until.is_past(study.today));
    Some(match allowed {
        Some(allow) => allowed_finding(finding, allow),
        None => finding,
    })
}

/// The finding at the level of the settings; none where its rule is off. Gates keep their level.
fn levelled(study: &Study, path: &str, finding: Finding) -> Option<Finding> {
    if rules::find(finding.rule).is_some_and(|rule| rule.gate) {
        return Some(finding);
    }
    let mut word = None;
    for (key, level) in &study.config.levels {
        match level {
            TextOr::Text(level) if key == finding.rule => word = word.or(Some(*level)),
            TextOr::Long(levels) if pattern::matches(key, path) => {
                // What is said of a part of the catalog is nearer than what is said of all of it.
                word = levels.get(finding.rule).copied().or(word);
            }
            _ => {}
        }
    }
    match word {
        None => Some(finding),
        Some(LevelWord::Off) => None,
        Some(word) => word.level().map(|level| Finding { level, ..finding }),
    }
}

fn covers(allow: &Spanned<Allow>, finding: &Finding) -> bool {
    let is_target = |subject: &Subject| {
        let target = allow.target.as_str();
        target == subject.name || target.split_once(':') == Some((subject.kind, &subject.name))
    };
    allow.rule.value == finding.rule && finding.subjects.iter().any(is_target)
}

fn allowed_finding(finding: Finding, allow: &Allow) -> Finding {
    let level = allow.level.map(|level| level.level());
    let allowance = Allowance {
        reason: allow.reason.value.clone(),
        until: allow.until.value.to_string(),
        lowered_from: level.map(|_| finding.level),
    };
    Finding { level: level.unwrap_or(finding.level), allowance: Some(allowance), ..finding }
}

/// What is wrong with an allowance itself.
fn faults(study: &Study, allow: &Spanned<Allow>, used: bool) -> Option<Finding> {
    let Some(rule) = rules::find(&allow.rule) else {
        return Some(unknown_rule(&allow.rule.value, allow.rule.span));
    };
    if allow.until.is_past(study.today) {
        let message = format!(
            "the allowance of `{}` for `{}` ended on {}",
            allow.rule.value, allow.target.value, allow.until.value
        );
        return Some(
            Finding::new("expired-allowance", Level::Error, allow.until.span, message)
                .label("mend the fault, or decide anew until when it is tolerated"),
        );
    }
    // In a catalog that could not be read whole, the finding may only be missing for now. What two
    // states differ in is not found in one of them.
    if used || !study.catalog.whole || matches!(rule.check, Check::Comparison(_)) {
        return None;
    }
    let message = format!(
        "the allowance of `{}` for `{}` covers no finding",
        allow.rule.value, allow.target.value
    );
    Some(
        Finding::new("unused-allowance", Level::Warn, allow.target.span, message)
            .label("remove it, or correct its target"),
    )
}

fn unknown_rule(name: &str, span: Span) -> Finding {
    let finding = Finding::new("invalid-value", Level::Error, span, format!("`{name}` is no rule"));
    match did_you_mean(name, RULES.iter().map(|rule| rule.name)) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding.help("`eventbook rules` lists all rules"),
    }
}

/// Rules that `levels` names and that do not exist, and gates that it would lower.
fn unknown_rules(study: &Study) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(levels) = study.settings.as_ref().and_then(|settings| settings.get("levels")) else {
        return findings;
    };
    for entry in levels.entries() {
        let keys = match entry.value.entries() {
            [] => vec![entry],
            inner => inner.iter().collect(),
        };
        for key in keys {
            match rules::find(&key.key) {
                None => findings.push(unknown_rule(&key.key, key.key_span)),
                Some(rule) if rule.gate => {
                    let message = format!("`{}` is a gate: no level lowers it", rule.name);
                    findings.push(
                        Finding::new("invalid-value", Level::Error, key.key_span, message)
                            .label("allow the finding instead, with a reason"),
                    );
                }
                Some(_) => {}
            }
        }
    }
    findings
}
