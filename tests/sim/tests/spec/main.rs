//! The simulator, as a client sees it: over real sockets, asked by hand.

mod batch_status;
mod client;
mod delivery;
mod gateway;
mod iam;
mod program;
mod proxy;
mod record;
mod script;
mod signatures;
mod signer;
mod tls;
