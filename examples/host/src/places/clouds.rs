//! An entry of `clouds.yaml`, with what `secure.yaml` adds to it.
//!
//! Source: openstacksdk, *Configuring `OpenStack` SDK Applications*; for access
//! keys the tools of Open Telekom Cloud. Of it, `verify` is passed over:
//! nothing switches verification off.

use std::env;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{Key, yaml};
use crate::failure::Failure;
use crate::source::{Source, Sourced};

/// Longest file that is read, in bytes.
const MAX_LEN: u64 = 1024 * 1024;

/// What an entry says of a key: the texts of scalars, and where they stood.
pub(crate) struct Entry {
    /// As messages call it.
    name: String,
    file: PathBuf,
    values: Vec<(Key, Sourced)>,
}

/// The paths inside an entry at which a key may stand.
const fn paths(key: Key) -> &'static [&'static [&'static str]] {
    match key {
        Key::Token => &[&["auth", "token"]],
        Key::AccessKeyId => &[&["auth", "ak"]],
        Key::Secret => &[&["auth", "sk"]],
        Key::SecurityToken => &[&["auth", "security_token"]],
        Key::User => &[&["auth", "username"]],
        Key::Password => &[&["auth", "password"]],
        Key::Domain => &[&["auth", "domain_name"], &["auth", "user_domain_name"]],
        Key::Iam => &[&["auth", "auth_url"]],
        Key::Project => &[&["auth", "project_id"]],
        Key::ProjectName => &[&["auth", "project_name"]],
        Key::Region => &[&["region_name"]],
        Key::Authorities => &[&["cacert"]],
    }
}

const KEYS: [Key; 12] = [
    Key::Token,
    Key::AccessKeyId,
    Key::Secret,
    Key::SecurityToken,
    Key::User,
    Key::Password,
    Key::Domain,
    Key::Iam,
    Key::Project,
    Key::ProjectName,
    Key::Region,
    Key::Authorities,
];

impl Entry {
    /// Reads the entry `name`, which `named_by` asked for.
    pub(super) fn read(name: &str, named_by: &str) -> Result<Self, Failure> {
        let files = candidates("clouds", "OS_CLIENT_CONFIG_FILE");
        let Some(file) = first_that_is_there(&files) else {
            let looked_at: Vec<String> = files
                .iter()
                .map(|file| file.display().to_string())
                .collect();
            return Err(Failure::usage(
                format!("{named_by} names a cloud, and there is no clouds.yaml"),
                format!("put it at one of {}", looked_at.join(", ")),
            ));
        };
        let mut entry = Self {
            name: format!("clouds.{name}"),
            values: Vec::new(),
            file,
        };
        if !entry.add(&entry.file.clone(), name)? {
            return Err(Failure::usage(
                format!(
                    "{} has no such cloud as {named_by} names",
                    entry.file.display()
                ),
                format!("check {named_by}, and the names under `clouds` in that file"),
            ));
        }
        if let Some(secure) = first_that_is_there(&candidates("secure", "OS_CLIENT_SECURE_FILE")) {
            entry.add(&secure, name)?;
        }
        Ok(entry)
    }

    pub(super) fn get(&self, key: Key) -> Option<Sourced> {
        // What was added last wins.
        let mut values = self.values.iter().rev();
        let (_, value) = values.find(|(held, _)| *held == key)?;
        Some(Sourced::new(
            value.expose().to_owned(),
            value.source().clone(),
        ))
    }

    pub(super) fn name_of(&self, key: Key) -> String {
        // The last is what counts where there are several.
        let path = paths(key)
            .last()
            .map_or(String::new(), |path| path.join("."));
        format!("{}.{path} in {}", self.name, self.file.display())
    }

    /// Adds what `file` says of the cloud `name`; whether it knows it.
    fn add(&mut self, file: &Path, name: &str) -> Result<bool, Failure> {
        let text = read(file)?;
        let root = yaml::parse(&text).map_err(|line| {
            // Not in the parser's words: it may repeat what is written there.
            Failure::usage(
                format!("{}, line {line}: this is no YAML", file.display()),
                "correct it there",
            )
        })?;
        let Some(cloud) = root.child("clouds").and_then(|clouds| clouds.child(name)) else {
            return Ok(false);
        };
        for key in KEYS {
            for path in paths(key) {
                let start = Some(cloud);
                let found = path.iter().fold(start, |node, name| node?.child(name));
                if let Some(text) = found.and_then(yaml::Node::text) {
                    let source = Source::Entry {
                        file: file.to_owned(),
                        path: format!("{}.{}", self.name, path.join(".")),
                    };
                    self.values
                        .push((key, Sourced::new(text.to_owned(), source)));
                }
            }
        }
        Ok(true)
    }
}

/// Where a file may be, in order.
fn candidates(name: &str, variable: &str) -> Vec<PathBuf> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty());
    let config = set("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(set("HOME")?).join(".config")));
    let folders = [
        Some(PathBuf::from(".")),
        config.map(|config| config.join("openstack")),
        Some(PathBuf::from("/etc/openstack")),
    ];
    let files = folders.into_iter().flatten().flat_map(|folder| {
        ["yaml", "yml"].map(|extension| folder.join(format!("{name}.{extension}")))
    });
    set(variable)
        .map(PathBuf::from)
        .into_iter()
        .chain(files)
        .collect()
}

fn first_that_is_there(files: &[PathBuf]) -> Option<PathBuf> {
    files.iter().find(|file| file.exists()).cloned()
}

fn read(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let shown = path.display().to_string();
    let failed = |error| Failure::reading(&shown, &error);
    let file = File::open(path).map_err(failed)?;
    let len = file.metadata().map_err(failed)?.len().min(MAX_LEN);
    // With all its room from the start: a text that grows leaves copies behind.
    let room = usize::try_from(len).unwrap_or_default() + 1;
    let mut text = Zeroizing::new(String::with_capacity(room));
    file.take(MAX_LEN)
        .read_to_string(&mut text)
        .map_err(failed)?;
    Ok(text)
}
