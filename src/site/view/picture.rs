//! A drawing on a page: the picture, and the same in words.

use serde::Serialize;

use crate::draw::diagram::{Drawing, TextStep};
use crate::site::html::Html;

/// A drawing.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// The accessible name of the frame around it.
    pub title: String,
    /// The picture.
    pub svg: Html,
    /// The plain text version.
    pub text: String,
    /// The content in reading order.
    pub steps: Vec<Step>,
}

/// One item of the content.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// What it says.
    pub text: String,
    /// The page that it is about.
    pub href: Option<String>,
    /// Items that belong under it.
    pub children: Vec<Step>,
}

/// A drawing as a page shows it.
pub fn picture(title: impl Into<String>, drawing: Drawing) -> Picture {
    Picture {
        title: title.into(),
        svg: Html::written(drawing.svg),
        text: drawing.text,
        steps: steps(drawing.steps),
    }
}

fn steps(steps: Vec<TextStep>) -> Vec<Step> {
    let step = |step: TextStep| {
        let TextStep { text, href, children } = step;
        Step { text, href, children: self::steps(children) }
    };
    steps.into_iter().map(step).collect()
}
