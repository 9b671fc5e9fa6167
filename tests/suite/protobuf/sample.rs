//! Random messages of a descriptor, the same on every machine.

use prost_reflect::{DynamicMessage, Kind, MessageDescriptor, Value};

/// A random message, all that is required in it.
pub(super) fn sample(
    random: &mut Random,
    kind: &MessageDescriptor,
    depth: usize,
) -> DynamicMessage {
    let mut message = DynamicMessage::new(kind.clone());
    if kind.full_name() == "google.protobuf.Timestamp" {
        message.set_field_by_name("seconds", Value::I64(i64::from(random.below(100))));
        return message;
    }
    for field in kind.fields() {
        let nested = matches!(field.kind(), Kind::Message(_));
        if !field.is_required() && (random.below(3) == 0 || nested && depth == 0) {
            continue;
        }
        let count = random.below(4);
        let value = if field.is_map() {
            let entry = field.kind().as_message().unwrap().clone();
            let entries = (0..count).map(|_| {
                let key = scalar(random, &entry.map_entry_key_field().kind(), depth);
                (
                    key.into_map_key().unwrap(),
                    scalar(random, &entry.map_entry_value_field().kind(), depth),
                )
            });
            Value::Map(entries.collect())
        } else if field.is_list() {
            Value::List((0..count).map(|_| scalar(random, &field.kind(), depth)).collect())
        } else {
            scalar(random, &field.kind(), depth)
        };
        message.set_field(&field, value);
    }
    message
}

fn scalar(random: &mut Random, kind: &Kind, depth: usize) -> Value {
    const NUMBERS: [i64; 9] =
        [0, 1, 2, -1, 127, 2_147_483_647, -2_147_483_648, 4_294_967_296, i64::MIN];
    let number = random.pick(&NUMBERS);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "any number will do"
    )]
    match kind {
        Kind::Bool => Value::Bool(number & 1 == 1),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => Value::I32(number as i32),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => Value::I64(number),
        Kind::Uint32 | Kind::Fixed32 => Value::U32(number as u32),
        Kind::Uint64 | Kind::Fixed64 => Value::U64(number as u64),
        Kind::Float => Value::F32(random.pick(&[0.0, 1.5, -0.25, number as f32])),
        Kind::Double => Value::F64(random.pick(&[0.0, 0.1, 1e300, number as f64])),
        Kind::String => Value::String((random.pick(&["", "a", "é1", "AQID"])).to_owned()),
        Kind::Bytes => Value::Bytes(random.pick(&[&b""[..], b"a", &[255, 0]]).to_vec().into()),
        Kind::Enum(kind) => {
            let values: Vec<i32> = kind.values().map(|value| value.number()).collect();
            Value::EnumNumber(random.pick(&values))
        }
        Kind::Message(message) => Value::Message(sample(random, message, depth.saturating_sub(1))),
    }
}

/// The same numbers on every machine.
pub(super) struct Random(pub(super) u64);

impl Random {
    /// A number below a limit.
    pub(super) fn below(&mut self, limit: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(limit)).unwrap()
    }

    /// One of several.
    pub(super) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(u32::try_from(items.len()).unwrap()) as usize]
    }
}
