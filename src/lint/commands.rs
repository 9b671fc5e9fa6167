//! The commands that stand in Markdown: what is fenced or between backticks, as words.

/// A command: the words between two `|`, `;` or `&&`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Its words, without quotes around them.
    pub words: Vec<String>,
}

impl Command {
    /// The first word that is one of these tools, without its path and without `.sh`.
    pub fn tool<'a>(&self, tools: &[&'a str]) -> Option<&'a str> {
        let names = self.words.iter().map(|word| name(word));
        names.filter_map(|name| tools.iter().find(|tool| **tool == name)).next().copied()
    }

    /// Whether it has an option, with its value behind `=` or as the next word.
    pub fn has_option(&self, option: &str) -> bool {
        let is = |word: &String| word.split('=').next() == Some(option);
        self.words.iter().any(is)
    }

    /// Whether these words stand in it, one after the other.
    pub fn has_words(&self, wanted: &[&str]) -> bool {
        let same = |found: &[String]| {
            found.iter().zip(wanted).all(|(found, wanted)| found.eq_ignore_ascii_case(wanted))
        };
        self.words.windows(wanted.len().max(1)).any(same)
    }
}

/// The commands of a text in Markdown, in order.
pub fn commands(text: &str) -> Vec<Command> {
    let mut code = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let bare = line.trim_start().trim_start_matches("> ");
        match fence {
            Some(mark) if bare.starts_with(mark) => fence = None,
            Some(_) => code.push(bare.to_owned()),
            None => match ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark)) {
                Some(mark) => fence = Some(mark),
                // Every second piece between backticks is code; one that is not closed is none.
                None => {
                    let pieces: Vec<&str> = line.split('`').collect();
                    let closed = pieces.len().saturating_sub(1);
                    let inline = pieces.iter().take(closed).skip(1).step_by(2);
                    code.extend(inline.map(|piece| (*piece).to_owned()));
                }
            },
        }
    }
    joined(&code).iter().flat_map(|line| split(line)).collect()
}

/// Lines with those that a backslash continues.
fn joined(lines: &[String]) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    let mut continues = false;
    for line in lines {
        let part = line.strip_suffix('\\').unwrap_or(line);
        match whole.last_mut().filter(|_| continues) {
            Some(last) => last.push_str(part),
            None => whole.push(part.to_owned()),
        }
        continues = line.ends_with('\\');
    }
    whole
}

fn split(line: &str) -> Vec<Command> {
    let mut commands = Vec::new();
    let mut words = Vec::new();
    for word in line.split_whitespace().take_while(|word| !word.starts_with('#')) {
        let ends = matches!(word, "|" | "||" | "&&" | ";") || word.ends_with(';');
        let bare = word.trim_matches(['|', '&', ';', '"', '\'', '(', ')', '$', ',']);
        if !bare.is_empty() {
            words.push(bare.to_owned());
        }
        if ends && !words.is_empty() {
            commands.push(Command { words: std::mem::take(&mut words) });
        }
    }
    if !words.is_empty() {
        commands.push(Command { words });
    }
    commands
}

fn name(word: &str) -> &str {
    let name = word.rsplit('/').next().unwrap_or(word);
    name.strip_suffix(".sh").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_read_and_prose_is_not() {
        let text = "Run kafka-topics.\n\n```sh\nbin/kafka-get-offsets.sh --topic a \\\n  --time=latest | nats pub a\n# rabbitmqctl\n```\n\nThen `aws sqs x; echo \"done\"`, and ` is no code.";
        let found: Vec<String> =
            commands(text).iter().map(|command| command.words.join(" ")).collect();
        let wanted = [
            "bin/kafka-get-offsets.sh --topic a --time=latest",
            "nats pub a",
            "aws sqs x",
            "echo done",
        ];
        assert_eq!(found, wanted);
        let first = &commands(text)[0];
        assert_eq!(first.tool(&["kafka-get-offsets"]), Some("kafka-get-offsets"));
        assert!(first.has_option("--time") && !first.has_option("--tim"));
        assert!(first.has_words(&["--topic", "A"]) && !first.has_words(&["a", "--topic"]));
    }
}
