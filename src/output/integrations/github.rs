//! GitHub: a workflow that checks every push and every pull request.

use crate::output::integration::{Integration, Task};

/// GitHub Actions.
pub const INTEGRATION: Integration = Integration {
    name: "github",
    task: Task::Ci,
    files: &[(".github/workflows/eventbook.yml", "github.yml")],
    reads_schemas: false,
    rest: "",
};
