//! The syntax of ECMA-262's regular expressions (section 22.2.1), read as with the flag `u`.
//!
//! It is a little more patient than that flag, as validators are: any character that is no letter
//! and no digit may be escaped, and `]` and `}` may stand alone.

use std::iter::Peekable;
use std::str::Chars;

use regex_syntax::hir::ClassUnicode;

use crate::inclusion::text::characters;
use crate::inclusion::text::escape::{self, Escape};
use crate::inclusion::text::expression::{Expression, Look};

/// How deep groups may nest.
const DEEPEST: usize = 64;

/// Most repetitions that a quantifier may ask for.
const MOST_REPEATED: u32 = 10_000;

/// A pattern as what all must hold of a text, each as it should: the look-aheads at the very start
/// of an anchored pattern and the rest of it.
pub(super) fn parts(source: &str) -> Result<Vec<(bool, Expression)>, String> {
    let mut reader = Reader::new(source);
    let mut parts = Vec::new();
    if reader.eat("^") {
        while let Some(wanted) = reader.look_ahead() {
            let inner = reader.choice(1)?;
            reader.close()?;
            parts.push((wanted, anchored(inner)));
        }
    }
    if parts.is_empty() {
        reader = Reader::new(source);
    }
    let rest = reader.choice(0)?;
    if reader.peek().is_some() {
        return Err("a `)` without its `(` in a pattern".to_owned());
    }
    let rest = match (parts.is_empty(), &rest) {
        (true, _) => rest,
        (false, Expression::Choice(_)) => {
            return Err("a look-ahead in one of several alternatives of a pattern".to_owned());
        }
        (false, _) => anchored(rest),
    };
    parts.push((true, rest));
    Ok(parts)
}

fn anchored(expression: Expression) -> Expression {
    Expression::Sequence(vec![Expression::Look(Look::Start), expression])
}

/// What is left of a pattern.
pub(super) struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Reader<'a> {
        Reader { rest: source.chars().peekable() }
    }

    /// The next character, left where it is.
    pub(super) fn peek(&mut self) -> Option<char> {
        self.rest.peek().copied()
    }

    /// The next character, taken.
    pub(super) fn take(&mut self) -> Option<char> {
        self.rest.next()
    }

    /// Takes a text if it comes next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let mut ahead = self.rest.clone();
        let found = text.chars().all(|character| ahead.next() == Some(character));
        if found {
            self.rest = ahead;
        }
        found
    }

    /// The opening of a look-ahead; whether it must match.
    fn look_ahead(&mut self) -> Option<bool> {
        match self.eat("(?=") {
            true => Some(true),
            false => self.eat("(?!").then_some(false),
        }
    }

    fn close(&mut self) -> Result<(), String> {
        match self.eat(")") {
            true => Ok(()),
            false => Err("a group of a pattern that is not closed".to_owned()),
        }
    }

    /// Alternatives, up to a closing bracket or the end.
    fn choice(&mut self, depth: usize) -> Result<Expression, String> {
        if depth > DEEPEST {
            return Err(format!("groups of a pattern nested more than {DEEPEST} deep"));
        }
        let first = self.sequence(depth)?;
        if self.peek() != Some('|') {
            return Ok(first);
        }
        let mut alternatives = vec![first];
        while self.eat("|") {
            alternatives.push(self.sequence(depth)?);
        }
        Ok(Expression::Choice(alternatives))
    }

    fn sequence(&mut self, depth: usize) -> Result<Expression, String> {
        let mut parts = Vec::new();
        while let Some(next) = self.peek().filter(|next| !matches!(next, '|' | ')')) {
            self.take();
            let part = self.part(next, depth)?;
            parts.push(self.quantified(part)?);
        }
        Ok(Expression::Sequence(parts))
    }

    fn part(&mut self, first: char, depth: usize) -> Result<Expression, String> {
        Ok(match first {
            '^' => Expression::Look(Look::Start),
            '$' => Expression::Look(Look::End),
            '.' => Expression::Set(characters::dot()),
            '(' => {
                self.group()?;
                let inner = self.choice(depth + 1)?;
                self.close()?;
                // A group of one place may be repeated, a bare place may not.
                Expression::Sequence(vec![inner])
            }
            '[' => Expression::Set(self.class()?),
            '\\' => match escape::outside(self)? {
                Escape::Character(character) => {
                    Expression::Set(characters::set(&[(character, character)]))
                }
                Escape::Set(set) => Expression::Set(set),
                Escape::Look(look) => Expression::Look(look),
            },
            '*' | '+' | '?' | '{' => return Err(format!("a `{first}` that repeats nothing")),
            other => Expression::Set(characters::set(&[(other, other)])),
        })
    }

    /// What follows the opening bracket of a group, up to what it holds.
    fn group(&mut self) -> Result<(), String> {
        if !self.eat("?") || self.eat(":") {
            return Ok(());
        }
        for (opening, words) in [
            ("=", "a look-ahead inside a pattern"),
            ("!", "a negative look-ahead inside a pattern"),
            ("<=", "a look-behind in a pattern"),
            ("<!", "a negative look-behind in a pattern"),
        ] {
            if self.eat(opening) {
                return Err(words.to_owned());
            }
        }
        if !self.eat("<") {
            return Err("a group of a pattern with flags of its own".to_owned());
        }
        while let Some(letter) = self.take() {
            match letter {
                '>' => return Ok(()),
                '$' | '_' => {}
                letter if letter.is_alphanumeric() => {}
                _ => break,
            }
        }
        Err("a group of a pattern with a name that is none".to_owned())
    }

    fn quantified(&mut self, part: Expression) -> Result<Expression, String> {
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.counted(part),
            _ => return Ok(part),
        };
        self.take();
        self.repeat(part, least, most)
    }

    /// `{2}`, `{2,}` or `{2,3}`.
    fn counted(&mut self, part: Expression) -> Result<Expression, String> {
        self.take();
        let least = self.count()?;
        let most = match self.eat(",") {
            false => Some(least),
            true if self.peek() == Some('}') => None,
            true => Some(self.count()?),
        };
        if !self.eat("}") || most.is_some_and(|most| most < least) {
            return Err("a `{` of a pattern that counts nothing".to_owned());
        }
        self.repeat(part, least, most)
    }

    fn count(&mut self) -> Result<u32, String> {
        let mut digits = String::new();
        while let Some(digit) = self.peek().filter(char::is_ascii_digit) {
            self.take();
            digits.push(digit);
        }
        if digits.is_empty() {
            return Err("a `{` of a pattern that counts nothing".to_owned());
        }
        let count = digits.parse().ok().filter(|count| *count <= MOST_REPEATED);
        count.ok_or_else(|| format!("a pattern that repeats more than {MOST_REPEATED} times"))
    }

    fn repeat(
        &mut self,
        part: Expression,
        least: u32,
        most: Option<u32>,
    ) -> Result<Expression, String> {
        // A lazy quantifier prefers otherwise, and matches the same texts.
        self.eat("?");
        if let Some(next @ ('*' | '+' | '?' | '{')) = self.peek() {
            return Err(format!("a `{next}` that repeats a repetition"));
        }
        match part {
            Expression::Look(_) => Err("a place in a pattern that is repeated".to_owned()),
            part => Ok(Expression::Repeat(Box::new(part), least, most)),
        }
    }

    /// What is between brackets; the opening one is taken.
    fn class(&mut self) -> Result<ClassUnicode, String> {
        let negated = self.eat("^");
        let mut set = ClassUnicode::empty();
        while !self.eat("]") {
            let first = self.class_item()?;
            let range = self.peek() == Some('-') && {
                let mut ahead = self.rest.clone();
                ahead.next();
                ahead.next().is_some_and(|after| after != ']')
            };
            match (first, range) {
                (Escape::Character(start), true) => {
                    self.take();
                    match self.class_item()? {
                        Escape::Character(end) if start <= end => {
                            set.union(&characters::set(&[(start, end)]));
                        }
                        Escape::Character(_) => {
                            return Err("a range of a pattern that runs backward".to_owned());
                        }
                        _ => return Err("a range of a pattern that ends in a set".to_owned()),
                    }
                }
                (Escape::Character(one), false) => set.union(&characters::set(&[(one, one)])),
                (Escape::Set(part), _) => set.union(&part),
                (Escape::Look(_), _) => return Err("a place between brackets".to_owned()),
            }
        }
        Ok(if negated { characters::not(set) } else { set })
    }

    fn class_item(&mut self) -> Result<Escape, String> {
        match self.take() {
            Some('\\') => escape::inside(self),
            Some(character) => Ok(Escape::Character(character)),
            None => Err("brackets of a pattern that are not closed".to_owned()),
        }
    }
}
