//! What is wrong with levels and allowances themselves: they name no rule, they have no reason, they
//! have ended or soon will, or there is nothing that they cover.

use std::collections::BTreeSet;

use crate::config::Allow;
use crate::document::ignore::Ignore;
use crate::document::spanned::Spanned;
use crate::finding::{Finding, Level, did_you_mean};
use crate::lint::allow::Cover;
use crate::lint::levels::{Levels, UNREADABLE};
use crate::lint::rule::{Check, Rule};
use crate::lint::rules::allowances::{
    expired_allowance, expiring_allowance, reasonless_allowance, unused_allowance,
};
use crate::lint::rules::{self, RULES};
use crate::lint::withdraw;
use crate::source::pattern::{Pattern, PatternFault};
use crate::source::span::Span;
use crate::study::Study;

/// How many days before its end an allowance is told of.
const SOON: i64 = 14;

/// What is wrong with the entries of `allow`, with the comments that tolerate findings, and with
/// `levels`. `used` is what covers a finding.
pub fn faults(study: &Study, levels: &Levels<'_>, used: &BTreeSet<Cover>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, allow) in study.config.allow.iter().enumerate() {
        let used = used.contains(&Cover::Entry(number));
        findings.extend(entry(study, levels, number, allow, used));
    }
    for (number, ignore) in study.ignores.iter().enumerate() {
        findings.extend(comment(study, levels, number, ignore, used));
    }
    findings.extend(unknown_rules(study));
    findings
}

/// What is wrong with an entry of `allow`: one thing, the first cause.
fn entry(
    study: &Study,
    levels: &Levels<'_>,
    number: usize,
    allow: &Spanned<Allow>,
    used: bool,
) -> Option<Finding> {
    let Some(rule) = rules::find(&allow.rule) else {
        return Some(unknown_rule(&allow.rule.value, allow.rule.span));
    };
    let what = format!("the allowance of `{}` for `{}`", rule.name, allow.target.value);
    if allow.reason.trim().is_empty() {
        let message = format!("{what} has no reason, so it tolerates nothing");
        let finding = reasonless_allowance::RULE.fault(allow.reason.span, message);
        return Some(finding.label("say why the fault is tolerated"));
    }
    let until = allow.until.value;
    if until.is_past(study.today) {
        let message = format!("{what} ended on {until}");
        let finding = expired_allowance::RULE.fault(allow.until.span, message);
        return Some(finding.label("mend the fault, or decide anew until when it is tolerated"));
    }
    if !used && is_told_unused(study, levels, rule) {
        let message = format!("{what} covers no finding");
        let finding = unused_allowance::RULE.fault(allow.target.span, message);
        let finding = finding.label("remove it, or correct its target");
        return Some(match withdraw::entry(study, number) {
            Some(edit) => finding.safe_fix("remove the allowance", vec![edit]),
            None => finding,
        });
    }
    let days = until.days_left(study.today).filter(|days| *days <= SOON)?;
    let days = match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    };
    let message = format!("{what} ends {days}, on {until}");
    let finding = expiring_allowance::RULE.fault(allow.until.span, message);
    Some(finding.label("after this day the finding counts again"))
}

/// What is wrong with a comment: one thing for each of its rules.
fn comment(
    study: &Study,
    levels: &Levels<'_>,
    number: usize,
    ignore: &Ignore,
    used: &BTreeSet<Cover>,
) -> Vec<Finding> {
    if ignore.is_misspelt {
        let message = "the comment is not read as one that tolerates, because of its capitals";
        let finding = unused_allowance::RULE.fault(ignore.span, message);
        return vec![finding.label("did you mean `eventbook:ignore`?")];
    }
    if ignore.rules.is_empty() {
        let message = "the comment names no rule, so it tolerates nothing";
        let finding = unused_allowance::RULE.fault(ignore.span, message);
        let finding = finding.label("write `eventbook:ignore RULE -- reason`");
        let edit = withdraw::whole(study, ignore);
        return vec![finding.safe_fix("remove the comment", vec![edit])];
    }
    let known = |name: &str| rules::find(name).filter(|rule| !UNREADABLE.contains(&rule.name));
    let wrong = ignore.rules.iter().filter(|rule| known(&rule.value).is_none());
    let mut findings: Vec<Finding> = wrong.map(not_ignorable).collect();
    if ignore.reason.is_empty() {
        let message = "the comment has no reason, so it tolerates nothing";
        let finding = reasonless_allowance::RULE.fault(ignore.span, message);
        findings.push(finding.label("write ` -- ` and why the fault is tolerated behind the rule"));
        return findings;
    }
    for (place, name) in ignore.rules.iter().enumerate() {
        let Some(rule) = known(&name.value) else { continue };
        if used.contains(&Cover::Comment(number, place)) || !is_told_unused(study, levels, rule) {
            continue;
        }
        let message = format!("the comment tolerates `{}`, which is not found here", rule.name);
        let finding = unused_allowance::RULE.fault(name.span, message);
        let finding = finding.label("remove it, or put it where the finding is");
        let edit = withdraw::comment(study, ignore, place);
        findings.push(finding.safe_fix("remove the comment's rule", vec![edit]));
    }
    findings
}

/// Whether it can be said that a rule finds nothing. In a catalog that could not be read whole, the
/// finding may only be missing for now; what two states differ in is not found in one of them; and a
/// rule that the profile leaves out was not asked.
fn is_told_unused(study: &Study, levels: &Levels<'_>, rule: &Rule) -> bool {
    study.catalog.faultless && !matches!(rule.check, Check::Comparison(_)) && levels.judges(rule)
}

fn not_ignorable(rule: &Spanned<String>) -> Finding {
    let name = &rule.value;
    if !UNREADABLE.contains(&name.as_str()) {
        return unknown_rule(name, rule.span);
    }
    let message = format!("no comment tolerates `{name}`: what cannot be read says nothing");
    let finding = Finding::new("invalid-value", Level::Error, rule.span, message);
    finding.label("mend what it finds")
}

fn unknown_rule(name: &str, span: Span) -> Finding {
    let finding = Finding::new("invalid-value", Level::Error, span, format!("`{name}` is no rule"));
    match did_you_mean(name, RULES.iter().map(|rule| rule.name)) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding.help("`eventbook rules` lists all rules"),
    }
}

/// Whether the word for a level is one below that of a rule.
fn lowers(rule: &Rule, word: Option<&str>) -> bool {
    let levels = [Level::Critical, Level::Error, Level::Warn, Level::Info];
    let level = levels.into_iter().find(|level| Some(level.word()) == word);
    level.is_none_or(|level| level < rule.level)
}

/// Rules that `levels` names and that do not exist, gates that it would lower, patterns that are none,
/// and patterns that take no file.
fn unknown_rules(study: &Study) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(levels) = study.settings.as_ref().and_then(|settings| settings.get("levels")) else {
        return findings;
    };
    let invalid = |span, message| Finding::new("invalid-value", Level::Error, span, message);
    for entry in levels.entries() {
        let keys = match entry.value.entries() {
            [] => vec![entry],
            inner => {
                match Pattern::new(&entry.key) {
                    Err(PatternFault { pattern, reason }) => {
                        let message = format!("`{pattern}` is no pattern: {reason}");
                        findings.push(invalid(entry.key_span, message));
                    }
                    Ok(pattern) if !study.sources.iter().any(|(_, it)| pattern.takes(&it.path)) => {
                        let message = format!("`{}` takes no file of the catalog", entry.key);
                        let finding = invalid(entry.key_span, message);
                        findings.push(Finding { level: Level::Warn, ..finding });
                    }
                    Ok(_) => {}
                }
                inner.iter().collect()
            }
        };
        for key in keys {
            let is_low = ["warn", "info", "off"].contains(&key.value.text().unwrap_or_default());
            match rules::find(&key.key) {
                None => findings.push(unknown_rule(&key.key, key.key_span)),
                Some(rule) if is_low && UNREADABLE.contains(&rule.name) => {
                    let message = format!(
                        "`{}` stops a document from being read: no level lowers it",
                        rule.name
                    );
                    let finding = invalid(key.key_span, message);
                    findings.push(finding.label("mend what it finds"));
                }
                Some(rule) if rule.gate && lowers(rule, key.value.text()) => {
                    let message = format!("`{}` is a gate: no level lowers it", rule.name);
                    let finding = invalid(key.key_span, message);
                    findings.push(finding.label("allow the finding instead, with a reason"));
                }
                Some(_) => {}
            }
        }
    }
    findings
}
