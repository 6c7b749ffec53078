//! A secret and where it stood: in a file or the environment, never in an
//! argument, where every user of the machine could read it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use drs_status_core::MAX_TOKEN_LEN;
use zeroize::Zeroizing;

use crate::failure::Failure;

/// The text of a secret and where it stood. Wiped when dropped; it is not
/// `Debug`, so that nothing shows it.
pub(crate) struct SecretText {
    text: Zeroizing<String>,
    source: String,
}

impl SecretText {
    /// A secret that is known already.
    pub(crate) fn new(text: String, source: impl Into<String>) -> Self {
        Self {
            text: Zeroizing::new(text),
            source: source.into(),
        }
    }

    /// Reads the file that holds nothing but `what`, on one line.
    pub(crate) fn read_file(path: &Path, what: &str) -> Result<Self, Failure> {
        /// A token that fits, a line end, and a byte that shows that it does not.
        const LIMIT: usize = MAX_TOKEN_LEN + 3;
        let source = path.display().to_string();
        let failed = |error| Failure::reading(&source, &error);
        let file = File::open(path).map_err(failed)?;
        // With all its room from the start: a buffer that grows leaves copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(LIMIT + 1));
        file.take(LIMIT as u64)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match std::str::from_utf8(line) {
            Ok(text) if line.len() <= MAX_TOKEN_LEN => Ok(Self::new(text.to_owned(), source)),
            _ => Err(Failure::usage(
                format!(
                    "{source} holds no {what}: it is longer than {MAX_TOKEN_LEN} bytes or is not text"
                ),
                format!("put the {what} there, alone on one line"),
            )),
        }
    }

    /// The secret itself, for its header or for a signature and nothing else.
    pub(super) fn expose(&self) -> &str {
        &self.text
    }

    /// Where it stood: a file, or the name of a variable.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }
}
