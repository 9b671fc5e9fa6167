//! What a backslash means in a pattern: ECMA-262, section 22.2.1, `AtomEscape` and `ClassEscape`.

use regex_syntax::hir::{Class, ClassUnicode, HirKind};

use crate::inclusion::text::characters;
use crate::inclusion::text::expression::Look;
use crate::inclusion::text::syntax::Reader;

/// What was escaped.
pub(super) enum Escape {
    /// One character.
    Character(char),
    /// A set of them.
    Set(ClassUnicode),
    /// A place between characters.
    Look(Look),
}

/// An escape between brackets; the backslash is taken.
pub(super) fn inside(reader: &mut Reader<'_>) -> Result<Escape, String> {
    match reader.eat("b") {
        true => Ok(Escape::Character('\u{8}')),
        false => anywhere(reader),
    }
}

/// An escape outside brackets; the backslash is taken.
pub(super) fn outside(reader: &mut Reader<'_>) -> Result<Escape, String> {
    match reader.peek() {
        Some('b') => {
            reader.take();
            Ok(Escape::Look(Look::Boundary))
        }
        Some('B') => {
            reader.take();
            Ok(Escape::Look(Look::NoBoundary))
        }
        Some('1'..='9' | 'k') => Err("a reference back in a pattern".to_owned()),
        _ => anywhere(reader),
    }
}

fn anywhere(reader: &mut Reader<'_>) -> Result<Escape, String> {
    let Some(letter) = reader.take() else {
        return Err("a backslash at the end of a pattern".to_owned());
    };
    let character = match letter {
        'd' => return Ok(Escape::Set(characters::digits())),
        'D' => return Ok(Escape::Set(characters::not(characters::digits()))),
        'w' => return Ok(Escape::Set(characters::word())),
        'W' => return Ok(Escape::Set(characters::not(characters::word()))),
        's' => return Ok(Escape::Set(characters::space())),
        'S' => return Ok(Escape::Set(characters::not(characters::space()))),
        'p' | 'P' => return property(reader, letter == 'P').map(Escape::Set),
        't' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'c' => control(reader)?,
        '0' if !reader.peek().is_some_and(|next| next.is_ascii_digit()) => '\0',
        'x' => {
            let code = hexadecimal(reader, 2)?;
            char::from_u32(code).ok_or_else(|| unknown('x'))?
        }
        'u' => return unicode(reader),
        other if !other.is_alphanumeric() => other,
        other => return Err(unknown(other)),
    };
    Ok(Escape::Character(character))
}

fn unknown(letter: char) -> String {
    format!("the escape `\\{letter}` of a pattern, which ECMA-262 does not know")
}

/// `\cA` is the control character of that letter.
fn control(reader: &mut Reader<'_>) -> Result<char, String> {
    let letter = reader.take().filter(char::is_ascii_alphabetic);
    let code = letter.and_then(|letter| u8::try_from(letter).ok());
    code.map(|code| char::from(code % 32)).ok_or_else(|| unknown('c'))
}

fn hexadecimal(reader: &mut Reader<'_>, digits: usize) -> Result<u32, String> {
    let mut code = 0;
    for _ in 0..digits {
        let digit = reader.take().and_then(|digit| digit.to_digit(16));
        code = code * 16 + digit.ok_or_else(|| unknown(if digits == 2 { 'x' } else { 'u' }))?;
    }
    Ok(code)
}

/// `\u0041`, two of them for a character beyond the first plane, or `\u{41}`. Half of such a pair is
/// no character of any text.
fn unicode(reader: &mut Reader<'_>) -> Result<Escape, String> {
    let code = match reader.eat("{") {
        true => braced(reader)?,
        false => {
            let lead = hexadecimal(reader, 4)?;
            match (0xD800..=0xDBFF).contains(&lead) && reader.eat("\\u") {
                true => joined(lead, hexadecimal(reader, 4)?)?,
                false => lead,
            }
        }
    };
    Ok(match char::from_u32(code) {
        Some(character) => Escape::Character(character),
        None => Escape::Set(ClassUnicode::empty()),
    })
}

fn joined(lead: u32, trail: u32) -> Result<u32, String> {
    match trail {
        0xDC00..=0xDFFF => Ok(0x10000 + ((lead - 0xD800) << 10) + (trail - 0xDC00)),
        _ => Err("half of a pair of surrogates in a pattern".to_owned()),
    }
}

fn braced(reader: &mut Reader<'_>) -> Result<u32, String> {
    let mut code: u32 = 0;
    let mut empty = true;
    while !reader.eat("}") {
        let digit = reader.take().and_then(|digit| digit.to_digit(16));
        code = code.saturating_mul(16).saturating_add(digit.ok_or_else(|| unknown('u'))?);
        empty = false;
    }
    match empty || code > 0x0010_FFFF {
        true => Err(unknown('u')),
        false => Ok(code),
    }
}

/// `\p{…}`: the set of a property of Unicode, by the tables that are at hand.
fn property(reader: &mut Reader<'_>, negated: bool) -> Result<ClassUnicode, String> {
    let mut name = String::new();
    let mut closed = reader.eat("{").then_some(false).ok_or_else(|| unknown('p'))?;
    while let Some(letter) = reader.take() {
        if letter == '}' {
            closed = true;
            break;
        }
        name.push(letter);
    }
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '=';
    if !closed || name.is_empty() || !name.chars().all(plain) {
        return Err(unknown('p'));
    }
    let known = regex_syntax::parse(&format!("\\p{{{name}}}")).ok();
    let set = match known.map(regex_syntax::hir::Hir::into_kind) {
        Some(HirKind::Class(Class::Unicode(set))) => set,
        _ => return Err(format!("the property `{name}` of Unicode in a pattern")),
    };
    Ok(if negated { characters::not(set) } else { set })
}
