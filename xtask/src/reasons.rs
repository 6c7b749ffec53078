//! Tables of reasons: what a check finds has to stand on a page with its
//! reason, once for each time it is found, and nothing else may stand there.
//!
//! A row is ``| `file` | `source text` | … | reason |``. It names no line by
//! its number, since they move.

use std::fs;

use crate::shell::{Failure, Outcome};

/// Something that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Finding {
    file: String,
    row: String,
}

impl Finding {
    /// What was found in `file`: the source text, and the cells between it and
    /// the reason.
    pub(crate) fn new(file: &str, text: &str, cells: &[&str]) -> Self {
        // A bar within a cell would end it.
        let mut row = format!("| `{file}` | `{}` |", text.replace('|', "\\|"));
        for cell in cells {
            row = format!("{row} {} |", cell.replace('|', "\\|"));
        }
        Self {
            file: file.into(),
            row,
        }
    }
}

/// Fails if `found` and what stands on the page `page` differ: rows of all
/// files, or only of those that were looked at.
pub(crate) fn judge(page: &str, found: &[Finding], looked_at: Option<&[String]>) -> Outcome {
    let text = fs::read_to_string(page)?;
    let (unexplained, idle) = compare(&text, found, looked_at);
    let mut why = String::new();
    for (what, rows) in [
        ("does not say why", unexplained),
        ("explains what is not so", idle),
    ] {
        if !rows.is_empty() {
            why = format!("{why}{page} {what}:\n{}\n", rows.join("\n"));
        }
    }
    if why.is_empty() {
        return Ok(());
    }
    Err(Failure::new(why.trim_end()))
}

/// What has no row, and the rows that have nothing.
fn compare<'a>(
    page: &'a str,
    found: &'a [Finding],
    looked_at: Option<&[String]>,
) -> (Vec<&'a str>, Vec<&'a str>) {
    let mut idle: Vec<&str> = page
        .lines()
        .filter_map(row)
        .filter(|(file, _)| looked_at.is_none_or(|files| files.iter().any(|other| other == file)))
        .map(|(_, row)| row)
        .collect();
    let mut unexplained = Vec::new();
    for Finding { row, .. } in found {
        match idle.iter().position(|other| other == row) {
            Some(place) => {
                idle.remove(place);
            }
            None => unexplained.push(row.as_str()),
        }
    }
    (unexplained, idle)
}

/// The file that a line of the page is about, and its row up to the reason, if
/// it has one.
fn row(line: &str) -> Option<(&str, &str)> {
    let (file, _) = line.strip_prefix("| `")?.split_once("` | `")?;
    let (cells, reason) = line.strip_suffix('|')?.rsplit_once("| ")?;
    let row = line.get(..=cells.len())?;
    (!reason.trim().is_empty()).then_some((file, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
| file | change | in the line | why |
|---|---|---|---|
| `a.rs` | `b \\|\\| c` | never | the same |
| `a.rs` | `return;` | never | cannot be |
| `a.rs` | `f()` | never | |

| file | changes |
|---|---|
| `a.rs` | 2 |
";

    const BOTH: &str = "b || c";

    fn compared(found: &[(&str, &str)], looked_at: Option<&[&str]>) -> String {
        let found: Vec<Finding> = found
            .iter()
            .map(|(file, text)| Finding::new(file, text, &["never"]))
            .collect();
        let looked_at: Option<Vec<String>> =
            looked_at.map(|files| files.iter().map(|file| (*file).into()).collect());
        let (unexplained, idle) = compare(PAGE, &found, looked_at.as_deref());
        format!("{} / {}", unexplained.join(" "), idle.join(" "))
    }

    #[test]
    fn all_that_is_found_and_nothing_else_has_a_row_with_a_reason() {
        let both = ("a.rs", BOTH);
        let end = ("a.rs", "return;");
        for (found, expected) in [
            (vec![both, end], " / "),
            (vec![both], " / | `a.rs` | `return;` | never |"),
            (vec![both, end, end], "| `a.rs` | `return;` | never | / "),
            (
                vec![both, end, ("b.rs", BOTH)],
                "| `b.rs` | `b \\|\\| c` | never | / ",
            ),
            (
                vec![both, end, ("a.rs", "f()")],
                "| `a.rs` | `f()` | never | / ",
            ),
        ] {
            assert_eq!(compared(&found, None), expected, "{found:?}");
        }
    }

    #[test]
    fn rows_of_files_that_were_not_looked_at_may_be_idle() {
        assert_eq!(compared(&[], Some(&["b.rs"])), " / ");
        assert_eq!(
            compared(&[], Some(&["a.rs"])),
            " / | `a.rs` | `b \\|\\| c` | never | | `a.rs` | `return;` | never |"
        );
    }
}
