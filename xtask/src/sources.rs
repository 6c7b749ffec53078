//! Copies of the sources, for chores that change them.

use std::fs;
use std::path::Path;

use crate::shell::Outcome;

/// What is built, what git keeps, and what is a person's own.
const LEFT_OUT: [&str; 4] = ["target", ".git", "node_modules", "drs-status.toml"];

/// The settings that are nobody's.
const EXAMPLE: &str = "example/drs-status.toml";

/// Copies all that is in a directory, but for what is not sources.
pub(crate) fn copy(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        let is_left_out = LEFT_OUT.iter().any(|one| name == *one);
        if is_left_out && !path.ends_with(EXAMPLE) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            fs::copy(path, to.join(name))?;
        }
    }
    Ok(())
}
