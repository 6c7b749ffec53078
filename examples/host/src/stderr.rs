//! Everything that is not data goes to standard error.

use std::fmt;
use std::io::{self, Write as _};

use crate::screen;

/// Writes a line. Where standard error is closed nobody is left to tell.
pub(crate) fn say(line: fmt::Arguments<'_>) {
    screen::aside(|| {
        let _ = writeln!(io::stderr().lock(), "{line}");
    });
}
