//! Takes settings from the first place that has them, and gathers what is wrong.

use std::fmt;

use crate::file::Value;
use crate::key::Key;
use crate::place::Place;
use crate::sources::Sources;
use crate::wrong::Wrong;

/// Takes settings from the first place that has them, and gathers what is wrong with
/// all of them.
pub(crate) struct Reader<'s> {
    pub(crate) sources: &'s Sources,
    /// Whether who asks is said in the environment: the file is not asked then.
    has_credentials_in_environment: bool,
    wrong: Vec<Wrong>,
}

/// A setting, and where it stands.
pub(crate) struct Found<T> {
    pub(crate) key: Key,
    pub(crate) place: Place,
    pub(crate) value: T,
}

impl<'s> Reader<'s> {
    pub(crate) fn new(sources: &'s Sources, wrong: Vec<Wrong>) -> Self {
        Self {
            sources,
            has_credentials_in_environment: Key::CREDENTIALS
                .into_iter()
                .any(|key| sources.variable(key).is_some()),
            wrong,
        }
    }

    /// The text of a setting, if there is one.
    pub(crate) fn text(&mut self, key: Key) -> Option<Found<String>> {
        if let Some(found) = self.in_environment(key) {
            return Some(found);
        }
        let (value, place) = self.in_file(key)?;
        if let Value::Text(text) = value {
            let value = text.clone();
            return Some(Found { key, place, value });
        }
        self.wrong(Wrong::unusable(key, &place, "a text in quotes is wanted"));
        None
    }

    /// The texts of a setting that is a list, if there is one.
    pub(crate) fn list(&mut self, key: Key) -> Option<Found<Vec<String>>> {
        if let Some(found) = self.in_environment(key) {
            let Found { key, place, value } = found;
            let is_between = |character: char| character == ',' || character.is_whitespace();
            let items = value.split(is_between).filter(|item| !item.is_empty());
            let value = items.map(str::to_owned).collect();
            return Some(Found { key, place, value });
        }
        let (value, place) = self.in_file(key)?;
        if let Value::List(items) = value {
            let value = items.clone();
            return Some(Found { key, place, value });
        }
        self.wrong(Wrong::unusable(
            key,
            &place,
            "a list of texts in quotes is wanted",
        ));
        None
    }

    /// What a setting is, if there is one and it is what it must be.
    pub(crate) fn checked<T, E: fmt::Display>(
        &mut self,
        found: Option<Found<String>>,
        check: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let Found { key, place, value } = found?;
        match check(&value) {
            Ok(checked) => Some(checked),
            Err(why) => {
                self.wrong(Wrong::unusable(key, &place, why));
                None
            }
        }
    }

    /// The same, of one without which there is no image.
    pub(crate) fn needed<T, E: fmt::Display>(
        &mut self,
        key: Key,
        check: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let found = self.text(key);
        if found.is_none() {
            self.missing(key);
        }
        self.checked(found, check)
    }

    /// There is no such setting that can be used, and there has to be.
    pub(crate) fn missing(&mut self, key: Key) {
        if !self.wrong.iter().any(|wrong| wrong.key == Some(key)) {
            let looked_for = self.looked_for(key);
            self.wrong(Wrong::missing(key, &looked_for));
        }
    }

    /// Where a setting was looked for in vain.
    pub(crate) fn looked_for(&self, key: Key) -> String {
        let variable = key.variable();
        if self.has_credentials_in_environment && Key::CREDENTIALS.contains(&key) {
            return format!(
                "{variable} is not in the environment, where other credentials are, so that the file is not asked"
            );
        }
        let file = &self.sources.file;
        let path = file.path().display();
        if file.is_there() {
            format!("neither is it in {path} nor {variable} in the environment")
        } else {
            format!("there is no file {path}, and no {variable} in the environment")
        }
    }

    pub(crate) fn wrong(&mut self, wrong: Wrong) {
        self.wrong.push(wrong);
    }

    /// All that was wrong; nothing if the image can be made.
    pub(crate) fn into_wrong(self) -> Vec<Wrong> {
        self.wrong
    }

    fn in_environment(&self, key: Key) -> Option<Found<String>> {
        let value = self.sources.variable(key)?.to_owned();
        let place = Place::Environment(key.variable());
        Some(Found { key, place, value })
    }

    fn in_file(&self, key: Key) -> Option<(&'s Value, Place)> {
        if self.has_credentials_in_environment && Key::CREDENTIALS.contains(&key) {
            return None;
        }
        self.sources.file.get(key)
    }
}
