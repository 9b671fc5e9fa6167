//! Random pairs of schemas: no answer is refuted by a value.

use eventbook::inclusion::Inclusion;
use serde_json::Value;

use crate::inclusion::schemas::Dice;
use crate::inclusion::{answer, validator, wrong};

const PAIRS: u64 = 1_500;
const VALUES: usize = 40;

#[test]
fn no_value_refutes_an_answer() {
    let (mut held, mut failed) = (0, 0);
    let mut faults = Vec::new();
    for seed in 0..PAIRS {
        let mut dice = Dice(seed * 7919);
        let depth = 1 + dice.below(2);
        let old = dice.schema(depth);
        let new = if seed % 4 == 0 { dice.schema(2) } else { dice.changed(&old) };
        let fault = match answer(&old, &new) {
            Inclusion::Holds => {
                held += 1;
                refuted(&mut dice, &old, &new)
            }
            Inclusion::Fails(escapes) => {
                failed += 1;
                wrong(&old, &new, &escapes)
            }
            Inclusion::Unknown(_) => None,
        };
        faults.extend(fault.map(|fault| format!("seed {seed}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // A generator whose pairs all come out alike would test nothing.
    assert!(held > PAIRS / 4 && failed > PAIRS / 4, "{held} held, {failed} failed");
}

/// A value that shows that the old schema is not included after all.
fn refuted(dice: &mut Dice, old: &Value, new: &Value) -> Option<String> {
    let (reads_old, reads_new) = (validator(old), validator(new));
    let values = (0..VALUES).map(|_| dice.value(3));
    let refutes = |value: &Value| reads_old.is_valid(value) && !reads_new.is_valid(value);
    let found = values.into_iter().find(refutes)?;
    Some(format!("{found} refutes it\nold {old}\nnew {new}"))
}

#[test]
fn a_schema_includes_itself_and_what_it_is_narrowed_to() {
    for seed in 0..300 {
        let mut dice = Dice(seed * 104_729);
        let (schema, other) = (dice.schema(2), dice.schema(2));
        let both = serde_json::json!({"allOf": [other, schema]});
        let either = serde_json::json!({"anyOf": [other, schema]});
        for (old, new) in [(&both, &schema), (&schema, &either), (&both, &either)] {
            assert_eq!(answer(old, new), Inclusion::Holds, "seed {seed}\n{old}\n{new}");
        }
    }
}
