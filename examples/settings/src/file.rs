//! The file that git ignores.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use crate::key::Key;
use crate::place::Place;
use crate::wrong::Wrong;

/// The file, read.
pub(crate) struct File {
    path: PathBuf,
    is_there: bool,
    values: BTreeMap<String, (Value, usize)>,
}

/// What stands in it for a key.
pub(crate) enum Value {
    Text(String),
    List(Vec<String>),
    /// Neither of these.
    Other,
}

impl File {
    /// Reads it. One that is not there has nothing in it.
    pub(crate) fn read(path: &Path, wrong: &mut Vec<Wrong>) -> Self {
        let mut file = Self {
            path: path.to_owned(),
            is_there: true,
            values: BTreeMap::new(),
        };
        match std::fs::read_to_string(path) {
            Ok(text) => file.parse(&text, wrong),
            Err(error) if error.kind() == io::ErrorKind::NotFound => file.is_there = false,
            Err(error) => wrong.push(Wrong::new(format!("{}: {error}", path.display()))),
        }
        file
    }

    /// The parser's own words for an error would repeat the line, a secret perhaps.
    fn parse(&mut self, text: &str, wrong: &mut Vec<Wrong>) {
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                let line = error.span().map_or(1, |span| line_of(text, span.start));
                let place = Place::File(self.path.clone(), line);
                wrong.push(Wrong::new(format!("{place}: {}", error.message())));
                return;
            }
        };
        for (name, value) in table {
            let line = line_of(text, name.span().start);
            let name = name.into_inner().into_owned();
            if !Key::all().any(|key| key.name() == name) {
                let place = Place::File(self.path.clone(), line);
                let name = name.escape_debug();
                wrong.push(Wrong::new(format!("`{name}` ({place}): no such setting")));
                continue;
            }
            let value = Value::of(value.into_inner());
            self.values.insert(name, (value, line));
        }
    }

    pub(crate) fn get(&self, key: Key) -> Option<(&Value, Place)> {
        let (value, line) = self.values.get(key.name())?;
        Some((value, Place::File(self.path.clone(), *line)))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) const fn is_there(&self) -> bool {
        self.is_there
    }

    /// Whether there is a secret in it.
    pub(crate) fn has_secret(&self) -> bool {
        Key::all().any(|key| key.is_secret() && self.values.contains_key(key.name()))
    }
}

impl Value {
    fn of(value: DeValue<'_>) -> Self {
        match value {
            DeValue::String(text) => Self::Text(text.into_owned()),
            DeValue::Array(items) => {
                let mut list = Vec::new();
                for item in items {
                    let DeValue::String(text) = item.into_inner() else {
                        return Self::Other;
                    };
                    list.push(text.into_owned());
                }
                Self::List(list)
            }
            _ => Self::Other,
        }
    }
}

/// The line of that byte, counted from 1.
fn line_of(text: &str, at: usize) -> usize {
    1 + text.get(..at).unwrap_or_default().matches('\n').count()
}
