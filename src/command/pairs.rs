//! `compat --pairs`: lines in, lines out, in the order of the input, as they come.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use eventbook::Failure;
use eventbook::compat::policy::Policy;
use eventbook::report::compared::pairs;
use eventbook::source::disk;
use rayon::prelude::*;

use crate::command::exit::Exit;
use crate::command::{judge, print};

/// The longest line, in bytes: two schemas of the largest file.
const LONGEST: u64 = 2 * eventbook::source::LARGEST_FILE + 1024;

/// How many lines are judged at once.
const CHUNK: usize = 256;

/// How many bytes wait to be judged at once, beyond one line.
const WIDEST: usize = 8 * 1024 * 1024;

/// Answers every line. A line that cannot be read is told on stderr with its number, and all others
/// are answered still.
pub(crate) fn run(file: &Path, policy: Policy) -> Exit {
    let input = match disk::open_lines(file) {
        Ok(input) => input,
        Err(error) => return judge::failed(Failure::Broken(error)),
    };
    let mut lines = Lines { input: BufReader::with_capacity(1 << 16, input), number: 0 };
    let mut exit = Exit::Clean;
    loop {
        let chunk = match lines.chunk() {
            Ok(chunk) if chunk.is_empty() => return exit,
            Ok(chunk) => chunk,
            Err(error) => {
                print::notice(&format!("error: failed to read the pairs: {error}\n"));
                return Exit::Failed;
            }
        };
        let answer = |line: &Line| match &line.text {
            Some(text) => pairs::answer(text, policy),
            None => Err(format!("it is longer than {LONGEST} bytes")),
        };
        let answers: Vec<_> = chunk.par_iter().map(|line| (line.number, answer(line))).collect();
        let mut told = String::new();
        for (number, answer) in answers {
            match answer {
                Ok(answer) => {
                    told.push_str(&answer);
                    told.push('\n');
                }
                Err(reason) => {
                    print::notice(&format!("error: line {number}: {}\n", reason.escape_debug()));
                    exit = Exit::Failed;
                }
            }
        }
        if print::result(&told, exit) != exit {
            return Exit::Failed;
        }
    }
}

/// A line of the input; without its text where it is too long.
struct Line {
    number: usize,
    text: Option<Vec<u8>>,
}

/// The lines of the input.
struct Lines<R> {
    input: BufReader<R>,
    number: usize,
}

impl<R: Read> Lines<R> {
    /// The next lines: as many as are there without waiting, and one at least. Empty at the end.
    fn chunk(&mut self) -> std::io::Result<Vec<Line>> {
        let mut chunk = Vec::new();
        let mut bytes = 0;
        while let Some(line) = self.line()? {
            bytes += line.text.as_ref().map_or(0, Vec::len);
            let blank = line.text.as_ref().is_some_and(|text| text.trim_ascii().is_empty());
            if !blank {
                chunk.push(line);
            }
            let waits = !self.input.buffer().contains(&b'\n');
            let full = chunk.len() >= CHUNK || bytes >= WIDEST;
            if !chunk.is_empty() && (waits || full) {
                break;
            }
        }
        Ok(chunk)
    }

    fn line(&mut self) -> std::io::Result<Option<Line>> {
        let mut text = Vec::new();
        let read = self.input.by_ref().take(LONGEST).read_until(b'\n', &mut text)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        let whole = text.ends_with(b"\n") || (read as u64) < LONGEST;
        if !whole {
            self.input.skip_until(b'\n')?;
        }
        Ok(Some(Line { number: self.number, text: whole.then_some(text) }))
    }
}
