//! Job ids and project ids: checked once, then borrowed.

use core::fmt;

/// Bytes in a job id: `8-4-4-4-12` and its four dashes.
pub const JOB_ID_LEN: usize = 36;

/// Longest project id that is accepted, in bytes.
pub const MAX_PROJECT_ID_LEN: usize = 64;

/// The id of a replication job, borrowed from wherever it stands.
///
/// Thirty-six bytes, `8-4-4-4-12` between dashes, ASCII letters and digits. It
/// looks like a UUID and is none: the service overwrites the tail
/// (`…fjb21`, `…jb101`), so letters beyond `f` are usual.
///
/// Source: API reference, *Querying Task Statuses in Batches*, its examples.
///
/// One pointer wide, so a list of ids may stay in flash.
///
/// ```
/// use drs_status_core::JobId;
///
/// const JOBS: [JobId; 2] = JobId::list([
///     "9a470239-2308-4bb5-a6bc-1040402fjb21",
///     "dc67695a-ee3e-49b8-a022-a099bd81jb21",
/// ]);
/// assert_eq!(JOBS[0].as_str(), "9a470239-2308-4bb5-a6bc-1040402fjb21");
/// assert!(JobId::new("9a470239").is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId<'a>(&'a [u8; JOB_ID_LEN]);

impl<'a> JobId<'a> {
    /// Checks `text`.
    ///
    /// # Errors
    ///
    /// [`NameError`] says what is wrong and at which byte.
    pub const fn new(text: &'a str) -> Result<Self, NameError> {
        match Self::check(text.as_bytes()) {
            Ok(bytes) => Ok(Self(bytes)),
            Err(error) => Err(error),
        }
    }

    /// An id that is known when the program is compiled.
    ///
    /// In a `const` a bad id is a compile error, which is what this is for.
    ///
    /// ```compile_fail,E0080
    /// use drs_status_core::JobId;
    /// const JOB: JobId = JobId::literal("9a470239-2308-4bb5-a6bc-1040402fjb2");
    /// ```
    ///
    /// # Panics
    ///
    /// When called at run time with a bad id: use [`JobId::new`] there.
    #[must_use]
    pub const fn literal(text: &'a str) -> Self {
        match Self::new(text) {
            Ok(id) => id,
            Err(error) => error.panic(),
        }
    }

    /// Like [`JobId::literal`] for a whole list, in which each id stands once.
    ///
    /// ```compile_fail,E0080
    /// use drs_status_core::JobId;
    /// const JOBS: [JobId; 1] = JobId::list(["9a470239-2308-4bb5-a6bc-1040402fjb2!"]);
    /// ```
    ///
    /// ```compile_fail,E0080
    /// use drs_status_core::JobId;
    /// const JOBS: [JobId; 2] = JobId::list([
    ///     "9a470239-2308-4bb5-a6bc-1040402fjb21",
    ///     "9a470239-2308-4bb5-a6bc-1040402fjb21",
    /// ]);
    /// ```
    ///
    /// Each pair of ids is compared: it is meant for lists of hundreds. To one
    /// of two thousand the compiler's lint `long_running_const_eval` objects.
    ///
    /// # Panics
    ///
    /// When called at run time with a bad id or the same one twice: use
    /// [`JobId::new`] there.
    #[must_use]
    pub const fn list<const N: usize>(texts: [&'a str; N]) -> [Self; N] {
        // A valid id to start from: const code cannot map an array.
        let mut ids = [Self(b"00000000-0000-0000-0000-000000000000"); N];
        let mut starts = [0; N];
        let mut next = 0;
        while next < N {
            ids[next] = Self::literal(texts[next]);
            starts[next] = ids[next].start();
            let mut earlier = 0;
            while earlier < next {
                // Most differ in their first bytes, which are compared at once.
                let is_twice = starts[earlier] == starts[next] && ids[earlier].ends_as(ids[next]);
                assert!(!is_twice, "the list has an id twice");
                earlier += 1;
            }
            next += 1;
        }
        ids
    }

    /// The first eight bytes.
    const fn start(self) -> u64 {
        let id = self.0;
        u64::from_ne_bytes([id[0], id[1], id[2], id[3], id[4], id[5], id[6], id[7]])
    }

    /// Whether the bytes behind those are the same.
    const fn ends_as(self, other: Self) -> bool {
        let mut at = size_of::<u64>();
        while at < JOB_ID_LEN {
            if self.0[at] != other.0[at] {
                return false;
            }
            at += 1;
        }
        true
    }

    /// The id as it goes over the wire.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        // Holds by construction; an empty string is never seen.
        core::str::from_utf8(self.0).unwrap_or_default()
    }

    /// The id's bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &'a [u8; JOB_ID_LEN] {
        self.0
    }

    const fn check(bytes: &'a [u8]) -> Result<&'a [u8; JOB_ID_LEN], NameError> {
        let Some((id, [])) = bytes.split_first_chunk::<JOB_ID_LEN>() else {
            return Err(NameError::Length {
                needed: JOB_ID_LEN,
                found: bytes.len(),
            });
        };
        let mut at = 0;
        while at < JOB_ID_LEN {
            let fits = match at {
                8 | 13 | 18 | 23 => id[at] == b'-',
                _ => id[at].is_ascii_alphanumeric(),
            };
            if !fits {
                return Err(NameError::Byte { at });
            }
            at += 1;
        }
        Ok(id)
    }
}

impl AsRef<str> for JobId<'_> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for JobId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JobId({})", self.as_str())
    }
}

impl fmt::Display for JobId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for JobId<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "{=str}", self.as_str());
    }
}

/// The id of the tenant's project in one region; part of the path.
///
/// Every published one is 32 hexadecimal digits, but no document says that it
/// must be: anything that is safe in a path segment is taken, which is 1 to
/// [`MAX_PROJECT_ID_LEN`] ASCII letters, digits, `-` and `_`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct ProjectId<'a>(&'a str);

impl<'a> ProjectId<'a> {
    /// Checks `text`.
    ///
    /// # Errors
    ///
    /// [`NameError`] says what is wrong and at which byte.
    pub const fn new(text: &'a str) -> Result<Self, NameError> {
        match Self::check(text.as_bytes()) {
            Ok(()) => Ok(Self(text)),
            Err(error) => Err(error),
        }
    }

    /// A project id that is known when the program is compiled.
    ///
    /// ```compile_fail,E0080
    /// use drs_status_core::ProjectId;
    /// const PROJECT: ProjectId = ProjectId::literal("../admin");
    /// ```
    ///
    /// # Panics
    ///
    /// When called at run time with a bad id: use [`ProjectId::new`] there.
    #[must_use]
    pub const fn literal(text: &'a str) -> Self {
        match Self::new(text) {
            Ok(id) => id,
            Err(error) => error.panic(),
        }
    }

    /// The id as it stands in the path.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.0
    }

    const fn check(bytes: &[u8]) -> Result<(), NameError> {
        if bytes.is_empty() || bytes.len() > MAX_PROJECT_ID_LEN {
            return Err(NameError::Length {
                needed: if bytes.is_empty() {
                    1
                } else {
                    MAX_PROJECT_ID_LEN
                },
                found: bytes.len(),
            });
        }
        let mut at = 0;
        while at < bytes.len() {
            if !matches!(bytes[at], b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_') {
                return Err(NameError::Byte { at });
            }
            at += 1;
        }
        Ok(())
    }
}

impl fmt::Display for ProjectId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// Why a [`JobId`] or [`ProjectId`] was not accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum NameError {
    /// It is too short or too long.
    Length {
        /// The length in bytes that is allowed next to the one found.
        needed: usize,
        /// The length in bytes that was found.
        found: usize,
    },
    /// A byte stands where it may not.
    Byte {
        /// Its offset in the name.
        at: usize,
    },
}

impl NameError {
    #[expect(clippy::panic, reason = "a constant that is wrong must not compile")]
    const fn panic(self) -> ! {
        match self {
            Self::Length { .. } => panic!("the id has a wrong length"),
            Self::Byte { .. } => panic!("the id has a character where it may not stand"),
        }
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { needed, found } => {
                write!(f, "{found} bytes long where {needed} are allowed")
            }
            Self::Byte { at } => write!(f, "a character that may not stand at byte {at}"),
        }
    }
}

impl core::error::Error for NameError {}
