//! One value found that is as asked: numbers between bounds, texts that patterns match.

mod numbers;
mod texts;
