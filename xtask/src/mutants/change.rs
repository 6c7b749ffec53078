//! The changes that were tried, and what became of each.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::edit::Edit;
use crate::shell::{Failure, Outcome};

/// One change that was tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Change {
    pub(super) file: String,
    /// What is changed into what, and in which function.
    pub(super) what: String,
    /// The text of the line in which it begins.
    pub(super) line: String,
    pub(super) edit: Edit,
    pub(super) fate: Fate,
}

/// What became of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    /// A test failed.
    Noticed,
    /// The tests, or the compiler, did not come to an end.
    Endless,
    /// All tests passed, and the bench failed.
    Slower,
    /// The bench passed too, and a test failed where pointers have 32 bits.
    Narrow,
    /// Nothing failed.
    Unnoticed,
    DoesNotBuild,
}

/// All changes that cargo-mutants meant to try, if it tried them all; `dir` is
/// its report.
pub(super) fn read(dir: &Path) -> Outcome<Option<Vec<Change>>> {
    let Ok(planned) = fs::read_to_string(dir.join("mutants.json")) else {
        return Ok(None);
    };
    let planned: Vec<Value> = serde_json::from_str(&planned)?;
    let mut changes = Vec::new();
    for (file, fate) in [
        ("caught.txt", Fate::Noticed),
        ("missed.txt", Fate::Unnoticed),
        ("timeout.txt", Fate::Endless),
        ("unviable.txt", Fate::DoesNotBuild),
    ] {
        for name in fs::read_to_string(dir.join(file))?.lines() {
            let edit = planned.iter().find(|change| change["name"] == name);
            let change = edit
                .and_then(Edit::read)
                .and_then(|edit| {
                    Change::named(name, edit, fate, |file| fs::read_to_string(file).ok())
                })
                .ok_or_else(|| Failure::new(format!("not a change: {name}")))?;
            changes.push(change);
        }
    }
    Ok((changes.len() == planned.len()).then_some(changes))
}

impl Change {
    /// `core/src/a.rs:34:9: replace b with c in d`, as cargo-mutants names one.
    fn named(
        name: &str,
        edit: Edit,
        fate: Fate,
        read: impl Fn(&str) -> Option<String>,
    ) -> Option<Self> {
        let (place, what) = name.split_once(": ")?;
        let mut place = place.split(':');
        let file = place.next()?;
        let number: usize = place.next()?.parse().ok()?;
        let line = read(file)?.lines().nth(number.checked_sub(1)?)?.to_owned();
        Some(Self {
            file: file.into(),
            what: what.into(),
            line: line.trim().into(),
            edit,
            fate,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_known_by_its_line_and_not_by_the_number_of_it() {
        let name = "a.rs:2:9: replace S::len -> usize with 1";
        let source = |file: &str| (file == "a.rs").then(|| "one\n  two {\nthree".into());
        let change = Change::named(name, Edit::default(), Fate::Unnoticed, source);
        let expected = Change {
            file: "a.rs".into(),
            what: "replace S::len -> usize with 1".into(),
            line: "two {".into(),
            edit: Edit::default(),
            fate: Fate::Unnoticed,
        };
        assert_eq!(change, Some(expected));
        for name in ["a.rs:4:9: beyond", "b.rs:1:1: elsewhere", "a.rs:1:1"] {
            let change = Change::named(name, Edit::default(), Fate::Noticed, source);
            assert_eq!(change, None, "{name}");
        }
    }
}
