//! Judges many things of a kind by all the rules that judge each of them by itself.
//!
//! A catalog is larger than what a processor holds near. So it is not one rule that goes through all
//! things, but a few things that all rules go through, while they are at hand.

use rayon::prelude::*;

use crate::lint::rule::Opinion;
use crate::study::Study;

/// How many things each rule judges before the next rule has its turn. A consumer with all that it
/// states takes some kilobytes, and the nearest memory that is large holds a megabyte or two.
const TOGETHER: usize = 64;

/// How a rule judges each thing of a kind by itself.
pub struct Each<'a, T> {
    judge: Box<Judge<'a, T>>,
    /// Why there is nothing to judge, where the rule has nothing to say of any.
    otherwise: Option<&'static str>,
}

/// Says what there is to say of a thing, after what was said before.
type Judge<'a, T> = dyn Fn(&'a T, &mut Vec<Opinion>) + 'a;

/// Makes ready, once for many things, how a rule judges each of them.
pub type Check<T> = for<'a> fn(&'a Study) -> Each<'a, T>;

impl<'a, T> Each<'a, T> {
    /// Each thing is judged by itself. One opinion may be said of it, or none, or several.
    pub fn by<I>(judge: impl Fn(&'a T) -> I + 'a) -> Self
    where
        I: IntoIterator<Item = Opinion>,
    {
        let judge = Box::new(move |thing, said: &mut Vec<Opinion>| said.extend(judge(thing)));
        Each { judge, otherwise: None }
    }

    /// The same with what is said where the rule has nothing to say of any thing.
    pub fn otherwise(self, reason: &'static str) -> Self {
        Each { otherwise: Some(reason), ..self }
    }
}

/// What each rule says of all these things, in their order.
pub fn judge<'a, T: Sync>(
    study: &'a Study,
    things: &[&'a T],
    checks: &[Check<T>],
) -> Vec<Vec<Opinion>> {
    let part = things.len().div_ceil(rayon::current_num_threads()).max(1);
    let parts: Vec<Vec<Vec<Opinion>>> =
        things.par_chunks(part).map(|things| judge_part(study, things, checks)).collect();
    let mut said: Vec<Vec<Opinion>> = Vec::with_capacity(checks.len());
    let mut parts: Vec<_> = parts.into_iter().map(Vec::into_iter).collect();
    for check in checks {
        let mut all = Vec::new();
        for part in &mut parts {
            let mut own = part.next().unwrap_or_default();
            if all.is_empty() { all = own } else { all.append(&mut own) }
        }
        if all.is_empty() {
            let reason = check(study).otherwise;
            all.extend(reason.map(|reason| Opinion::NotApplicable { reason: reason.to_owned() }));
        }
        said.push(all);
    }
    said
}

fn judge_part<'a, T>(study: &'a Study, things: &[&'a T], checks: &[Check<T>]) -> Vec<Vec<Opinion>> {
    let judges: Vec<Each<'a, T>> = checks.iter().map(|check| check(study)).collect();
    let mut said: Vec<Vec<Opinion>> = checks.iter().map(|_| Vec::new()).collect();
    for together in things.chunks(TOGETHER) {
        for (each, said) in judges.iter().zip(&mut said) {
            for thing in together {
                (each.judge)(thing, said);
            }
        }
    }
    said
}
