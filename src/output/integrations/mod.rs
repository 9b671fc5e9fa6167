//! The integrations, one file each.

pub mod github;
pub mod gitlab;
pub mod vscode;

use crate::output::integration::Integration;

/// All integrations.
pub const INTEGRATIONS: &[Integration] =
    &[github::INTEGRATION, gitlab::INTEGRATION, vscode::INTEGRATION];
