//! The files that a schema file names by `import`, found in its text without its language's parser:
//! what cannot be parsed still says what it needs.

use crate::catalog::reference::normal;
use crate::source::Sources;

/// What the language brings along itself.
const BUNDLED: &str = "google/protobuf/";

/// An `import` of a schema file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// What stands between the quotes.
    pub name: String,
    /// Where its quotes begin and end, in bytes.
    pub range: (u32, u32),
}

/// Whether a schema file is a text with imports, and not JSON.
pub fn is_text(path: &str) -> bool {
    path.ends_with(".proto")
}

/// The file that an import names, from the root; none where no file of the catalog has the name.
/// Compilers look below folders that they are given. Here these are the root of the catalog and every
/// folder that the importing file lies in, the nearest first.
pub fn resolve(sources: &Sources, from: &str, import: &Import) -> Option<String> {
    let around = std::iter::successors(Some(from), |path| Some(path.rsplit_once('/')?.0));
    let mut candidates =
        std::iter::once("").chain(around).filter_map(|at| normal(at, &import.name));
    candidates.find(|path| sources.find(path).is_some())
}

/// Whether an import is of a file that every compiler has.
pub fn is_bundled(import: &Import) -> bool {
    import.name.starts_with(BUNDLED)
}

/// Every `import "…";` of a text, with `public`, `weak` and `option` too. What stands in comments,
/// in strings or within braces is none. (Protocol Buffers language specification, "Import
/// Statement".)
pub fn imports(text: &str) -> Vec<Import> {
    let mut found = Vec::new();
    let (mut depth, mut statement) = (0u32, Vec::new());
    for token in (Tokens { text, at: 0 }) {
        match token {
            Token::Symbol('{') => depth = depth.saturating_add(1),
            Token::Symbol('}') => depth = depth.saturating_sub(1),
            _ if depth > 0 => continue,
            Token::Symbol(';') => {}
            token => {
                statement.push(token);
                continue;
            }
        }
        found.extend(import(&statement));
        statement.clear();
    }
    found
}

fn import(statement: &[Token<'_>]) -> Option<Import> {
    let (Token::Word("import"), rest) = statement.split_first()? else { return None };
    let rest = match rest.split_first()? {
        (Token::Word("public" | "weak" | "option"), rest) => rest,
        _ => rest,
    };
    match rest {
        [Token::Text { inside, start, end }] => {
            Some(Import { name: (*inside).to_owned(), range: (*start, *end) })
        }
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Word(&'a str),
    Text { inside: &'a str, start: u32, end: u32 },
    Symbol(char),
}

/// The tokens of a text, without comments and spaces.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.text.get(self.at..)?;
            let first = rest.chars().next()?;
            if first.is_whitespace() {
                self.at += first.len_utf8();
            } else if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if let Some(comment) = rest.strip_prefix("/*") {
                self.at += comment.find("*/").map_or(rest.len(), |end| end + 4);
            } else {
                return Some(self.token(rest, first));
            }
        }
    }
}

impl<'a> Tokens<'a> {
    fn token(&mut self, rest: &'a str, first: char) -> Token<'a> {
        let start = self.at;
        if matches!(first, '"' | '\'') {
            let length = quoted(rest, first);
            self.at += length;
            let inside = rest.get(1..length.saturating_sub(1)).unwrap_or_default();
            return Token::Text { inside, start: start as u32, end: self.at as u32 };
        }
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        self.at += word.max(first.len_utf8());
        if word == 0 {
            Token::Symbol(first)
        } else {
            Token::Word(rest.get(..word).unwrap_or_default())
        }
    }
}

/// How long a quoted text is, its quotes included. One that is never closed ends with its line.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_found_where_they_are_statements() {
        let text = "syntax = \"proto3\";\n// import \"no.proto\";\n/* import \"no.proto\"; */\n\
            import \"a.proto\";import public 'b/c.proto' ;\nimport\n  weak \"d.proto\";\n\
            option x = \"import \\\"no.proto\\\";\";\nmessage M { string import = 1; }\n\
            import option \"e.proto\";\nimport \"no.proto";
        let names: Vec<String> = imports(text).into_iter().map(|import| import.name).collect();
        assert_eq!(names, ["a.proto", "b/c.proto", "d.proto", "e.proto"]);
    }

    #[test]
    fn no_text_is_too_strange() {
        for text in ["import", "import \"", "\"\\", "/*", "}}}import 'ü';", "import \"a\" \"b\";"]
        {
            assert!(imports(text).len() <= 1, "{text}");
        }
    }
}
