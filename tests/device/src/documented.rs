//! Pages of what is accepted and refused: their tables, read as cases.

use heapless::Vec;

/// Where a value stands in one of the places.
const HERE: char = '▢';

/// A row of a table, in one of the places above it.
#[derive(Clone, Copy, Debug)]
pub struct Case<'p> {
    /// The line itself.
    pub line: &'p str,
    /// What stands before its value.
    pub before: &'p str,
    /// Its value; [`bytes`] says of what bytes that is.
    pub value: &'p str,
    /// What stands behind it.
    pub after: &'p str,
    /// What becomes of it.
    pub outcome: &'p str,
    /// What that is of, from the first byte of the value; `–` on the page where
    /// there is none.
    pub at: Option<usize>,
}

/// Hands over each case of `page`, and says how many there were.
///
/// # Panics
///
/// Where the page is none.
pub fn each_case(page: &str, mut each: impl FnMut(&Case<'_>)) -> usize {
    let mut places: Vec<(&str, &str), 8> = Vec::new();
    let mut cases = 0;
    for line in page.lines() {
        if line.starts_with("## ") {
            places.clear();
        } else if let Some(place) = line.strip_prefix("- ").and_then(code) {
            let place = place.split_once(HERE).expect(line);
            places.push(place).expect(line);
        } else if line.starts_with("| `") {
            assert!(!places.is_empty(), "{line} stands nowhere");
            let mut cells = line.trim_matches('|').split(" | ").map(str::trim_ascii);
            let mut cell = || cells.next().expect(line);
            let (value, outcome, at) = (code(cell()).expect(line), cell(), cell());
            let at = match at {
                "–" => None,
                at => Some(at.parse().expect(line)),
            };
            for &(before, after) in &places {
                each(&Case {
                    line,
                    before,
                    value,
                    after,
                    outcome,
                    at,
                });
                cases += 1;
            }
        }
    }
    cases
}

fn code(text: &str) -> Option<&str> {
    text.strip_prefix('`')?.strip_suffix('`')
}

/// The bytes of a value: `‹EF BB›` are two, `‹ab × 3›` six, `⏎` two.
///
/// # Panics
///
/// Where it is none.
pub fn bytes(value: &str) -> impl Iterator<Item = u8> + Clone {
    value.split('‹').enumerate().flat_map(|(number, part)| {
        let (special, plain) = match number {
            0 => ("", part),
            _ => part.split_once('›').expect("it is closed"),
        };
        let (text, times) = special.split_once(" × ").unwrap_or_default();
        let times = times.parse().unwrap_or(0);
        let hex = if times == 0 { special } else { "" };
        let hex = hex.split_whitespace();
        let hex = hex.map(|hex| u8::from_str_radix(hex, 16).expect("two digits"));
        (0..times)
            .flat_map(|_| lines(text))
            .chain(hex)
            .chain(lines(plain))
    })
}

fn lines(text: &str) -> impl Iterator<Item = u8> + Clone {
    text.split('⏎').enumerate().flat_map(|(number, line)| {
        let end = if number == 0 { "" } else { "\r\n" };
        end.bytes().chain(line.bytes())
    })
}
