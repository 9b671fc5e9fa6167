//! The command-line tools of brokers, and what some of their versions do not take.

use crate::lint::commands::Command;

/// The tools of a product.
#[derive(Debug)]
pub struct Toolbox {
    /// The product, by the word of the documents.
    pub product: &'static str,
    tools: &'static [&'static str],
    /// The word behind the tool, where the tool alone does not tell.
    verbs: &'static [&'static str],
}

impl Toolbox {
    /// The tool of this product that a command runs, as a person writes it.
    pub fn run_by(&self, command: &Command) -> Option<String> {
        let tool = command.tool(self.tools)?;
        if self.verbs.is_empty() {
            return Some(tool.to_owned());
        }
        let verb = self.verbs.iter().find(|verb| command.has_words(&[tool, verb]))?;
        Some(format!("{tool} {verb}"))
    }
}

/// The products whose tools are known.
pub const TOOLBOXES: [Toolbox; 4] = [
    Toolbox {
        product: "kafka",
        tools: &[
            "kafka-acls",
            "kafka-configs",
            "kafka-console-consumer",
            "kafka-console-producer",
            "kafka-consumer-groups",
            "kafka-delete-records",
            "kafka-get-offsets",
            "kafka-reassign-partitions",
            "kafka-topics",
            "kafkacat",
            "kcat",
        ],
        verbs: &[],
    },
    Toolbox {
        product: "rabbitmq",
        tools: &[
            "rabbitmq-diagnostics",
            "rabbitmq-queues",
            "rabbitmq-streams",
            "rabbitmqadmin",
            "rabbitmqctl",
        ],
        verbs: &[],
    },
    Toolbox {
        product: "nats",
        tools: &["nats"],
        verbs: &["consumer", "context", "pub", "server", "stream", "sub"],
    },
    Toolbox { product: "sqs", tools: &["aws"], verbs: &["sqs"] },
];

/// The tools of a product, where they are known.
pub fn of(product: &str) -> Option<&'static Toolbox> {
    TOOLBOXES.iter().find(|tools| tools.product == product)
}

/// Whether a command runs a tool that is known.
pub fn is_known(command: &Command) -> bool {
    TOOLBOXES.iter().any(|tools| tools.run_by(command).is_some())
}

/// What a version of a product does not take.
#[derive(Debug)]
pub struct Misfit {
    /// The product, by the word of the documents.
    pub product: &'static str,
    /// Whether a command uses it.
    pub uses: fn(&Command) -> bool,
    /// What it is.
    pub what: &'static str,
    /// The versions that have it.
    pub limit: Limit,
    /// What to write instead.
    pub help: &'static str,
}

/// The first version, major and minor, that has something, or that no longer has it.
#[derive(Debug, Clone, Copy)]
pub enum Limit {
    /// It is there from this version on.
    Since(u32, u32),
    /// It is gone from this version on.
    Until(u32, u32),
}

impl Limit {
    /// Whether a version has it; none where that cannot be told.
    pub fn fits(self, version: &str) -> Option<bool> {
        let mut numbers = version.split('.').map_while(|number| number.parse::<u32>().ok());
        let (major, minor) = (numbers.next()?, numbers.next());
        let (Limit::Since(first, second) | Limit::Until(first, second)) = self;
        let reached = match minor {
            _ if major != first => major > first,
            Some(minor) => minor >= second,
            None if second == 0 => true,
            None => return None,
        };
        Some(reached == matches!(self, Limit::Since(..)))
    }

    /// "gone from 5.0 on"
    pub fn words(self) -> String {
        match self {
            Limit::Since(major, minor) => format!("only from {major}.{minor} on"),
            Limit::Until(major, minor) => format!("gone from {major}.{minor} on"),
        }
    }
}

const CONSOLE: [&str; 2] = ["kafka-console-consumer", "kafka-console-producer"];

/// What is known not to fit every version.
pub const MISFITS: [Misfit; 8] = [
    Misfit {
        product: "kafka",
        uses: |command| {
            let tools = ["kafka-topics", "kafka-reassign-partitions"];
            command.tool(&tools).is_some() && command.has_option("--zookeeper")
        },
        what: "the option `--zookeeper` of Kafka's tools",
        limit: Limit::Until(3, 0),
        help: "write `--bootstrap-server` with the address of a broker",
    },
    Misfit {
        product: "kafka",
        uses: |command| {
            command.tool(&["kafka-console-producer"]).is_some()
                && command.has_option("--broker-list")
        },
        what: "the option `--broker-list` of Kafka's console producer",
        limit: Limit::Until(4, 0),
        help: "write `--bootstrap-server`",
    },
    Misfit {
        product: "kafka",
        uses: |command| {
            command.tool(&["kafka-console-consumer"]).is_some() && command.has_option("--whitelist")
        },
        what: "the option `--whitelist` of Kafka's console consumer",
        limit: Limit::Until(4, 0),
        help: "write `--include`",
    },
    Misfit {
        product: "kafka",
        uses: |command| command.tool(&["kafka-mirror-maker"]).is_some(),
        what: "the first MirrorMaker, `kafka-mirror-maker`",
        limit: Limit::Until(4, 0),
        help: "mirror with MirrorMaker 2, `connect-mirror-maker`",
    },
    Misfit {
        product: "kafka",
        uses: |command| command.tool(&CONSOLE).is_some() && command.has_option("--property"),
        what: "the option `--property` of Kafka's console tools",
        limit: Limit::Until(5, 0),
        help: "write `--formatter-property` for the console consumer, `--reader-property` for the console producer",
    },
    Misfit {
        product: "kafka",
        uses: |command| {
            let new = ["--formatter-property", "--reader-property"];
            command.tool(&CONSOLE).is_some() && new.iter().any(|option| command.has_option(option))
        },
        what: "the options `--formatter-property` and `--reader-property` of Kafka's console tools",
        limit: Limit::Since(4, 2),
        help: "write `--property`",
    },
    Misfit {
        product: "nats",
        uses: |command| {
            let verbs = ["pause", "resume"];
            verbs.iter().any(|verb| command.has_words(&["nats", "consumer", verb]))
        },
        what: "pausing a JetStream consumer",
        limit: Limit::Since(2, 11),
        help: "stop the processes of the consumer",
    },
    Misfit {
        product: "redis",
        uses: |command| command.has_words(&["XAUTOCLAIM"]),
        what: "the command `XAUTOCLAIM`",
        limit: Limit::Since(6, 2),
        help: "find them by `XPENDING` and take them over by `XCLAIM`",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_fits_or_not_or_cannot_be_told() {
        assert_eq!(Limit::Since(2, 11).fits("2.10.4"), Some(false));
        assert_eq!(Limit::Since(2, 11).fits("2.11"), Some(true));
        assert_eq!(Limit::Since(2, 11).fits("2"), None);
        assert_eq!(Limit::Until(5, 0).fits("4.3"), Some(true));
        assert_eq!(Limit::Until(5, 0).fits("5"), Some(false));
        assert_eq!(Limit::Until(5, 0).fits("latest"), None);
    }
}
