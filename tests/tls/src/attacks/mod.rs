//! The table of attacks: what each server does, and what a client has to say.

mod certificates;
mod handshakes;
mod scene;

use std::io;

use crate::attacker::{Conduct, Seen};
use crate::client::Client;
use crate::middle::Change;
use crate::pki::{Chain, Issued, Pki};

pub(crate) use certificates::below;
pub use scene::{Scene, jobs};

/// A version of TLS.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// TLS 1.2.
    V12,
    /// TLS 1.3.
    V13,
}

impl Version {
    /// Both.
    pub const ALL: [Self; 2] = [Self::V12, Self::V13];

    /// Its number.
    #[must_use]
    pub const fn number(self) -> &'static str {
        match self {
            Self::V12 => "1.2",
            Self::V13 => "1.3",
        }
    }
}

/// The client's clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// It is right.
    Right,
    /// It is [`Clock::OFF`] days ahead.
    Ahead,
    /// It is as much behind.
    Behind,
    /// There is none. A host always has one.
    Absent,
}

impl Clock {
    /// How many days a clock that is wrong is off: more than a certificate is valid.
    pub const OFF: u64 = 60;
}

/// What a client must come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Expected {
    /// Nobody who is trusted vouches for the certificate, or who does may not.
    Untrusted,
    /// The certificate is another host's.
    WrongHost,
    /// The certificate is over.
    Expired,
    /// The certificate has not begun.
    NotYetValid,
    /// The certificate is not for servers.
    WrongUse,
    /// The key of a certificate, or the signature on it, is too weak.
    Weak,
    /// A signature of the handshake is not by the certificate's key.
    WrongSignature,
    /// The client does not know what time it is.
    NoTime,
    /// The client has no memory for this server.
    NoRoom,
    /// There is no version that both speak.
    NoVersion,
    /// A message of the handshake is missing, out of place, or proves nothing.
    Handshake,
    /// The server ends the handshake, with an alert.
    Alert,
    /// What the server speaks is no TLS.
    NotTls,
    /// The connection is no more, before the request.
    Closed,
    /// The connection is lost before the answer is whole, by its framing.
    Truncated,
    /// The answer is not whole, although its framing does not say so.
    EndsTooEarly,
    /// The server's message after the handshake is none that may stand there.
    Unexpected,
    /// What the server wants is declined, and its answer taken.
    Answered,
}

/// What a server may see of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sends {
    /// Nothing.
    Nothing,
    /// All of it, once the handshake is verified: what is wrong comes later.
    OnceVerified,
}

/// A row of the table.
#[derive(Clone, Debug)]
pub struct Attack {
    /// What is wrong, with the version if there is a row for each.
    pub name: String,
    /// For which clients it is.
    pub clients: &'static [Client],
    /// What time the client believes it is.
    pub clock: Clock,
    /// What a host must come to.
    pub expected: Expected,
    /// What a device must come to, whose TLS is another.
    pub on_device: Expected,
    /// Words of the message of `drs-status-std`.
    pub host_says: &'static str,
    /// What the server may see.
    pub sends: Sends,
    /// What the server shows.
    show: Show,
    conduct: Conduct,
    middle: Option<Change>,
    /// How many bytes a device may use for TLS.
    pub arena: Option<usize>,
}

impl Attack {
    /// What it must come to.
    #[must_use]
    pub const fn expected_of(&self, client: Client) -> Expected {
        match client {
            Client::Host => self.expected,
            Client::Device => self.on_device,
        }
    }

    /// Whether the server saw what it may have seen of a request, connection by
    /// connection. It was asked at least once, but by a client that does not know the
    /// time: that need not even connect.
    #[must_use]
    pub fn allows(&self, seen: &[Seen]) -> bool {
        let was_asked = !seen.is_empty() || self.clock == Clock::Absent;
        let of_each = |seen: &Seen| match self.sends {
            Sends::Nothing => !seen.may_be_of_a_request(),
            Sends::OnceVerified => {
                seen.is_through && seen.early_bytes + seen.foreign_bytes + seen.unopened == 0
            }
        };
        was_asked && seen.iter().all(of_each)
    }
}

/// Makes what a server shows, and whom its client trusts.
type Show = fn(&Pki) -> io::Result<Shown>;

/// What a server shows, and whom its client trusts.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) root: Issued,
    pub(crate) chain: Chain,
}

const BOTH: &[Client] = &[Client::Host, Client::Device];

/// All attacks.
#[must_use]
pub fn attacks() -> Vec<Attack> {
    [certificates::rows(), handshakes::rows()].concat()
}
