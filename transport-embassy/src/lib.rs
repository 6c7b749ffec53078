#![no_std]
#![cfg_attr(not(feature = "mbedtls"), forbid(unsafe_code))]
#![doc = include_str!("../README.md")]

#[cfg(test)]
extern crate std;

#[cfg(not(any(feature = "ipv4", feature = "ipv6")))]
compile_error!("enable `ipv4`, `ipv6`, or both");

// What a user has in hand.
mod buffers;
mod clock;
mod options;
mod stop;
mod time_of_day;

// The way to the service.
mod address;
mod dialler;
mod line;
mod tcp;
#[cfg(feature = "mbedtls")]
mod tls;
mod transport;

// The way to the time of day.
#[cfg(feature = "sntp")]
mod sntp;

// What can go wrong on it.
mod error;
mod timed;

pub use buffers::{Buffer, BufferError, Buffers, MIN_TCP_BUFFER_LEN, Memory};
pub use clock::EmbassyClock;
pub use error::{Step, TransportError};
pub use options::Options;
#[cfg(feature = "sntp")]
pub use sntp::{Kiss, Sntp, SntpError};
pub use stop::Stop;
pub use time_of_day::TimeOfDay;
#[cfg(feature = "mbedtls")]
pub use tls::{
    ArenaUsage, IDS_PER_RECORD, MAX_RECORD_LEN, Refusal, Tls, TlsBuffers, TlsConfig, TlsMemory,
    TlsStartError, TlsTransport, TlsTransportError, TlsVersion, TrustAnchors,
};
pub use transport::{HttpTransport, PlaintextTransport};
