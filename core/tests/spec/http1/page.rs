//! The page of what is accepted and refused, row by row.

use std::collections::BTreeSet;
use std::error::Error;

use drs_status_core::http1::{CloseReason, Fault};

use super::stream::Ending;
use super::understand;

const PAGE: &str = include_str!("../../../../docs/http.md");

/// Where a value stands in an answer.
const HERE: char = '▢';

/// A row of a table, in one of the places above it.
struct Row {
    shown: &'static str,
    answer: Vec<u8>,
    outcome: &'static str,
    at: Option<usize>,
}

fn code(text: &str) -> Option<&str> {
    text.strip_prefix('`')?.strip_suffix('`')
}

fn rows() -> Vec<Row> {
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

/// What is so of a row, as the page writes it.
fn outcome(row: &Row) -> (String, Option<usize>) {
    let ends = ["DelimitedByClose", "Unanswered", "HeadCut", "BodyCut"];
    let ending = if ends.iter().any(|end| row.outcome.ends_with(end)) {
        Ending::End
    } else {
        Ending::Open
    };
    let (outcome, reason) = understand(&row.answer, ending);
    let shown = row.shown;
    match outcome {
        Ok(understood) => {
            let body = match &*understood.body {
                "" => "empty",
                "body" => "accepted",
                other => panic!("{shown}: {other}"),
            };
            let reason = reason.map(|reason| format!(", {reason:?}"));
            (format!("{body}{}", reason.unwrap_or_default()), None)
        }
        Err(error) => {
            assert_eq!(reason, Some(CloseReason::Failed), "{shown}");
            let at = usize::try_from(error.at()).unwrap();
            let outcome = match error.fault() {
                Fault::Broken(rule) => {
                    let said = format!("what answered is not HTTP: {rule}, at byte {at}");
                    assert_eq!(error.to_string(), said);
                    assert_eq!(error.source().unwrap().to_string(), rule.to_string());
                    format!("{rule:?}")
                }
                fault => format!("{fault:?}"),
            };
            (outcome, Some(at))
        }
    }
}

#[test]
fn the_page_is_so() {
    let rows = rows();
    assert!(rows.len() > 300, "{} rows", rows.len());
    for row in &rows {
        let expected = (row.outcome.to_owned(), row.at);
        assert_eq!(outcome(row), expected, "{}", row.shown);
    }
}

/// The variants of the enum of this name, from its source.
fn variants(source: &'static str, name: &str) -> BTreeSet<&'static str> {
    let (_, body) = source.split_once(&format!("enum {name} {{")).unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    let lines = body.lines().map(str::trim_ascii);
    lines.filter_map(|line| line.strip_suffix(',')).collect()
}

#[test]
fn each_rule_has_a_row() {
    let on_the_page: BTreeSet<_> = rows().iter().map(|row| row.outcome).collect();
    let rules = variants(include_str!("../../../src/http1/rule.rs"), "Rule");
    assert!(rules.len() > 20);
    let missing: Vec<_> = rules.difference(&on_the_page).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
