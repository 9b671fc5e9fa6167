//! Visual Studio Code: documents are completed and checked by the schemas that lie in the catalog,
//! through the YAML extension that is recommended beside.

use crate::output::integration::{Integration, Task};

/// Visual Studio Code with its YAML extension.
pub const INTEGRATION: Integration = Integration {
    name: "vscode",
    task: Task::Editor,
    files: &[
        (".vscode/settings.json", "vscode-settings.json"),
        (".vscode/extensions.json", "vscode-extensions.json"),
    ],
    literal: |path| Ok(path.to_owned()),
    reads_schemas: true,
    rest: "",
};
