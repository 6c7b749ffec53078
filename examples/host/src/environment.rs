//! What an argument leaves out, the environment may say.

use std::env::{self, VarError};

use crate::failure::Failure;

/// The endpoint.
pub(crate) const ENDPOINT: &[&str] = &["DRS_STATUS_ENDPOINT"];

/// The project id, as the service's own tools name it.
pub(crate) const PROJECT: &[&str] = &["HUAWEICLOUD_SDK_PROJECT_ID", "OS_PROJECT_ID"];

/// The token, as we name it and as the tools of `OpenStack` do.
pub(crate) const TOKEN: &[&str] = &["DRS_STATUS_TOKEN", "OS_TOKEN", "OS_AUTH_TOKEN"];

/// The first of `names` that is set, and not to nothing, with its value.
pub(crate) fn first_of(names: &[&'static str]) -> Result<Option<(&'static str, String)>, Failure> {
    for name in names {
        match env::var(name) {
            Ok(value) if !value.is_empty() => return Ok(Some((name, value))),
            Ok(_) | Err(VarError::NotPresent) => {}
            Err(VarError::NotUnicode(_)) => {
                return Err(Failure::usage(
                    format!("{name} in the environment is not UTF-8"),
                    "set it anew",
                ));
            }
        }
    }
    Ok(None)
}

/// What the argument `flag` says, or else the environment.
pub(crate) fn required(
    given: Option<String>,
    flag: &str,
    names: &[&'static str],
) -> Result<String, Failure> {
    if let Some(given) = given {
        return Ok(given);
    }
    match first_of(names)? {
        Some((_, value)) => Ok(value),
        None => Err(Failure::usage(
            format!("{flag} is missing"),
            format!("give it, or set {}", names.join(" or ")),
        )),
    }
}
