//! A table that is redrawn in place on a terminal.
//!
//! Nothing has to be undone when the process ends, however it ends: the cursor
//! stays visible and stands below the table, and no mode of the terminal is
//! changed.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use unicode_width::UnicodeWidthStr as _;

/// There is one terminal. What goes to standard error must know what is drawn
/// on it.
static SCREEN: Mutex<Option<Drawn>> = Mutex::new(None);

/// What is drawn: lines with their ends.
struct Drawn {
    text: String,
    width: usize,
}

const ERASE_LINE_END: &str = "\u{1b}[K";
const ERASE_BELOW: &str = "\u{1b}[J";

/// A terminal on standard output.
pub(crate) struct Screen {
    colours: bool,
}

impl Screen {
    /// The terminal, if standard output is one that knows how to move a cursor.
    pub(crate) fn open() -> Option<Self> {
        let stdout = io::stdout();
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if is_dumb || !stdout.is_terminal() {
            return None;
        }
        Some(Self {
            colours: AutoStream::choice(&stdout) != ColorChoice::Never,
        })
    }

    /// Draws `lines` in place of what was drawn before, on a terminal of this
    /// width.
    pub(crate) fn draw(&self, lines: &[String], width: usize) -> io::Result<()> {
        let mut text = String::new();
        for line in lines {
            let line = if self.colours {
                line.clone()
            } else {
                strip_str(line).to_string()
            };
            let _ = writeln!(text, "{line}{ERASE_LINE_END}");
        }
        let mut screen = lock();
        let up = screen.as_ref().map_or(0, |drawn| rows(drawn, width));
        write(&format!("{}{text}{ERASE_BELOW}", move_up(up)))?;
        *screen = Some(Drawn { text, width });
        Ok(())
    }

    /// Leaves what was drawn where it stands.
    pub(crate) fn leave() {
        *lock() = None;
    }
}

/// Does `write` while nothing is drawn, and draws it again. Standard error may
/// be the same terminal.
pub(crate) fn aside(write_aside: impl FnOnce()) {
    let screen = lock();
    let Some(drawn) = screen.as_ref().filter(|_| io::stderr().is_terminal()) else {
        return write_aside();
    };
    let up = rows(drawn, drawn.width);
    let _ = write(&format!("{}{ERASE_BELOW}", move_up(up)));
    write_aside();
    let _ = write(&drawn.text);
}

/// How many rows of a terminal of this width it takes, which may have become
/// narrower.
fn rows(drawn: &Drawn, width: usize) -> usize {
    let width = width.max(1);
    let rows = |line: &str| strip_str(line).to_string().width().div_ceil(width).max(1);
    drawn.text.lines().map(rows).sum()
}

fn move_up(rows: usize) -> String {
    match rows {
        0 => String::new(),
        _ => format!("\u{1b}[{rows}A\r"),
    }
}

/// In one go, so that nothing flickers.
fn write(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

fn lock() -> MutexGuard<'static, Option<Drawn>> {
    SCREEN.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_became_narrower_has_more_rows() {
        let drawn = Drawn {
            text: format!("\u{1b}[1mabcdef\u{1b}[0m{ERASE_LINE_END}\n\n同步失败\n"),
            width: 80,
        };
        for (width, expected) in [(80, 3), (8, 3), (6, 4), (4, 5), (1, 15), (0, 15)] {
            assert_eq!(rows(&drawn, width), expected, "{width}");
        }
    }
}
