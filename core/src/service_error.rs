//! An answer that says no.

use core::fmt;

use heapless::String;

use crate::calendar::decimal;
use crate::clock_skew::ClockSkew;
use crate::head::{MAX_REQUEST_ID_LEN, RetryAfter};
use crate::http_request::Call;
use crate::response::MAX_ERROR_CODE_LEN;
use crate::transport::StatusCode;

/// Longest message of a refusal that is kept, in bytes; longer ones are cut.
pub const MAX_REFUSAL_MESSAGE_LEN: usize = 128;

/// The service refused, or IAM did: HTTP status, and what could be read of its
/// reasons.
///
/// Every shape that refusals have been seen in ends here, down to a load
/// balancer's HTML, of which nothing but the status is kept. About 250 bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct ServiceError {
    pub(crate) status: StatusCode,
    pub(crate) code: String<MAX_ERROR_CODE_LEN, u8>,
    pub(crate) message: String<MAX_REFUSAL_MESSAGE_LEN, u8>,
    pub(crate) request_id: String<MAX_REQUEST_ID_LEN, u8>,
    pub(crate) retry_after: Option<RetryAfter>,
    pub(crate) clock_skew: Option<ClockSkew>,
    pub(crate) call: Call,
}

impl ServiceError {
    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The service code, such as `DRS.M00202` or `APIGW.0301`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        non_empty(&self.code)
    }

    /// What the service says, in the language that was asked for.
    ///
    /// It comes from the network: escape control and bidirectional characters
    /// before a person sees it. This type's `Display` does.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        non_empty(&self.message)
    }

    /// The id under which the service knows the request: what its support asks
    /// for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        non_empty(&self.request_id)
    }

    /// When the service wants to be asked again, where it says so.
    #[must_use]
    pub const fn retry_after(&self) -> Option<RetryAfter> {
        self.retry_after
    }

    /// What was refused: a request for the status of jobs, or the login, by IAM,
    /// that was to come before it. With 401 the former speaks of a token or a
    /// signature, the latter of a name or a password.
    #[must_use]
    pub const fn call(&self) -> Call {
        self.call
    }

    /// How far the clock here is from the service's, where a signature was refused
    /// and that is the likely reason: it bears a date, and 15 minutes are allowed.
    #[must_use]
    pub const fn clock_skew(&self) -> Option<ClockSkew> {
        self.clock_skew
    }

    /// The same in answer to `call`: a [`RefusalDecoder`](crate::RefusalDecoder)
    /// cannot tell.
    #[must_use]
    pub fn in_answer_to(self, call: Call) -> Self {
        Self { call, ..self }
    }

    /// What the code means, where it has a name.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        Reason::of(&self.code)
    }

    /// Whether it is the credential that was refused.
    ///
    /// More than five such refusals in a row lock an access key for five
    /// minutes (IAM, *Troubleshooting*): never repeat one blindly.
    #[must_use]
    pub fn is_authentication(&self) -> bool {
        self.status.get() == 401
            || matches!(
                self.reason(),
                Some(Reason::BadToken | Reason::Unauthenticated | Reason::TokenExpired)
            )
    }

    /// Whether the same credentials would be refused again: those of a login are
    /// by 403 as well, as where access is limited to other addresses.
    pub(crate) fn is_final(&self) -> bool {
        self.is_authentication() || self.call == Call::Login && self.status.get() == 403
    }
}

fn non_empty(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.call {
            Call::BatchStatus => "the service refuses",
            Call::Login => "IAM refuses the login",
        })?;
        write!(f, " (HTTP {}", self.status)?;
        // The code of IAM is the status once more.
        if let Some(code) = self.code().filter(|_| self.call == Call::BatchStatus) {
            write!(f, ", {}", code.escape_debug())?;
        }
        f.write_str(")")?;
        if let Some(message) = self.message() {
            write!(f, ": {}", message.escape_debug())?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " [request {}]", id.escape_debug())?;
        }
        if let Some(skew) = self.clock_skew {
            write!(f, "; {skew}")?;
        }
        Ok(())
    }
}

impl core::error::Error for ServiceError {}

/// What a service code means, for those worth a name.
///
/// Source: API reference, *Error Codes*, and API Gateway, *Error Codes*. The
/// gateway writes its codes with `APIG.` and with `APIGW.` before them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Reason {
    /// A parameter is wrong: `DRS.M00200` to `DRS.M00202`.
    BadParameter,
    /// There is no such page: `DRS.M00210`, `DRS.M00211`.
    BadPage,
    /// An id was asked twice: `DRS.M00301`.
    DuplicateJob,
    /// There is no such job: `DRS.M00289`, `DRS.M05003`.
    NoSuchJob,
    /// The job was deleted: `DRS.M05004`.
    JobDeleted,
    /// Asked too often: `DRS.M01503`, gateway `0308`.
    TooFrequent,
    /// The token is not good: `DRS.M00100`, `DRS.M00103`.
    BadToken,
    /// The user may not do this: `DRS.M00102`.
    NotAllowed,
    /// The project is not the token's: `DRS.M00261`.
    BadProject,
    /// Something failed inside the service: `DRS.M00004`.
    Internal,
    /// Authentication failed: gateway `0301`, `0303`, `0305`.
    Unauthenticated,
    /// The token must be renewed; also seen when it belongs to another region:
    /// gateway `0307`.
    TokenExpired,
    /// The request is too large, or took too long: gateway `0201`.
    TooLarge,
    /// The service behind the gateway is not there: gateway `0202`, `0203`.
    BackendUnavailable,
    /// There is no such call at this endpoint: gateway `0101`.
    NoSuchApi,
}

impl Reason {
    /// What `code` means, where it has a name. Codes of single tasks have
    /// their meaning here too.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let (codes, number) = if let Some(number) = code.strip_prefix("DRS.M") {
            (&OF_DRS[..], digits(number, 5)?)
        } else {
            let gateway = code.strip_prefix("APIG.");
            let number = gateway.or_else(|| code.strip_prefix("APIGW."))?;
            (&OF_GATEWAY[..], digits(number, 4)?)
        };
        let code = codes.iter().find(|(known, _)| u32::from(*known) == number);
        code.map(|(_, reason)| *reason)
    }
}

/// Those of the service: `DRS.M` and five digits.
const OF_DRS: [(u16, Reason); 15] = [
    (200, Reason::BadParameter),
    (201, Reason::BadParameter),
    (202, Reason::BadParameter),
    (210, Reason::BadPage),
    (211, Reason::BadPage),
    (301, Reason::DuplicateJob),
    (289, Reason::NoSuchJob),
    (5003, Reason::NoSuchJob),
    (5004, Reason::JobDeleted),
    (1503, Reason::TooFrequent),
    (103, Reason::BadToken),
    (100, Reason::BadToken),
    (102, Reason::NotAllowed),
    (261, Reason::BadProject),
    (4, Reason::Internal),
];

/// Those of the gateway: four digits.
const OF_GATEWAY: [(u16, Reason); 9] = [
    (301, Reason::Unauthenticated),
    (303, Reason::Unauthenticated),
    (305, Reason::Unauthenticated),
    (307, Reason::TokenExpired),
    (308, Reason::TooFrequent),
    (201, Reason::TooLarge),
    (202, Reason::BackendUnavailable),
    (203, Reason::BackendUnavailable),
    (101, Reason::NoSuchApi),
];

/// The number that exactly `len` digits write.
fn digits(text: &str, len: usize) -> Option<u32> {
    decimal(text.as_bytes().get(..len)?).filter(|_| text.len() == len)
}
