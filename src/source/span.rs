//! Places in sources: a file and a range of bytes, and what a person calls it.

/// Names a file of one [`Sources`](crate::source::Sources).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A range of bytes in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of a file.
    pub fn new(file: FileId, start: u32, end: u32) -> Self {
        Span { file, start, end: end.max(start) }
    }
}

/// A place as editors show it: both numbers begin at 1, columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}

/// Where each line of a text begins.
#[derive(Debug, Clone, Default)]
pub struct LineTable {
    starts: Vec<u32>,
}

impl LineTable {
    /// The table of a text. Lines end with `\n`; a `\r` before it belongs to the line.
    pub fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        LineTable {
            starts: std::iter::once(0).chain(breaks.map(|(at, _)| at as u32 + 1)).collect(),
        }
    }

    /// The position of a byte; one past the end stands for the end.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let offset = (offset as usize).min(text.len());
        let line = self.starts.partition_point(|start| *start as usize <= offset).max(1);
        let start = self.starts.get(line - 1).map_or(0, |start| *start as usize);
        let before = &text.as_bytes()[start..offset];
        // Continuation bytes are not characters; counting bytes works inside a character too.
        let column = before.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
        Position { line: line as u32, column: column as u32 + 1 }
    }

    /// Where the line with this 1-based number begins; the last line's start if there is none.
    pub fn start(&self, line: u32) -> u32 {
        let index = (line.max(1) as usize - 1).min(self.starts.len().saturating_sub(1));
        self.starts.get(index).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "a\nöx\r\n";
        let lines = LineTable::of(text);
        assert_eq!(lines.position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(lines.position(text, 4), Position { line: 2, column: 2 });
        assert_eq!(lines.position(text, 99), Position { line: 3, column: 1 });
    }
}
