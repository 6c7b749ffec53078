//! Pages of what is accepted and refused: their tables, read as cases.

/// Where a value stands in one of the places.
const HERE: char = '▢';

/// A row of a table.
pub(crate) struct Row {
    /// The line itself.
    pub(crate) line: &'static str,
    pub(crate) outcome: &'static str,
    /// One for each place above it.
    pub(crate) cases: Vec<Case>,
}

/// A value where it stands.
pub(crate) struct Case {
    pub(crate) bytes: Vec<u8>,
    /// What the outcome is of, from the first byte on; on the page it is from the
    /// first of the value, and `–` where there is none.
    pub(crate) at: Option<usize>,
}

/// All rows of `page`, each of which stands somewhere.
pub(crate) fn rows(page: &'static str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut places = Vec::new();
    for line in page.lines() {
        if line.starts_with("## ") {
            places.clear();
        } else if let Some(place) = line.strip_prefix("- ") {
            let place = code(place).and_then(|place| place.split_once(HERE));
            places.push(place.expect(line));
        } else if line.starts_with("| `") {
            let mut cells = line.trim_matches('|').split(" | ").map(str::trim_ascii);
            let mut cell = || cells.next().expect(line);
            let (value, outcome, at) = (code(cell()).expect(line), cell(), cell());
            assert!(!places.is_empty(), "{line} stands nowhere");
            let at: Option<usize> = match at {
                "–" => None,
                at => Some(at.parse().expect(line)),
            };
            let case = |(before, after): &(&str, &str)| {
                let before = bytes(before);
                Case {
                    at: at.map(|at| before.len() + at),
                    bytes: [before, bytes(value), bytes(after)].concat(),
                }
            };
            rows.push(Row {
                line,
                outcome,
                cases: places.iter().map(case).collect(),
            });
        }
    }
    rows
}

fn code(text: &str) -> Option<&str> {
    text.strip_prefix('`')?.strip_suffix('`')
}

/// The bytes of a value: `‹EF BB›` are two, `‹ab × 3›` six, `⏎` two.
pub(crate) fn bytes(value: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = value;
    let lines = |text: &str| text.replace('⏎', "\r\n").into_bytes();
    while let Some((plain, after)) = rest.split_once('‹') {
        let (special, after) = after.split_once('›').expect(value);
        bytes.extend(lines(plain));
        if let Some((text, times)) = special.split_once(" × ") {
            bytes.extend(lines(text).repeat(times.parse().expect(value)));
        } else {
            let hex = special.split_whitespace();
            bytes.extend(hex.map(|hex| u8::from_str_radix(hex, 16).expect(value)));
        }
        rest = after;
    }
    bytes.extend(lines(rest));
    bytes
}
