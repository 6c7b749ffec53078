//! A second look at what the tests do not notice: by the bench, and by the same
//! tests where pointers have 32 bits.
//!
//! A change that only keeps a short way from being taken is one that the bench is
//! for; and where pointers have 32 bits, the decoder goes other ways.

use std::fs;
use std::path::{Path, PathBuf};

use super::change::{Change, Fate};
use super::{BUILD_TIME_LIMIT, TESTS};
use crate::bench;
use crate::shell::{Failure, Outcome, Program, target_dir};
use crate::{sources, tools};

/// Its programs run on this machine, and need no library of it.
const NARROW: &str = "i686-unknown-linux-musl";

/// Seconds after which the tests are said to run without end there. They take four,
/// and more on a machine that has other work.
const TIME_LIMIT: &str = "120";

/// A copy of the sources, to be changed.
pub(super) struct Copy {
    root: PathBuf,
}

impl Copy {
    /// A copy of what is here now.
    pub(super) fn here() -> Outcome<Self> {
        let root = target_dir("mutants-second");
        if root.exists() {
            fs::remove_dir_all(&root)?;
        }
        sources::copy(Path::new("."), &root)?;
        Ok(Self { root })
    }

    /// Looks at all that went unnoticed. Nothing may be wrong with the sources as they
    /// are, before and after: what is missing here, or full, is not taken for a change
    /// that is noticed.
    pub(super) fn look(&self, changes: &mut [Change]) -> Outcome {
        let mut unnoticed: Vec<&mut Change> = changes
            .iter_mut()
            .filter(|change| change.fate == Fate::Unnoticed)
            .collect();
        if unnoticed.is_empty() {
            return Ok(());
        }
        self.expect_nothing()?;
        for change in &mut unnoticed {
            let path = self.root.join(&change.file);
            let text = fs::read_to_string(&path)?;
            let with_it = change.edit.of(&text);
            let with_it =
                with_it.ok_or_else(|| Failure::new(format!("no such part: {}", change.what)))?;
            fs::write(&path, with_it)?;
            let (fate, why) = self.fate();
            fs::write(&path, text)?;
            println!("{}: {}: {why}", change.file, change.what);
            change.fate = fate;
        }
        self.expect_nothing()
    }

    fn expect_nothing(&self) -> Outcome {
        bench::judge(&self.root)?;
        tests(&self.root)
    }

    /// What notices the change that was made, and what it says.
    fn fate(&self) -> (Fate, String) {
        if let Err(failure) = bench::judge(&self.root) {
            return (Fate::Slower, failure.to_string());
        }
        match tests(&self.root) {
            Err(failure) => (Fate::Narrow, failure.to_string()),
            Ok(()) => (Fate::Unnoticed, "nothing notices".into()),
        }
    }
}

/// The tests of the sources in `root`, where pointers have 32 bits.
fn tests(root: &Path) -> Outcome {
    tools::targets(&[NARROW])?;
    let program = |limit| {
        Program::new("timeout")
            .arg(limit)
            .args("cargo test --locked")
            .args(TESTS)
            .args("--lib --test spec --target")
            .arg(NARROW)
            .arg("--manifest-path")
            .arg(root.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(target_dir("mutants-narrow"))
            // What Rust brings with it: a C compiler for this target may not be here.
            .env("CARGO_TARGET_I686_UNKNOWN_LINUX_MUSL_LINKER", "rust-lld")
            .env(
                "CARGO_TARGET_I686_UNKNOWN_LINUX_MUSL_RUSTFLAGS",
                "-Clink-self-contained=yes",
            )
    };
    program(BUILD_TIME_LIMIT).arg("--no-run").run()?;
    program(TIME_LIMIT).run()
}
