//! What was counted in one file, and what was not reached in it.

use std::collections::BTreeMap;

use crate::reasons::Finding;

/// The counts of one file.
#[derive(Default)]
pub(super) struct Counts {
    /// How often each line was run, by its number.
    pub(super) lines: BTreeMap<usize, u64>,
    /// How often each condition was true, and how often false.
    conditions: BTreeMap<Place, [u64; 2]>,
}

/// Where something begins and ends: lines and columns, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place {
    pub(super) begin: (usize, usize),
    pub(super) end: (usize, usize),
}

impl Counts {
    pub(super) fn add_condition(&mut self, place: Place, outcomes: [u64; 2]) {
        let sums = self.conditions.entry(place).or_default();
        for (sum, count) in sums.iter_mut().zip(outcomes) {
            *sum += count;
        }
    }

    /// Forgets what stands behind the first `lines` lines.
    pub(super) fn keep(&mut self, lines: usize) {
        self.lines.retain(|line, _| *line <= lines);
        self.conditions.retain(|place, _| place.begin.0 <= lines);
    }

    /// Lines that were reached, lines, outcomes of conditions that occurred,
    /// outcomes.
    pub(super) fn figures(&self) -> [usize; 4] {
        let lines = self.lines.values();
        let outcomes = self.conditions.values().flatten();
        [
            lines.clone().filter(|count| **count > 0).count(),
            lines.count(),
            outcomes.clone().filter(|count| **count > 0).count(),
            outcomes.count(),
        ]
    }

    /// What was not reached of `file`, whose text is `source`.
    pub(super) fn gaps(&self, file: &str, source: &str) -> Vec<Finding> {
        let text: Vec<&str> = source.lines().collect();
        let line = |number: usize| {
            text.get(number.wrapping_sub(1))
                .copied()
                .unwrap_or_default()
        };
        let gap = |number, what: &str| Finding::new(file, line(number).trim(), &[what]);
        let mut gaps = Vec::new();
        for (number, count) in &self.lines {
            if *count == 0 && line(*number).contains(char::is_alphanumeric) {
                gaps.push(gap(*number, "is not reached"));
            }
        }
        for (place, outcomes) in &self.conditions {
            let (number, _) = place.begin;
            let never = match outcomes {
                // Said of its line.
                [0, 0] if self.lines.get(&number) == Some(&0) => continue,
                [0, 0] => "is not asked",
                [0, _] => "is never true",
                [_, 0] => "is never false",
                _ => continue,
            };
            gaps.push(gap(number, &format!("`{}` {never}", place.of(&text))));
        }
        gaps
    }
}

impl Place {
    /// What stands there, on one line.
    fn of(self, lines: &[&str]) -> String {
        let (first, from) = self.begin;
        let (last, to) = self.end;
        let mut text = String::new();
        for number in first..=last {
            let line = lines
                .get(number.wrapping_sub(1))
                .copied()
                .unwrap_or_default();
            let to = if number == last { to } else { usize::MAX };
            let from = if number == first { from } else { 1 };
            // Columns count bytes.
            let bytes = line
                .bytes()
                .take(to.saturating_sub(1))
                .skip(from.saturating_sub(1));
            let bytes: Vec<u8> = bytes.collect();
            text.push(' ');
            text.push_str(String::from_utf8_lossy(&bytes).trim());
        }
        text.trim().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
if a || b {
    return;
}
match c {
    Some(d)
        if e => f(),
}
";

    fn place(begin: (usize, usize), end: (usize, usize)) -> Place {
        Place { begin, end }
    }

    #[test]
    fn what_was_not_reached_is_said_in_words_of_the_source() {
        let mut counts = Counts {
            lines: BTreeMap::from([(1, 9), (2, 0), (3, 0), (4, 9), (5, 9), (6, 9)]),
            ..Counts::default()
        };
        counts.add_condition(place((1, 4), (1, 5)), [3, 0]);
        counts.add_condition(place((1, 9), (1, 10)), [0, 0]);
        counts.add_condition(place((2, 5), (2, 11)), [0, 0]);
        counts.add_condition(place((5, 5), (6, 13)), [0, 9]);
        counts.add_condition(place((6, 12), (6, 13)), [2, 0]);
        counts.add_condition(place((6, 12), (6, 13)), [0, 7]);
        let gap = |line, what| Finding::new("a.rs", line, &[what]);
        assert_eq!(
            counts.gaps("a.rs", SOURCE),
            [
                gap("return;", "is not reached"),
                gap("if a || b {", "`a` is never false"),
                gap("if a || b {", "`b` is not asked"),
                gap("Some(d)", "`Some(d) if e` is never true"),
            ]
        );
        assert_eq!(counts.figures(), [4, 6, 4, 10]);
        counts.keep(2);
        assert_eq!(counts.figures(), [1, 2, 1, 6]);
    }
}
