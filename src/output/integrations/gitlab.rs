//! GitLab: a job that checks every merge request, in a file of its own, because the one that GitLab
//! reads first belongs to all jobs.

use crate::output::integration::{Integration, Task};

/// GitLab CI/CD.
pub const INTEGRATION: Integration = Integration {
    name: "gitlab",
    task: Task::Ci,
    files: &[(".gitlab/eventbook.gitlab-ci.yml", "gitlab.yml")],
    // `$$` is a `$` that begins no variable.
    literal: |path| Ok(path.replace('$', "$$")),
    reads_schemas: false,
    rest: "put this into .gitlab-ci.yml:\n\ninclude:\n  - local: .gitlab/eventbook.gitlab-ci.yml\n",
};
