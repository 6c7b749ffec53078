//! How many changes were tried in each file, and what became of them: a table
//! of the page.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use super::PAGE;
use super::change::{Change, Fate};
use crate::marked::Marked;
use crate::shell::Outcome;

const TABLE: Marked = Marked {
    file: PAGE,
    begin: "<!-- figures: written by `cargo xtask verify mutants` -->\n",
    end: "<!-- end of figures -->\n",
};

const HEAD: &str = "\
| file | changes | a test fails | the tests do not end | the bench fails | a test of 32 bits fails | nobody notices | does not compile |
|---|---|---|---|---|---|---|---|
";

/// The columns behind the number of all changes.
const FATES: [Fate; 6] = [
    Fate::Noticed,
    Fate::Endless,
    Fate::Slower,
    Fate::Narrow,
    Fate::Unnoticed,
    Fate::DoesNotBuild,
];

/// For each file how many changes had each of [`FATES`].
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Figures(BTreeMap<String, [usize; FATES.len()]>);

impl Figures {
    pub(super) fn of(changes: &[Change]) -> Self {
        let mut files = BTreeMap::new();
        for change in changes {
            let counts = files.entry(change.file.clone()).or_insert([0; FATES.len()]);
            for (count, fate) in counts.iter_mut().zip(FATES) {
                *count += usize::from(change.fate == fate);
            }
        }
        Self(files)
    }

    /// The files in which changes were tried.
    pub(super) fn files(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// Writes the table: anew after a run over the whole core, otherwise the
    /// rows of the files that were run.
    pub(super) fn store(self, whole: bool) -> Outcome {
        let page = fs::read_to_string(TABLE.file)?;
        let mut figures = Self::parse(TABLE.read(&page)?);
        if whole {
            figures.0.clear();
        }
        figures.0.extend(self.0);
        TABLE.write(&figures.table()?)
    }

    /// The rows of a table but for the last, which is their sum.
    fn parse(table: &str) -> Self {
        let row = |line: &str| {
            let (file, counts) = line.strip_prefix("| `")?.split_once("` | ")?;
            let counts = counts.trim_end_matches(" |").split(" | ").skip(1);
            let counts: Vec<usize> = counts.map_while(|count| count.parse().ok()).collect();
            Some((file.to_owned(), counts.try_into().ok()?))
        };
        Self(table.lines().filter_map(row).collect())
    }

    fn table(&self) -> Outcome<String> {
        let mut table = format!("\n{HEAD}");
        let mut sum = [0; FATES.len()];
        for (file, counts) in &self.0 {
            write_row(&mut table, &format!("`{file}`"), *counts)?;
            for (sum, count) in sum.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        write_row(&mut table, "all", sum)?;
        Ok(table)
    }
}

fn write_row(table: &mut String, name: &str, counts: [usize; FATES.len()]) -> Outcome {
    write!(table, "| {name} | {} |", counts.iter().sum::<usize>())?;
    for count in counts {
        write!(table, " {count} |")?;
    }
    writeln!(table)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::edit::Edit;
    use super::*;

    #[test]
    fn the_table_is_read_as_it_is_written() {
        let change = |file: &str, fate| Change {
            file: file.into(),
            what: "replace f with ()".into(),
            line: "g()".into(),
            edit: Edit::default(),
            fate,
        };
        let changes = [
            change("b.rs", Fate::Noticed),
            change("a.rs", Fate::Noticed),
            change("b.rs", Fate::Noticed),
            change("b.rs", Fate::Endless),
            change("a.rs", Fate::Unnoticed),
            change("a.rs", Fate::Slower),
            change("b.rs", Fate::Narrow),
            change("b.rs", Fate::Slower),
            change("b.rs", Fate::DoesNotBuild),
        ];
        let figures = Figures::of(&changes);
        let table = figures.table().unwrap_or_default();
        let rows = "| `a.rs` | 3 | 1 | 0 | 1 | 0 | 1 | 0 |\n\
                    | `b.rs` | 6 | 2 | 1 | 1 | 1 | 0 | 1 |\n\
                    | all | 9 | 3 | 1 | 2 | 1 | 1 | 1 |\n";
        assert_eq!(table, format!("\n{HEAD}{rows}"));
        assert_eq!(Figures::parse(&table), figures);
    }
}
