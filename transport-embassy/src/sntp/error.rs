//! Why the time is not known.

use core::fmt;
use core::time::Duration;

/// Why a time server has not told the time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum SntpError {
    /// This device had no address in time.
    NoAddress,
    /// No name server has answered in time.
    NameServerSilent,
    /// The server's name has no address, or none of a family that is spoken here.
    UnknownHost,
    /// There is no way to the server.
    NoRoute,
    /// The server has not answered in time.
    Silent,
    /// What came is no answer of a time server: RFC 4330, section 5.
    Malformed,
    /// It answers another question: the nonce in it is not ours. Somebody may be
    /// guessing.
    WrongOriginate,
    /// The server does not want to be asked: the kiss of death, RFC 5905, section 7.4.
    Kiss(Kiss),
    /// The server does not know the time itself, or not to 16 seconds.
    Unsynchronised,
    /// The answer is earlier than the floor: the server is wrong, or somebody lies.
    BelowFloor {
        /// What it said, as time since 1970.
        told: Duration,
    },
}

/// What a server that does not want to be asked wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Kiss {
    /// DENY or RSTR: not to be asked ever again.
    Deny,
    /// RATE: to be asked less often.
    Rate,
    /// Something else.
    Other,
}

impl fmt::Display for SntpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoAddress => "this device has no address: no link, or no answer by DHCP",
            Self::NameServerSilent => "no answer in time (of a name server)",
            Self::UnknownHost => "the time server's name has no address",
            Self::NoRoute => "no way to the time server",
            Self::Silent => "no answer in time (of the time server)",
            Self::Malformed => "what came is no answer of a time server",
            Self::WrongOriginate => "the time server answers another question",
            Self::Kiss(Kiss::Deny) => "the time server refuses to be asked",
            Self::Kiss(Kiss::Rate) => "the time server was asked too often",
            Self::Kiss(Kiss::Other) => "the time server has no time for us",
            Self::Unsynchronised => "the time server does not know the time itself",
            Self::BelowFloor { told } => {
                let seconds = told.as_secs();
                return write!(
                    f,
                    "the time server's time is earlier than can be ({seconds} s since 1970)"
                );
            }
        })
    }
}

impl core::error::Error for SntpError {}

impl From<sntpc::Error> for SntpError {
    fn from(error: sntpc::Error) -> Self {
        use sntpc::KissOfDeathCode as Code;
        match error {
            sntpc::Error::IncorrectOriginTimestamp => Self::WrongOriginate,
            sntpc::Error::KissOfDeath(Code::Deny | Code::Rstr) => Self::Kiss(Kiss::Deny),
            sntpc::Error::KissOfDeath(Code::Rate) => Self::Kiss(Kiss::Rate),
            sntpc::Error::KissOfDeath(_) => Self::Kiss(Kiss::Other),
            sntpc::Error::UnsynchronizedClock
            | sntpc::Error::IncorrectStratumHeaders
            | sntpc::Error::ExcessiveRootDistance => Self::Unsynchronised,
            sntpc::Error::Network => Self::NoRoute,
            _ => Self::Malformed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn each_has_a_text_of_its_own() {
        let told = Duration::from_millis(1_767_225_599_500);
        let mut texts = [
            SntpError::NoAddress,
            SntpError::NameServerSilent,
            SntpError::UnknownHost,
            SntpError::NoRoute,
            SntpError::Silent,
            SntpError::Malformed,
            SntpError::WrongOriginate,
            SntpError::Kiss(Kiss::Deny),
            SntpError::Kiss(Kiss::Rate),
            SntpError::Kiss(Kiss::Other),
            SntpError::Unsynchronised,
            SntpError::BelowFloor { told },
        ]
        .map(|error| error.to_string());
        assert_eq!(
            texts[11],
            "the time server's time is earlier than can be (1767225599 s since 1970)"
        );
        texts.sort_unstable();
        assert!(texts.windows(2).all(|pair| pair[0] != pair[1]), "{texts:?}");
    }
}
