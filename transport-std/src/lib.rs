#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

mod blocking;
mod clock;
mod error;
mod options;
mod stop;
mod transport;

/// The examples of the project's front page.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct FrontPage;

pub use blocking::Client;
pub use clock::SystemClock;
pub use error::{SetupError, TransportError};
pub use options::{Options, Proxy};
pub use stop::Stop;
pub use transport::{HttpsTransport, PlaintextTransport, Security, Tls, UreqTransport, WithoutTls};
