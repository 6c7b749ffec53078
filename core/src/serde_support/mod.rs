//! serde for the public types, and the library beside our own codec:
//! `serde_json_core` writes requests and reads whole responses.

mod names;
mod outcome;
mod response;
#[cfg(test)]
mod tests;

pub use response::{BatchStatusResponse, ResponseItem, ResponseSeed};
