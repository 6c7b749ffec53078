//! What LLVM counted, file by file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::reasons::Finding;
use crate::shell::{Failure, Outcome};

use super::counts::{Counts, Place};

/// The counts of the core, by file; what is there for tests only is left out.
pub(super) struct Report {
    files: BTreeMap<String, Counts>,
}

impl Report {
    /// Reads both exports of llvm-cov: only the one for lcov has lines, only
    /// the other one says where a condition stands. Paths become relative to
    /// `root`.
    pub(super) fn read(root: &Path, lcov: &str, json: &str) -> Outcome<Self> {
        let mut files = lines(lcov)?;
        add_conditions(&mut files, json)?;
        let mut report = Self {
            files: BTreeMap::new(),
        };
        for (path, mut counts) in files {
            let file = Path::new(&path).strip_prefix(root)?.display().to_string();
            if !file.ends_with("/tests.rs") {
                counts.keep(code(&fs::read_to_string(&path)?));
                report.files.insert(file, counts);
            }
        }
        Ok(report)
    }

    /// Prints how many lines and conditions were reached in each file and in
    /// all.
    pub(super) fn print(&self) -> Outcome {
        println!(
            "\n{:38} {:>13} {:>13}",
            "reached, of all", "lines", "outcomes"
        );
        let mut sum = [0; 4];
        for (file, counts) in &self.files {
            let figures = counts.figures();
            print_row(file, figures);
            for (sum, figure) in sum.iter_mut().zip(figures) {
                *sum += figure;
            }
        }
        print_row("all", sum);
        // Nothing counted is nothing shown.
        if sum.contains(&0) {
            return Err(Failure::new("llvm-cov reports no lines or no conditions"));
        }
        Ok(())
    }

    /// All that was not reached.
    pub(super) fn gaps(&self) -> Outcome<Vec<Finding>> {
        let mut gaps = Vec::new();
        for (file, counts) in &self.files {
            gaps.extend(counts.gaps(file, &fs::read_to_string(file)?));
        }
        Ok(gaps)
    }
}

fn print_row(name: &str, [lines, all_lines, outcomes, all_outcomes]: [usize; 4]) {
    println!("{name:38} {lines:>5} of {all_lines:>4} {outcomes:>5} of {all_outcomes:>4}");
}

/// How many lines of `source` stand before its tests.
fn code(source: &str) -> usize {
    let mut lines = source.lines();
    let before_tests = |line: &str| line != "mod tests {";
    lines.by_ref().take_while(|line| before_tests(line)).count()
}

/// How often each line was run, of `SF:` file and `DA:` line, count.
fn lines(lcov: &str) -> Outcome<BTreeMap<String, Counts>> {
    let mut files: BTreeMap<String, Counts> = BTreeMap::new();
    let mut file = "";
    for record in lcov.lines() {
        if let Some(path) = record.strip_prefix("SF:") {
            file = path;
        } else if let Some((line, count)) = record
            .strip_prefix("DA:")
            .and_then(|record| record.split_once(','))
        {
            let counts = files.entry(file.into()).or_default();
            counts.lines.insert(line.parse()?, count.parse()?);
        }
    }
    Ok(files)
}

#[derive(Deserialize)]
struct Export {
    data: Vec<Data>,
}

#[derive(Deserialize)]
struct Data {
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    filename: String,
    branches: Vec<Branch>,
}

/// Where a condition begins and ends, as line and column each; how often it was
/// true and how often false; and what does not matter here. A generic function
/// has one for each of its instances.
type Branch = (usize, usize, usize, usize, u64, u64, u64, u64, u64);

fn add_conditions(files: &mut BTreeMap<String, Counts>, json: &str) -> Outcome {
    let export: Export = serde_json::from_str(json)?;
    for file in export.data.into_iter().flat_map(|data| data.files) {
        let counts = files.entry(file.filename).or_default();
        for (line, column, end_line, end_column, yes, no, ..) in file.branches {
            let place = Place {
                begin: (line, column),
                end: (end_line, end_column),
            };
            counts.add_condition(place, [yes, no]);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_no_code() {
        assert_eq!(code("a\nb\nc\n"), 3);
        assert_eq!(code("a\n#[cfg(test)]\nmod tests {\nb\n}\n"), 2);
    }

    #[test]
    fn both_exports_are_read_and_instances_added_up() {
        let lcov = "SF:/a.rs\nFN:1,f\nDA:1,7\nDA:2,0\nend_of_record\nSF:/b.rs\nDA:1,3\n";
        let json = r#"{"data": [{"files": [{"filename": "/a.rs", "branches": [
            [1, 4, 1, 9, 5, 0, 0, 0, 4],
            [1, 4, 1, 9, 2, 1, 0, 0, 4]
        ]}]}]}"#;
        let read = || {
            let mut files = lines(lcov)?;
            add_conditions(&mut files, json)?;
            Ok::<_, Failure>(files)
        };
        let files = read().unwrap_or_default();
        assert_eq!(files.len(), 2);
        let counts = &files["/a.rs"];
        assert_eq!(counts.lines, BTreeMap::from([(1, 7), (2, 0)]));
        assert_eq!(counts.figures(), [1, 2, 2, 2]);
        assert_eq!(files["/b.rs"].figures(), [1, 1, 0, 0]);
    }
}
