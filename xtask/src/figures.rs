//! Instructions and bytes by name, and the files of those that CI holds us to.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use crate::shell::{Failure, Outcome};

/// A file of figures that CI holds us to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) file: &'static str,
    /// What stands above them: what they are.
    pub(crate) head: &'static str,
    /// The chore that writes it, with `--accept`.
    pub(crate) chore: &'static str,
    /// A figure may grow by one part in so many: [`TOLERANCE`] where nothing but
    /// another version of a dependency or of the C library moves it.
    pub(crate) tolerance: u64,
}

/// One percent.
pub(crate) const TOLERANCE: u64 = 100;

/// What was counted.
#[derive(PartialEq, Debug, Default)]
pub(crate) struct Figures {
    raw: BTreeMap<String, u64>,
    shown: BTreeMap<String, String>,
}

impl Figures {
    /// Adds a call and prints it. One without an instruction is none.
    #[allow(
        clippy::cast_precision_loss,
        reason = "a call has far below 2^52 instructions"
    )]
    pub(crate) fn count(&mut self, name: &str, instructions: u64, bytes: u32) -> Outcome {
        if instructions == 0 || bytes == 0 {
            return Err(Failure::new(format!("{name} took no instruction")));
        }
        let a_byte = instructions as f64 / f64::from(bytes);
        println!("{name}: {instructions} instructions, {a_byte:.2} a byte");
        self.raw.insert(name.into(), instructions);
        self.shown.insert(name.into(), format!("{a_byte:.2}"));
        Ok(())
    }

    /// Adds what something weighs in bytes, and prints it.
    pub(crate) fn weigh(&mut self, name: &str, bytes: u64) {
        println!("{name}: {bytes} bytes");
        self.raw.insert(name.into(), bytes);
        self.shown.insert(name.into(), bytes.to_string());
    }

    /// Adds what takes so many instructions, and prints it.
    pub(crate) fn tally(&mut self, name: &str, instructions: u64) {
        println!("{name}: {instructions} instructions");
        self.raw.insert(name.into(), instructions);
        self.shown.insert(name.into(), instructions.to_string());
    }

    /// As a table shows it: instructions for each byte of the payload, or bytes.
    pub(crate) fn shown(&self, name: &str) -> Outcome<&str> {
        let figure = self.shown.get(name).map(String::as_str);
        figure.ok_or_else(|| Failure::new(format!("there is no case {name}")))
    }

    /// Those whose names begin with `prefix`.
    pub(crate) fn only(mut self, prefix: &str) -> Self {
        self.raw.retain(|name, _| name.starts_with(prefix));
        self.shown.retain(|name, _| name.starts_with(prefix));
        self
    }

    pub(crate) fn load(held: &Held) -> Outcome<Self> {
        Self::parse(held.file, &fs::read_to_string(held.file)?)
    }

    pub(crate) fn store(&self, held: &Held) -> Outcome {
        let mut text = held.head.to_owned();
        for (name, instructions) in &self.raw {
            writeln!(text, "{name} {instructions}")?;
        }
        Ok(fs::write(held.file, text)?)
    }

    fn parse(file: &str, text: &str) -> Outcome<Self> {
        let mut figures = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (name, instructions) = line
                .split_once(' ')
                .ok_or_else(|| Failure::new(format!("{file}: not a figure: {line}")))?;
            let instructions = instructions.parse()?;
            figures.raw.insert(name.into(), instructions);
        }
        Ok(figures)
    }

    /// Fails where a figure has grown since those that are `held`, and where one of
    /// them has no other to be compared with.
    pub(crate) fn hold(&self, held: &Held) -> Outcome {
        self.compare_with(&Self::load(held)?, held)
    }

    /// The same, as far as it has been counted: not all figures need be there.
    pub(crate) fn hold_so_far(&self, held: &Held) -> Outcome {
        self.compare_so_far_with(Self::load(held)?, held)
    }

    fn compare_so_far_with(&self, mut before: Self, held: &Held) -> Outcome {
        before.raw.retain(|name, _| self.raw.contains_key(name));
        self.compare_with(&before, held)
    }

    fn compare_with(&self, before: &Self, held: &Held) -> Outcome {
        let mut wrong = Vec::new();
        for (name, &old) in &before.raw {
            match self.raw.get(name) {
                None => wrong.push(format!("{name} is counted no more")),
                Some(&new) if new > old + old / held.tolerance => {
                    wrong.push(format!("{name} is {new}, {old} before"));
                }
                Some(&new) if new + new / held.tolerance < old => println!(
                    "{name} is {new}, {old} before: `cargo xtask {} --accept` keeps it so",
                    held.chore
                ),
                Some(_) => {}
            }
        }
        for name in self.raw.keys() {
            if !before.raw.contains_key(name) {
                wrong.push(format!("{name} is not in {}", held.file));
            }
        }
        if wrong.is_empty() {
            return Ok(());
        }
        Err(Failure::new(wrong.join("; ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELD: Held = Held {
        file: "figures.txt",
        head: "",
        chore: "count",
        tolerance: TOLERANCE,
    };

    fn judge(now: &str, before: &str) -> Result<(), String> {
        let parse = |text| Figures::parse(HELD.file, text);
        let outcome = parse(now).and_then(|now| now.compare_with(&parse(before)?, &HELD));
        outcome.map_err(|failure| failure.to_string())
    }

    #[test]
    fn one_percent_is_tolerated_and_no_more() {
        for (now, expected) in [
            ("a 5000", Ok(())),
            ("a 10000", Ok(())),
            ("a 10100", Ok(())),
            ("a 10101", Err("a is 10101, 10000 before")),
        ] {
            assert_eq!(
                judge(now, "# what it is\na 10000"),
                expected.map_err(Into::into),
                "{now}"
            );
        }
    }

    #[test]
    fn what_is_not_yet_counted_may_be_missing() {
        let before = "a 1\nb 1";
        for (now, expected) in [("a 1", Ok(())), ("b 2", Err("b is 2, 1 before"))] {
            let parse = |text| Figures::parse(HELD.file, text);
            let outcome = parse(now).and_then(|now| now.compare_so_far_with(parse(before)?, &HELD));
            let outcome = outcome.map_err(|failure| failure.to_string());
            assert_eq!(outcome, expected.map_err(Into::into), "{now}");
        }
    }

    #[test]
    fn what_cannot_be_compared_is_named() {
        for (now, before, expected) in [
            ("a 1", "a 1\nb 1", "b is counted no more"),
            ("a 1\nb 1", "a 1", "b is not in figures.txt"),
            ("a 1", "a", "figures.txt: not a figure: a"),
        ] {
            assert_eq!(judge(now, before), Err(expected.into()));
        }
    }
}
