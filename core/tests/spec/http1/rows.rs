//! The rows of the page of what is accepted and refused.

const PAGE: &str = include_str!("../../../../docs/http.md");

/// Where a value stands in an answer.
const HERE: char = '▢';

/// A row of a table, in one of the places above it.
pub(crate) struct Row {
    pub(crate) shown: &'static str,
    pub(crate) answer: Vec<u8>,
    pub(crate) outcome: &'static str,
    /// From the first byte of the answer.
    pub(crate) at: Option<usize>,
}

fn code(text: &str) -> Option<&str> {
    text.strip_prefix('`')?.strip_suffix('`')
}

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut places = Vec::new();
    for line in PAGE.lines() {
        if line.starts_with("## ") {
            places.clear();
        } else if let Some(place) = line.strip_prefix("- ") {
            let place = code(place).and_then(|place| place.split_once(HERE));
            places.push(place.expect(line));
        } else if line.starts_with("| `") {
            let mut cells = line.trim_matches('|').split(" | ").map(str::trim_ascii);
            let mut cell = || cells.next().expect(line);
            let (value, outcome, at) = (code(cell()).expect(line), cell(), cell());
            assert!(!places.is_empty(), "{line}");
            for (before, after) in &places {
                let before = bytes(before);
                let at = at.parse::<usize>().ok().map(|at| before.len() + at);
                rows.push(Row {
                    shown: line,
                    answer: [before, bytes(value), bytes(after)].concat(),
                    outcome,
                    at,
                });
            }
        }
    }
    rows
}

/// The bytes of a value: `‹EF BB›` are two, `‹ab × 3›` six, `⏎` two.
fn bytes(value: &str) -> Vec<u8> {
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
