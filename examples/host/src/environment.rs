//! Variables of the environment: those of our own names, and how any is read.

use std::env::{self, VarError};

use crate::failure::Failure;
use crate::source::{Source, Sourced};

/// The endpoint.
pub(crate) const ENDPOINT: &str = "DRS_STATUS_ENDPOINT";

/// The cloud whose endpoint is asked.
pub(crate) const CLOUD: &str = "DRS_STATUS_CLOUD";

/// The token.
pub(crate) const TOKEN: &str = "DRS_STATUS_TOKEN";

/// The value of `name`, if it is set, and not to nothing.
pub(crate) fn value_of(name: &'static str) -> Result<Option<Sourced>, Failure> {
    match env::var(name) {
        Ok(value) if !value.is_empty() => Ok(Some(Sourced::new(value, Source::Variable(name)))),
        Ok(_) | Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Failure::usage(
            format!("{name} in the environment is not UTF-8"),
            "set it anew",
        )),
    }
}

/// The first of `names` that is set, and not to nothing.
pub(crate) fn first_of(names: &[&'static str]) -> Result<Option<Sourced>, Failure> {
    for name in names {
        if let Some(value) = value_of(name)? {
            return Ok(Some(value));
        }
    }
    Ok(None)
}
