#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(
    not(test),
    warn(clippy::panic, clippy::unwrap_used, clippy::expect_used)
)]
// The decoder is a few short ways and one long one. What of them is one function,
// and what is called, was measured on each kind of core: see `tests/bench`.
#![allow(clippy::inline_always)]

#[cfg(test)]
extern crate std;

// What is asked.
mod auth;
mod body;
mod civil_time;
mod config;
mod digits;
mod endpoint;
mod header;
mod http_request;
mod job;
mod language;
mod page;
mod path;
mod pieces;
mod put;
mod request;

// What is answered.
mod calendar;
mod clock_skew;
mod decode_error;
mod head;
mod http_date;
mod json;
mod kept;
mod refusal;
mod response;
mod service_error;
mod status;
mod stored;
mod task;
mod text;

#[cfg(feature = "serde")]
mod serde_support;

// How both are carried.
#[cfg(feature = "http1")]
pub mod http1;

// Asking.
mod chunks;
mod client;
mod delivery;
mod error;
mod retry;
mod span;
mod trace;
mod transport;
mod watch;

#[cfg(feature = "access-key")]
pub use auth::{
    AccessKey, AccessKeyError, AccessKeyId, BodyHash, CanonicalRequest, MAX_ACCESS_KEY_ID_LEN,
    STRING_TO_SIGN_LEN, Signature, SignedHeader, Signing,
};
pub use auth::{
    Authorization, Credentials, CredentialsError, Latch, MAX_AUTHORIZATION_HEADERS, MAX_TOKEN_LEN,
    Renewable, Renewal, Renewed, Token, TokenError,
};
#[cfg(feature = "iam")]
pub use auth::{IamLogin, IamUser, NameOrId};
pub use body::Body;
pub use civil_time::CivilTime;
pub use client::{Client, Link};
pub use clock_skew::ClockSkew;
pub use config::{Config, MIN_CHUNK_LEN};
pub use decode_error::{DecodeError, DecodeErrorKind, Field};
pub use delivery::{Summary, TaskSink};
pub use endpoint::{Authority, Endpoint, EndpointError, MAX_HOST_LEN, Scheme};
pub use error::{Blame, Capacity, CapacityError, Cause, Error, ProtocolError};
pub use head::{MAX_REQUEST_ID_LEN, ResponseHead, RetryAfter};
pub use header::{Header, Secrecy};
pub use http_request::{Call, MAX_HEADERS, Request};
pub use job::{JOB_ID_LEN, JobId, MAX_PROJECT_ID_LEN, NameError, ProjectId};
pub use json::MAX_DEPTH;
pub use kept::{Outcome, TaskStatus};
pub use language::Language;
pub use page::Page;
pub use path::Path;
pub use pieces::{MAX_PIECE_LEN, Piece, Pieces};
pub use refusal::{MAX_REFUSAL_LEN, MoreWanted, RefusalDecoder};
pub use request::{BatchStatusRequest, MAX_IDS_PER_REQUEST, RequestError, max_encoded_len};
pub use response::{Decoder, Item, MAX_ERROR_CODE_LEN, ResponseEnd};
pub use retry::{Internal, RetryPolicy, Trouble};
#[cfg(feature = "serde")]
pub use serde_support::{BatchStatusResponse, ResponseItem, ResponseSeed};
pub use service_error::{MAX_REFUSAL_MESSAGE_LEN, Reason, ServiceError};
pub use status::{Class, MAX_STATUS_LEN, Status};
pub use task::{Message, Task};
pub use text::Text;
pub use transport::{
    Clock, RequestSent, StatusCode, Transport, TransportError, TransportErrorKind, Wake,
};
pub use watch::{Change, Ended, Pace, Polled, Seen, Until, Was, Watch, WatchEvent};
