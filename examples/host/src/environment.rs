//! What an argument leaves out, the environment may say: by names of our own,
//! or in one of the families of names that people have there already.
//!
//! A family is taken as a whole: what stands in one is never completed from
//! another, which may be of another account.

use std::env::{self, VarError};

use crate::failure::Failure;

/// The endpoint.
pub(crate) const ENDPOINT: &[&str] = &["DRS_STATUS_ENDPOINT"];

/// The token, by a name of our own.
pub(crate) const TOKEN: &str = "DRS_STATUS_TOKEN";

/// Names of variables that belong together; an empty list where a family has
/// none.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) token: &'static [&'static str],
    pub(crate) access_key: KeyNames,
    pub(crate) project: &'static [&'static str],
}

/// The variables of an access key.
#[derive(Debug)]
pub(crate) struct KeyNames {
    pub(crate) id: &'static str,
    pub(crate) secret: &'static str,
    /// Of a temporary key.
    pub(crate) security_token: &'static str,
}

/// The families, in the order in which they are looked at. Whichever has
/// credentials first is taken.
pub(crate) const FAMILIES: [&Family; 3] = [&SDK, &TERRAFORM, &OPENSTACK];

/// Source: Huawei Cloud SDK, *Client Configuration*, environment variables.
const SDK: Family = Family {
    token: &[],
    access_key: KeyNames {
        id: "HUAWEICLOUD_SDK_AK",
        secret: "HUAWEICLOUD_SDK_SK",
        security_token: "HUAWEICLOUD_SDK_SECURITY_TOKEN",
    },
    project: &["HUAWEICLOUD_SDK_PROJECT_ID"],
};

/// Source: the Terraform provider `huaweicloud`, *Configuration Reference*, and
/// the schema of its provider.
const TERRAFORM: Family = Family {
    token: &[],
    access_key: KeyNames {
        id: "HW_ACCESS_KEY",
        secret: "HW_SECRET_KEY",
        security_token: "HW_SECURITY_TOKEN",
    },
    project: &["HW_PROJECT_ID"],
};

/// Source: `OpenStack`, *Client Environment Variables*; for access keys the
/// Terraform provider `opentelekomcloud` and the tools of the same cloud.
const OPENSTACK: Family = Family {
    token: &["OS_TOKEN", "OS_AUTH_TOKEN"],
    access_key: KeyNames {
        id: "OS_ACCESS_KEY",
        secret: "OS_SECRET_KEY",
        security_token: "OS_SECURITY_TOKEN",
    },
    project: &["OS_PROJECT_ID"],
};

/// The value of `name`, if it is set, and not to nothing.
pub(crate) fn value_of(name: &str) -> Result<Option<String>, Failure> {
    match env::var(name) {
        Ok(value) if !value.is_empty() => Ok(Some(value)),
        Ok(_) | Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Failure::usage(
            format!("{name} in the environment is not UTF-8"),
            "set it anew",
        )),
    }
}

/// The first of `names` that is set, and not to nothing, with its value.
pub(crate) fn first_of(names: &[&'static str]) -> Result<Option<(&'static str, String)>, Failure> {
    for name in names {
        if let Some(value) = value_of(name)? {
            return Ok(Some((name, value)));
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
