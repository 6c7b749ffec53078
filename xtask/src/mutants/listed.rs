//! The changes that may go unnoticed: rows of the page, each with its reason.

use super::change::{Change, Fate};

/// A row of the page, but for the reason.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Row<'p> {
    file: &'p str,
    /// The first two cells.
    cells: &'p str,
}

/// The rows of `page`: ``| `file: change` | `line` | reason |``.
pub(super) fn rows(page: &str) -> Vec<Row<'_>> {
    page.lines().filter_map(row).collect()
}

fn row(line: &str) -> Option<Row<'_>> {
    let (file, _) = line.strip_prefix("| `")?.split_once(": ")?;
    // Behind the last code span stands the reason.
    let (cells, reason) = line.rsplit_once("` | ")?;
    let reason = reason.strip_suffix('|')?.trim();
    (!reason.is_empty()).then_some(Row { file, cells })
}

/// How a row for `change` begins.
fn cells(change: &Change) -> String {
    // A bar within a cell would end it.
    let cell = |text: &str| text.replace('|', "\\|");
    let (what, line) = (cell(&change.what), cell(&change.line));
    format!("| `{}: {what}` | `{line}", change.file)
}

fn is_listed(change: &Change, rows: &[Row<'_>]) -> bool {
    let cells = cells(change);
    rows.iter().any(|row| row.cells == cells)
}

/// What no test notices and no row explains, as a row would begin.
pub(super) fn unlisted(changes: &[Change], rows: &[Row<'_>]) -> impl Iterator<Item = String> {
    changes
        .iter()
        .filter(|change| change.fate == Fate::Unnoticed && !is_listed(change, rows))
        .map(|change| format!("{}` |", cells(change)))
}

/// The rows for which there is no such change, of the files that were looked
/// at: of all files if the run was over the whole core.
pub(super) fn idle<'p>(
    changes: &[Change],
    rows: &'p [Row<'_>],
    whole: bool,
) -> impl Iterator<Item = &'p str> {
    rows.iter()
        .filter(move |row| whole || changes.iter().any(|change| change.file == row.file))
        .filter(move |row| {
            !changes
                .iter()
                .any(|change| change.fate == Fate::Unnoticed && cells(change) == row.cells)
        })
        .map(|row| row.cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
| change | in the line | why |
|---|---|---|
| `a.rs: replace \\|\\| with &&` | `b \\|\\| c` | the same |
| `a.rs: replace f with ()` | `g()` | |

| file | changes |
|---|---|
| `a.rs` | 2 |
";

    fn change(file: &str, what: &str, line: &str, fate: Fate) -> Change {
        Change {
            file: file.into(),
            what: what.into(),
            line: line.into(),
            fate,
        }
    }

    #[test]
    fn what_goes_unnoticed_stands_on_the_page_with_its_line_and_a_reason() {
        let rows = rows(PAGE);
        let changes = [
            change("a.rs", "replace || with &&", "b || c", Fate::Unnoticed),
            change("a.rs", "replace || with &&", "b || d", Fate::Unnoticed),
            change("a.rs", "replace f with ()", "g()", Fate::Unnoticed),
            change("a.rs", "replace h with ()", "i()", Fate::Noticed),
            change("a.rs", "replace h with ()", "j()", Fate::Endless),
        ];
        let unlisted: Vec<String> = unlisted(&changes, &rows).collect();
        assert_eq!(
            unlisted,
            [
                "| `a.rs: replace \\|\\| with &&` | `b \\|\\| d` |",
                "| `a.rs: replace f with ()` | `g()` |",
            ]
        );
    }

    #[test]
    fn a_row_for_what_a_test_notices_is_found_where_one_has_looked() {
        let rows = rows(PAGE);
        let idle = |file, fate, whole| {
            let changes = [change(file, "replace || with &&", "b || c", fate)];
            idle(&changes, &rows, whole).count()
        };
        assert_eq!(idle("a.rs", Fate::Unnoticed, true), 0);
        assert_eq!(idle("a.rs", Fate::Noticed, false), 1);
        assert_eq!(idle("b.rs", Fate::Unnoticed, false), 0);
        assert_eq!(idle("b.rs", Fate::Unnoticed, true), 1);
    }
}
