#![doc = include_str!("../README.md")]

// What is made for a test.
mod certificate;
mod pki;

// Who answers.
mod attacker;
mod events;
mod hello;
mod middle;
mod nginx;

// Who asks.
mod client;

// The tables.
mod attacks;
mod matrix;
mod rows;

pub use attacker::{Attacker, Conduct, PYTHON, Seen};
pub use attacks::{Attack, Clock, Expected, Scene, Sends, Version, attacks, jobs};
pub use certificate::{Certificate, Digest, Key};
pub use client::Client;
pub use matrix::{Intermediates, Length, Peer, Server, Service, Versions, matrix};
pub use middle::{Change, Middle};
pub use nginx::Nginx;
pub use pki::{Chain, Issued, Pki};
pub use rows::each_holds;
