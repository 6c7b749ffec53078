//! Long runs of the firmware over TLS: `cargo xtask verify tls`.

#[path = "../spec/secure.rs"]
mod secure;
#[path = "../spec/service.rs"]
#[allow(dead_code, reason = "the short tests need more of it")]
mod service;

// What is done again and again.
mod connects;

// What has no room.
mod room;
