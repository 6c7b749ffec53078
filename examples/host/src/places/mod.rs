//! The places in which people have settings for other tools already: families
//! of variables, and entries of `clouds.yaml`.
//!
//! A place is taken as a whole: what stands in one is never completed from
//! another, which may be of another account.

mod clouds;
mod family;
mod yaml;

use crate::environment::first_of;
use crate::failure::Failure;
use crate::source::Sourced;

pub(crate) use self::clouds::Entry;
pub(crate) use self::family::Family;
use self::family::{OPENSTACK, SDK, TERRAFORM};

/// Names the entry of `clouds.yaml`.
const OS_CLOUD: &str = "OS_CLOUD";

/// What a place may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Key {
    Token,
    AccessKeyId,
    Secret,
    /// Of a temporary access key.
    SecurityToken,
    /// Who logs in to IAM.
    User,
    Password,
    /// The domain, or account, of that user.
    Domain,
    /// Where IAM is.
    Iam,
    Project,
    ProjectName,
    Region,
    /// The certificate authorities to trust.
    Authorities,
}

/// Where settings stand together.
pub(crate) enum Place {
    Family(&'static Family),
    Cloud(Entry),
}

impl Place {
    /// All of them, in the order in which they are looked at; each is read when
    /// its turn comes. An entry that an argument names is the only one.
    pub(crate) fn all(
        os_cloud: Option<&str>,
    ) -> impl Iterator<Item = Result<Self, Failure>> + use<'_> {
        let families = match os_cloud {
            Some(_) => [].as_slice(),
            None => &[&SDK, &TERRAFORM],
        };
        let families = families.iter().map(|family| Ok(Self::Family(family)));
        families.chain(std::iter::once_with(move || Self::openstack(os_cloud)))
    }

    /// What `OpenStack`'s tools look at: the entry that is named, or else
    /// variables.
    fn openstack(os_cloud: Option<&str>) -> Result<Self, Failure> {
        if let Some(name) = os_cloud {
            return Entry::read(name, "--os-cloud").map(Self::Cloud);
        }
        match crate::environment::value_of(OS_CLOUD)? {
            Some(name) => Entry::read(name.expose(), OS_CLOUD).map(Self::Cloud),
            None => Ok(Self::Family(&OPENSTACK)),
        }
    }

    /// What it holds of `key`.
    pub(crate) fn get(&self, key: Key) -> Result<Option<Sourced>, Failure> {
        match self {
            Self::Family(family) => first_of(family.names(key)),
            Self::Cloud(entry) => Ok(entry.get(key)),
        }
    }

    /// What people call `key` there; nothing where it has no name.
    pub(crate) fn name_of(&self, key: Key) -> String {
        match self {
            Self::Family(family) => family.names(key).join(" or "),
            Self::Cloud(entry) => entry.name_of(key),
        }
    }
}
