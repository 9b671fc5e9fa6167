//! Sites to folders.
pub mod place;
pub mod swap;
pub mod write;
/// A file.
#[derive(Debug, Clone)]
pub struct File {
    /// The path.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}
/// Files.
pub fn files(_: &crate::site::Site) -> Result<Vec<File>, crate::source::error::Error> {
    Ok(vec![File { path: "index.html".into(), bytes: b"x".to_vec() }])
}
