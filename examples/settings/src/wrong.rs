//! What is wrong with the settings.

use std::fmt;

use crate::key::Key;
use crate::place::Place;

/// What is wrong with the settings, in one line. No value is repeated in it.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Wrong(String);

impl Wrong {
    pub(crate) fn new(line: String) -> Self {
        Self(line)
    }

    /// What stands there cannot be this setting.
    pub(crate) fn unusable(key: Key, place: &Place, why: impl fmt::Display) -> Self {
        Self(format!("{key} ({place}): {why}"))
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
