//! The token: from a file or the environment, never from an argument, where
//! every user of the machine could read it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use drs_status_core::{MAX_TOKEN_LEN, Token};
use zeroize::Zeroizing;

use crate::environment::{TOKEN, first_of};
use crate::failure::Failure;

/// The text of a token and where it stood. Wiped when dropped; it is not
/// `Debug`, so that nothing shows it.
pub(crate) struct TokenText {
    text: Zeroizing<String>,
    source: String,
}

impl TokenText {
    /// Reads the token in `file`, or else in the environment.
    pub(crate) fn read(file: Option<&Path>) -> Result<Self, Failure> {
        if let Some(path) = file {
            return Self::read_file(path);
        }
        match first_of(TOKEN)? {
            Some((name, value)) => Ok(Self::from_text(value, name)),
            None => Err(Failure::usage(
                "there is no token",
                format!("set {}, or name a file by --token-file", TOKEN.join(" or ")),
            )),
        }
    }

    /// A token that is known already.
    pub(crate) fn from_text(text: String, source: impl Into<String>) -> Self {
        Self {
            text: Zeroizing::new(text),
            source: source.into(),
        }
    }

    /// The token, checked.
    pub(crate) fn token(&self) -> Result<Token<'_>, Failure> {
        Token::new(&self.text).map_err(|error| {
            Failure::usage(
                format!("{}: {error}", self.source),
                "put the token there, alone on one line",
            )
        })
    }

    fn read_file(path: &Path) -> Result<Self, Failure> {
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
            Ok(text) if line.len() <= MAX_TOKEN_LEN => Ok(Self::from_text(text.to_owned(), source)),
            _ => Err(Failure::usage(
                format!(
                    "{source} holds no token: it is longer than {MAX_TOKEN_LEN} bytes or is not text"
                ),
                "put the token there, alone on one line",
            )),
        }
    }
}
