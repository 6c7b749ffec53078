//! What is wrong with the settings.

use std::fmt;

use crate::key::Key;
use crate::place::Place;

/// What is wrong with the settings, in one line. No value is repeated in it.
pub(crate) struct Wrong {
    /// Of which setting, if it is of one.
    pub(crate) key: Option<Key>,
    line: String,
}

impl Wrong {
    pub(crate) fn new(line: String) -> Self {
        Self { key: None, line }
    }

    /// It is not there.
    pub(crate) fn missing(key: Key, looked_for: &str) -> Self {
        Self {
            key: Some(key),
            line: format!("{key} is missing: {looked_for}"),
        }
    }

    /// What stands there cannot be this setting.
    pub(crate) fn unusable(key: Key, place: &Place, why: impl fmt::Display) -> Self {
        Self {
            key: Some(key),
            line: format!("{key} ({place}): {why}"),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.line.fmt(f)
    }
}
