//! The rules: one file each, on the shelf of its group, which is a folder with a list. The order of
//! the shelves and of their lists is the order of `eventbook rules`.

pub mod allowances;
pub mod delivery;
pub mod documents;
pub mod envelope;
pub mod event_sourcing;
pub mod lifecycle;
pub mod load;
pub mod naming;
pub mod operations;
pub mod ownership;
pub mod sagas;
pub mod schema;
pub mod time;
pub mod topology;

use crate::lint::rule::Rule;

/// The shelves.
const SHELVES: [&[Rule]; 14] = [
    documents::RULES,
    envelope::RULES,
    schema::RULES,
    naming::RULES,
    ownership::RULES,
    lifecycle::RULES,
    topology::RULES,
    delivery::RULES,
    time::RULES,
    load::RULES,
    sagas::RULES,
    event_sourcing::RULES,
    operations::RULES,
    allowances::RULES,
];

/// All rules, shelf after shelf.
pub const RULES: &[Rule] = &ALL;

const ALL: [Rule; COUNT] = all();

const COUNT: usize = {
    let (mut count, mut shelf) = (0, 0);
    while shelf < SHELVES.len() {
        count += SHELVES[shelf].len();
        shelf += 1;
    }
    count
};

/// A constant is made without iterators.
const fn all() -> [Rule; COUNT] {
    let mut all = [SHELVES[0][0]; COUNT];
    let (mut at, mut shelf) = (0, 0);
    while shelf < SHELVES.len() {
        let mut number = 0;
        while number < SHELVES[shelf].len() {
            all[at] = SHELVES[shelf][number];
            at += 1;
            number += 1;
        }
        shelf += 1;
    }
    all
}

/// The rule with this id.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}
