//! Site.
/// Site.
#[derive(Debug)]
pub struct Site;
/// Plan.
pub fn plan(_: &crate::study::Study, _: &crate::lint::verdict::Judgement) -> Site {
    Site
}
