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

/// How many items of the content a page shows; its text has them all.
const SHOWN: usize = 60;

/// A drawing as a page shows it.
pub fn picture(title: impl Into<String>, drawing: Drawing) -> Picture {
    let hidden = count(&drawing.steps).saturating_sub(SHOWN);
    let mut left = SHOWN;
    let mut steps = first(drawing.steps, &mut left);
    if hidden > 0 {
        let text = format!("{hidden} more, in this page as Markdown");
        steps.push(Step { text, href: Some("page.md".to_owned()), children: Vec::new() });
    }
    let svg = Html::written(drawing.svg);
    Picture { title: title.into(), svg, text: drawing.text, steps }
}

fn count(steps: &[TextStep]) -> usize {
    steps.iter().map(|step| 1 + count(&step.children)).sum()
}

/// The first items in reading order, as many as are left to show.
fn first(steps: Vec<TextStep>, left: &mut usize) -> Vec<Step> {
    let mut shown = Vec::new();
    for TextStep { text, href, children } in steps {
        if *left == 0 {
            break;
        }
        *left -= 1;
        shown.push(Step { text, href, children: first(children, left) });
    }
    shown
}
