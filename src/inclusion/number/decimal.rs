//! Between JSON's numbers and exact ones: a number is the decimal that it is printed as.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, ToPrimitive, Zero};
use serde_json::Number;

/// The largest power of ten that is computed; that of a floating point of 64 bits ends before.
const EXPONENT: i32 = 1100;

/// A number of JSON exactly: an integer as it is, any other as the decimal that it is printed as
/// and never as its binary expansion, so that 0.1 is a tenth.
pub fn exact(number: &Number) -> BigRational {
    if let Some(whole) = number.as_i64() {
        return BigRational::from_integer(BigInt::from(whole));
    }
    if let Some(whole) = number.as_u64() {
        return BigRational::from_integer(BigInt::from(whole));
    }
    read(&number.to_string())
}

/// Whether a number, as it is written in JSON, is what readers keep of it: an integer of 64 bits, or a
/// decimal that a floating point of 64 bits gives back. `18446744073709551617` and `1e400` are not. A
/// text that is no number of JSON has nothing to lose.
pub fn is_kept(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    // A floating point of 64 bits gives back every decimal of 15 digits (IEEE 754).
    if digits == 0 || digits <= 15 && !text.contains(['e', 'E']) || !is_number(text) {
        return true;
    }
    let number = serde_json::from_str::<Number>(text);
    number.is_ok_and(|number| exact(&number) == read(text))
}

/// Whether a text is a number by JSON's grammar (RFC 8259, section 6), however large.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole)
        && digits(fraction)
        && digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

/// The number that a text of JSON's grammar of numbers means (RFC 8259, section 6). An exponent
/// beyond all that readers know is read as the largest that they know.
fn read(text: &str) -> BigRational {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let far = if exponent.starts_with('-') { -EXPONENT } else { EXPONENT };
    let exponent = exponent.parse().unwrap_or(far).clamp(-EXPONENT, EXPONENT);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigInt = format!("{whole}{fraction}").parse().unwrap_or_default();
    let places = i32::try_from(fraction.len()).unwrap_or(EXPONENT).min(EXPONENT);
    BigRational::from_integer(digits) * ten_to(exponent - places)
}

/// A power of ten.
pub(super) fn ten_to(exponent: i32) -> BigRational {
    let power: BigInt = Pow::pow(BigInt::from(10), exponent.unsigned_abs());
    match exponent < 0 {
        true => BigRational::new_raw(BigInt::one(), power),
        false => BigRational::from_integer(power),
    }
}

/// A number as JSON has it; none where no number that is printed and read again says the same.
/// `plain` asks for one without fraction and exponent, or for one with.
pub(super) fn number(value: &BigRational, plain: Option<bool>) -> Option<Number> {
    if value.is_integer() && plain != Some(false) {
        let whole = value.numer();
        let whole = whole.to_i64().map(Number::from).or_else(|| whole.to_u64().map(Number::from));
        if whole.is_some() {
            return whole;
        }
    }
    if plain == Some(true) {
        return None;
    }
    let number = Number::from_f64(value.to_f64()?)?;
    let again: Number = serde_json::from_str(&number.to_string()).ok()?;
    (again == number && exact(&number) == *value).then_some(number)
}

/// A number in words: as a decimal where readers keep it, as a fraction otherwise.
pub(super) fn words(value: &BigRational) -> String {
    if value.is_zero() {
        return "0".to_owned();
    }
    match number(value, None) {
        Some(number) => number.to_string(),
        None if value.numer().bits() + value.denom().bits() > 256 => {
            format!("about {:e}", value.to_f64().unwrap_or_default())
        }
        None => value.to_string(),
    }
}
