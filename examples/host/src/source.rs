//! A text that was given, and where: what is told of a setting is where it
//! stands, and of a secret nothing else.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use drs_status_core::MAX_TOKEN_LEN;
use zeroize::Zeroizing;

use crate::failure::Failure;

/// Where a setting stood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Source {
    /// An argument, such as `--endpoint`.
    Argument(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// A file that holds it alone.
    File(PathBuf),
    /// A value in a file that holds others.
    Entry { file: PathBuf, path: String },
    /// It follows from others.
    Derived(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument(name) | Self::Variable(name) => f.write_str(name),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Entry { file, path } => write!(f, "{}, {path}", file.display()),
            Self::Derived(from) => f.write_str(from),
        }
    }
}

/// A text and where it stood. Any may be a secret: it is wiped when dropped, and
/// not `Debug`, so that nothing shows it.
pub(crate) struct Sourced {
    text: Zeroizing<String>,
    source: Source,
}

impl Sourced {
    pub(crate) fn new(text: String, source: Source) -> Self {
        Self {
            text: Zeroizing::new(text),
            source,
        }
    }

    /// What the argument `name` says, if it was given.
    pub(crate) fn argument(name: &'static str, text: Option<&String>) -> Option<Self> {
        text.map(|text| Self::new(text.clone(), Source::Argument(name)))
    }

    /// Reads the file that holds nothing but `what`, on one line.
    pub(crate) fn read_file(path: &Path, what: &str) -> Result<Self, Failure> {
        /// A token that fits, a line end, and a byte that shows that it does not.
        const LIMIT: usize = MAX_TOKEN_LEN + 3;
        let shown = path.display().to_string();
        let failed = |error| Failure::reading(&shown, &error);
        let file = File::open(path).map_err(failed)?;
        // With all its room from the start: a buffer that grows leaves copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(LIMIT + 1));
        file.take(LIMIT as u64)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match std::str::from_utf8(line) {
            Ok(text) if line.len() <= MAX_TOKEN_LEN => {
                Ok(Self::new(text.to_owned(), Source::File(path.to_owned())))
            }
            _ => Err(Failure::usage(
                format!(
                    "{shown} holds no {what}: it is longer than {MAX_TOKEN_LEN} bytes or is not text"
                ),
                format!("put the {what} there, alone on one line"),
            )),
        }
    }

    /// The text itself. Where it is a secret, it is for a header, a signature or
    /// a login, and nothing else.
    pub(crate) fn expose(&self) -> &str {
        &self.text
    }

    /// Where it stood.
    pub(crate) const fn source(&self) -> &Source {
        &self.source
    }
}
