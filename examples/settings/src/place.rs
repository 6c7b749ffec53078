//! Where a setting stands.

use std::fmt;
use std::path::PathBuf;

/// Where a setting stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// In the environment, by this name.
    Environment(String),
    /// In this file, on this line.
    File(PathBuf, usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Environment(name) => write!(f, "{name} in the environment"),
            Self::File(path, line) => write!(f, "{}, line {line}", path.display()),
        }
    }
}
