//! All that settings are read from.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::file::{File, Value};
use crate::key::Key;
use crate::wrong::Wrong;

/// Names another file than the one beside the package's manifest.
pub(crate) const FILE_VARIABLE: &str = "DRS_STATUS_SETTINGS";

/// The file's name.
const FILE_NAME: &str = "drs-status.toml";

/// When an image was built, for builds that are the same twice:
/// <https://reproducible-builds.org/specs/source-date-epoch/>.
pub(crate) const DATE_VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// All that settings are read from.
pub(crate) struct Sources {
    /// The variables of our names, as far as they are set, and not to nothing.
    variables: BTreeMap<String, String>,
    pub(crate) file: File,
    /// Time since 1970.
    pub(crate) now: Duration,
}

impl Sources {
    /// Those of a build script of the package in this folder.
    pub(crate) fn of_build(package: &Path, wrong: &mut Vec<Wrong>) -> Self {
        let path = env::var_os(FILE_VARIABLE).filter(|path| !path.is_empty());
        let path = path.map_or_else(|| package.join(FILE_NAME), PathBuf::from);
        let now = match env::var(DATE_VARIABLE) {
            Ok(seconds) => seconds.parse().ok().map(Duration::from_secs),
            Err(_) => SystemTime::now().duration_since(UNIX_EPOCH).ok(),
        };
        if now.is_none() {
            let line = format!("{DATE_VARIABLE}: no number of seconds since 1970");
            wrong.push(Wrong::new(line));
        }
        let variable = |key: Key| Some((key.variable(), env::var_os(key.variable())?));
        Self::new(
            Key::all().filter_map(variable),
            &path,
            now.unwrap_or_default(),
            wrong,
        )
    }

    pub(crate) fn new(
        variables: impl IntoIterator<Item = (String, OsString)>,
        path: &Path,
        now: Duration,
        wrong: &mut Vec<Wrong>,
    ) -> Self {
        let mut set = BTreeMap::new();
        for (name, value) in variables {
            match value.into_string() {
                Ok(value) if value.is_empty() => {}
                Ok(value) => drop(set.insert(name, value)),
                Err(_) => wrong.push(Wrong::new(format!("{name} in the environment: not UTF-8"))),
            }
        }
        Self {
            variables: set,
            file: File::read(path, wrong),
            now,
        }
    }

    /// The file of authorities that is named. It is beside the file that names it,
    /// unless it is said in full.
    pub(crate) fn authorities(&self) -> Option<PathBuf> {
        let named = match (self.variable(Key::CA_FILE), self.file.get(Key::CA_FILE)) {
            (Some(path), _) => PathBuf::from(path),
            (None, Some((Value::Text(path), _))) => PathBuf::from(path),
            _ => return None,
        };
        Some(self.beside_file(&named))
    }

    pub(crate) fn beside_file(&self, path: &Path) -> PathBuf {
        let folder = self.file.path().parent().unwrap_or(Path::new(""));
        folder.join(path)
    }

    pub(crate) fn variable(&self, key: Key) -> Option<&str> {
        self.variables.get(&key.variable()).map(String::as_str)
    }
}
