//! The text format of Prometheus.

use std::fmt::{self, Write as _};
use std::io;

use crate::escape::Escaped;

/// The lines before the first of a metric, which is a gauge as all of them are.
/// `help` has nothing to escape.
pub(super) fn head(file: &mut impl io::Write, name: &str, help: &str) -> io::Result<()> {
    write!(file, "# HELP {name} {help}\n# TYPE {name} gauge\n")
}

/// The value of a label, as it stands between its quotes.
///
/// What nobody would see is escaped for people first: a line stays a line, and
/// no terminal obeys it.
pub(super) struct Label<'t>(pub(super) &'t str);

impl fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in Escaped(self.0).to_string().chars() {
            match character {
                '\\' => f.write_str(r"\\")?,
                '"' => f.write_str(r#"\""#)?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_label_or_its_line() {
        let cases = [
            ("PAUSING", "PAUSING"),
            (r#"a"} 1"#, r#"a\"} 1"#),
            (r"back\", r"back\\"),
            ("two\nlines", r"two\\nlines"),
            ("\u{1b}[31m", r"\\u{1b}[31m"),
            ("同步", "同步"),
        ];
        for (text, label) in cases {
            assert_eq!(Label(text).to_string(), label);
        }
    }
}
