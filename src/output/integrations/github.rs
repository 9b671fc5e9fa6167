//! GitHub: a workflow that checks every push and every pull request.

use crate::output::integration::{Integration, Task};

/// GitHub Actions.
pub const INTEGRATION: Integration = Integration {
    name: "github",
    task: Task::Ci,
    files: &[(".github/workflows/eventbook.yml", "github.yml")],
    literal,
    reads_schemas: false,
    rest: "",
};

/// A workflow evaluates what stands between `${{` and `}}`, in quotes too.
fn literal(path: &str) -> Result<String, &'static str> {
    match path.contains("${{") || path.contains("}}") {
        true => Err("a workflow of GitHub would evaluate what stands between `${{` and `}}`"),
        false => Ok(path.to_owned()),
    }
}
