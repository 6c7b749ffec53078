//! What the core promises, as tests that read as its specification.

#[path = "../vectors/mod.rs"]
mod vectors;

// Pages that are tables of cases.
mod documented;

#[cfg(feature = "access-key")]
#[path = "../vectors/signing.rs"]
mod signing_vectors;

// The request.
mod endpoint;
mod ids;
mod language;
mod literals;
mod names;
mod page;
mod request;

// The response.
mod chance;
mod decoding;
mod oracle;
mod response_capacity;
mod response_depth;
mod response_generated;
mod response_memory;
mod response_oracle;
mod response_schema;
mod response_syntax;
mod response_vectors;
mod strictness;

// A refusal.
mod reason;
mod refusal;

// The client.
mod client_answers;
mod client_before_sending;
mod client_broken;
mod client_chunks;
mod client_delivery;
mod client_dropped;
mod client_latch;
mod client_retry;
mod client_send;
mod client_time;
mod errors;
mod fleet;
mod port;
mod shown;
mod sinks;
mod transport;
mod watch;

// What authorizes a request.
#[cfg(feature = "access-key")]
mod access_key;
#[cfg(feature = "access-key")]
mod clock_skew;
#[cfg(feature = "access-key")]
mod signing;

#[cfg(feature = "iam")]
mod login;

// What a log is told.
#[cfg(any(feature = "log", feature = "defmt"))]
mod logs;

// How both are carried.
#[cfg(feature = "http1")]
mod http1;
