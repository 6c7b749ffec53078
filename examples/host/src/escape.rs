//! Text from elsewhere, made safe to look at.

use std::fmt::{self, Write as _};

/// Shows text from the network, a file name or an argument with everything
/// escaped that a terminal would obey or that a person would not see: control
/// characters, bidirectional and other invisible ones. The rest stays as it
/// is, quotes and backslashes too.
pub(crate) struct Escaped<'t>(pub(crate) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if is_plain(character) {
                f.write_char(character)?;
            } else {
                write!(f, "{}", character.escape_debug())?;
            }
        }
        Ok(())
    }
}

/// Whether a character shows as itself and does nothing else.
///
/// What is printable is the standard library's to say, by the Unicode tables
/// it keeps; only quotes and backslashes it escapes for another reason.
pub(crate) fn is_plain(character: char) -> bool {
    matches!(character, '"' | '\'' | '\\') || character.escape_debug().len() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_escaped() {
        let cases = [
            ("\u{1b}[31mred", r"\u{1b}[31mred"),
            ("\u{1b}]0;title\u{7}", r"\u{1b}]0;title\u{7}"),
            ("\u{9b}2J", r"\u{9b}2J"),
            ("a\r\nb\tc\0", r"a\r\nb\tc\0"),
            ("del\u{7f}", r"del\u{7f}"),
        ];
        for (text, shown) in cases {
            assert_eq!(Escaped(text).to_string(), shown);
        }
    }

    #[test]
    fn what_reorders_or_hides_is_escaped() {
        let hidden = [
            '\u{61c}',
            '\u{200e}',
            '\u{200f}', // marks
            '\u{202a}',
            '\u{202b}',
            '\u{202c}',
            '\u{202d}',
            '\u{202e}', // embeddings
            '\u{2066}',
            '\u{2067}',
            '\u{2068}',
            '\u{2069}', // isolates
            '\u{200b}',
            '\u{2060}',
            '\u{feff}',
            '\u{ad}',
            '\u{180e}', // no width
            '\u{2028}',
            '\u{2029}',
            '\u{85}', // line ends
            '\u{e0001}',
            '\u{e0041}',
            '\u{fe0f}', // tags, variation selectors
        ];
        for character in hidden {
            let shown = Escaped(&character.to_string()).to_string();
            assert_eq!(shown, format!("\\u{{{:x}}}", u32::from(character)));
        }
    }

    #[test]
    fn what_people_write_stays() {
        for text in ["", "it's \"so\" \\ here", "同步任务失败。", "Größe: 3 €…"] {
            assert_eq!(Escaped(text).to_string(), text);
        }
    }
}
