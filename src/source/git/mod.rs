//! Catalogs as git keeps them: a commit's files, read without a checkout.
//!
//! What is read of a commit is what would be read of the folder that it was checked out into: the
//! same files, limits and faults. Submodules are other repositories and are passed over.

mod plumbing;
pub mod repository;
pub mod tree;
