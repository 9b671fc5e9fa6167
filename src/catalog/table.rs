//! Rows that name each other by typed keys. A key is only made by the table that holds its row.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;

/// Names a row of one table.
pub struct Key<T>(u32, PhantomData<fn() -> T>);

impl<T> Key<T> {
    /// The row's number.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Rows in a fixed order.
pub struct Table<T> {
    rows: Vec<T>,
}

impl<T> Table<T> {
    /// A table of these rows.
    pub fn new(rows: Vec<T>) -> Self {
        Table { rows }
    }

    /// The key that the row with this number has or will have.
    pub fn key(index: usize) -> Key<T> {
        Key(index as u32, PhantomData)
    }

    /// Every row with its key, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Key<T>, &T)> + ExactSizeIterator {
        self.rows.iter().enumerate().map(|(index, row)| (Self::key(index), row))
    }

    /// Every row, in order.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<T> Index<Key<T>> for Table<T> {
    type Output = T;

    fn index(&self, key: Key<T>) -> &T {
        &self.rows[key.index()]
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { rows: Vec::new() }
    }
}

impl<T: fmt::Debug> fmt::Debug for Table<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows.fmt(formatter)
    }
}

// Derives would ask the same of `T`, which a key does not hold.
impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Key<T> {}

impl<T> PartialOrd for Key<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Key<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<T> Hash for Key<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.0)
    }
}
