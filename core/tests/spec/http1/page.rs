//! The page of what is accepted and refused, row by row.

use std::collections::BTreeSet;
use std::error::Error;

use drs_status_core::http1::{CloseReason, Fault};

use super::stream::Ending;
use super::understand;
use crate::documented::{Row, rows};

const PAGE: &str = include_str!("../../../../docs/http.md");

/// What is so of a row whose value makes this answer, as the page writes it.
fn outcome(row: &Row, answer: &[u8]) -> (String, Option<usize>) {
    let ends = ["DelimitedByClose", "Unanswered", "HeadCut", "BodyCut"];
    let ending = if ends.iter().any(|end| row.outcome.ends_with(end)) {
        Ending::End
    } else {
        Ending::Open
    };
    let (outcome, reason) = understand(answer, ending);
    let shown = row.line;
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
    let mut cases = 0;
    for row in rows(PAGE) {
        for case in &row.cases {
            let expected = (row.outcome.to_owned(), case.at);
            assert_eq!(outcome(&row, &case.bytes), expected, "{}", row.line);
            cases += 1;
        }
    }
    assert!(cases > 300, "{cases} cases");
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
    let on_the_page: BTreeSet<_> = rows(PAGE).iter().map(|row| row.outcome).collect();
    let rules = variants(include_str!("../../../src/http1/rule.rs"), "Rule");
    assert!(rules.len() > 20);
    let missing: Vec<_> = rules.difference(&on_the_page).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
