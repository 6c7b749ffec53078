//! What cargo says about the packages of the workspace.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::shell::{Failure, Outcome, cargo};

/// A member of the workspace; the fields are those of `cargo metadata`.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) manifest_path: PathBuf,
    pub(crate) rust_version: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) license: Option<String>,
    pub(crate) readme: Option<PathBuf>,
    pub(crate) keywords: Vec<String>,
    pub(crate) categories: Vec<String>,
    features: BTreeMap<String, Vec<String>>,
    /// The registries that it may go to; `None` for any.
    publish: Option<Vec<String>>,
}

impl Package {
    /// Every member of the workspace.
    pub(crate) fn all() -> Outcome<Vec<Self>> {
        #[derive(Deserialize)]
        struct Metadata {
            packages: Vec<Package>,
        }
        let text = cargo("metadata --format-version 1 --no-deps --locked").read()?;
        Ok(serde_json::from_str::<Metadata>(&text)?.packages)
    }

    /// The member of that name.
    pub(crate) fn named(name: &str) -> Outcome<Self> {
        Self::all()?
            .into_iter()
            .find(|package| package.name == name)
            .ok_or_else(|| Failure::new(format!("there is no package {name}")))
    }

    /// Whether it is meant for the registry.
    pub(crate) fn is_published(&self) -> bool {
        self.publish
            .as_ref()
            .is_none_or(|registries| !registries.is_empty())
    }

    /// The features that it is worth building with: none, each alone, and all,
    /// as cargo's flag wants them.
    pub(crate) fn feature_sets(&self) -> Vec<String> {
        let names: Vec<&str> = self
            .features
            .keys()
            .map(String::as_str)
            .filter(|name| *name != "default")
            .collect();
        let mut sets = vec![String::new()];
        sets.extend(names.iter().map(ToString::to_string));
        if names.len() > 1 {
            sets.push(names.join(","));
        }
        sets
    }
}
