//! TLS by Mbed TLS.

// What a user has in hand.
mod config;
mod engine;
mod memory;
mod record;
mod transport;

// The way to the service.
mod line;
mod resumption;
mod stream;

// What can go wrong on it.
mod error;

// What the library is given.
mod clocks;
mod heap;
#[cfg(all(target_os = "none", not(feature = "libc")))]
mod libc;
mod library;

pub use config::{TlsConfig, TlsVersion, TrustAnchors};
pub use engine::{Tls, TlsStartError};
pub use error::Refusal;
pub use heap::ArenaUsage;
pub use memory::{TlsBuffers, TlsMemory};
pub use record::{IDS_PER_RECORD, MAX_RECORD_LEN};
pub use transport::{TlsTransport, TlsTransportError};
