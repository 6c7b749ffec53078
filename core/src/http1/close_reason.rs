//! Why a connection cannot carry another request.

use core::fmt;

/// Why a connection cannot carry another request, and has to be closed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum CloseReason {
    /// A request was begun, and its answer was not read to the end: it is being
    /// read, or a future was dropped.
    Unfinished,
    /// Something went wrong: the error said what.
    Failed,
    /// The peer asks for it, by `Connection: close`.
    PeerCloses,
    /// HTTP/1.0, and no `Connection: keep-alive`.
    NotKeptAlive,
    /// The end of the connection was the end of the body.
    DelimitedByClose,
    /// Bytes that belong to no answer came behind the last one, or before the
    /// request.
    UnaskedBytes,
    /// It had ended before the request: the peer has closed it, or it was lost.
    Ended,
}

impl fmt::Display for CloseReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unfinished => "its last answer was not read to the end",
            Self::Failed => "its last request failed",
            Self::PeerCloses => "the peer asks to close it",
            Self::NotKeptAlive => "the peer speaks HTTP/1.0 and does not keep it alive",
            Self::DelimitedByClose => "its end was the end of the body",
            Self::UnaskedBytes => "bytes came on it that nobody asked for",
            Self::Ended => "it had ended before",
        })
    }
}
