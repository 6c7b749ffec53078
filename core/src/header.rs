//! A header of a request.

use core::fmt;

/// A header of a request. `Debug` and `Display` hide a secret value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Header<'a> {
    name: &'static str,
    value: &'a str,
    secrecy: Secrecy,
}

/// Whether a header's value may be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Secrecy {
    /// It may.
    Public,
    /// It goes to the service and nowhere else.
    Secret,
}

impl<'a> Header<'a> {
    pub(crate) const fn public(name: &'static str, value: &'a str) -> Self {
        Self {
            name,
            value,
            secrecy: Secrecy::Public,
        }
    }

    pub(crate) const fn secret(name: &'static str, value: &'a str) -> Self {
        Self {
            name,
            value,
            secrecy: Secrecy::Secret,
        }
    }

    /// The name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The value, secret or not.
    #[must_use]
    pub const fn value(&self) -> &'a str {
        self.value
    }

    /// Whether the value may be shown.
    #[must_use]
    pub const fn secrecy(&self) -> Secrecy {
        self.secrecy
    }
}

impl fmt::Display for Header<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = match self.secrecy {
            Secrecy::Public => self.value,
            Secrecy::Secret => "***",
        };
        write!(f, "{}: {value}", self.name)
    }
}

impl fmt::Debug for Header<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Header({self})")
    }
}
