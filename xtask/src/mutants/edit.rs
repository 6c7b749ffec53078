//! What a change replaces, and by what.

use serde_json::Value;

/// A part of a file, and what takes its place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Edit {
    start: Place,
    end: Place,
    replacement: String,
}

/// A line and a column in characters, both counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Place {
    line: usize,
    column: usize,
}

impl Edit {
    /// As cargo-mutants plans one.
    pub(super) fn read(change: &Value) -> Option<Self> {
        let place = |name: &str| {
            let place = &change["span"][name];
            let number = |name: &str| usize::try_from(place[name].as_u64()?).ok();
            Some(Place {
                line: number("line")?,
                column: number("column")?,
            })
        };
        Some(Self {
            start: place("start")?,
            end: place("end")?,
            replacement: change["replacement"].as_str()?.into(),
        })
    }

    /// The text with the change in it, if it has such a part.
    pub(super) fn of(&self, text: &str) -> Option<String> {
        let before = text.get(..self.start.within(text)?)?;
        let behind = text.get(self.end.within(text)?..)?;
        // A space on each side, as cargo-mutants has a comment: no word becomes
        // part of another.
        Some(format!("{before} {} {behind}", self.replacement))
    }
}

impl Place {
    /// How many bytes of `text` stand before it.
    fn within(self, text: &str) -> Option<usize> {
        let mut lines = text.split_inclusive('\n');
        let mut at = 0;
        for _ in 1..self.line {
            at += lines.next()?.len();
        }
        let line = lines.next()?;
        let mut places = line.char_indices().map(|(place, _)| place);
        let column = self.column.checked_sub(1)?;
        Some(at + places.nth(column)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TEXT: &str = "fn f() {\n    é || g()\n}\n";

    fn edit(start: [u32; 2], end: [u32; 2], replacement: &str) -> Option<String> {
        let place = |[line, column]: [u32; 2]| json!({ "line": line, "column": column });
        let change = json!({
            "span": { "start": place(start), "end": place(end) },
            "replacement": replacement,
        });
        Edit::read(&change)?.of(TEXT)
    }

    #[test]
    fn a_part_is_replaced_and_nothing_else() {
        for (start, end, replacement, expected) in [
            ([2, 7], [2, 9], "&&", Some("fn f() {\n    é  &&  g()\n}\n")),
            ([1, 8], [3, 2], "", Some("fn f()   \n")),
            ([2, 7], [9, 1], "&&", None),
            ([2, 7], [2, 99], "&&", None),
            ([0, 0], [2, 9], "&&", None),
        ] {
            let changed = edit(start, end, replacement);
            assert_eq!(changed.as_deref(), expected, "{start:?} to {end:?}");
        }
        assert_eq!(Edit::read(&json!({ "replacement": "" })), None);
    }
}
