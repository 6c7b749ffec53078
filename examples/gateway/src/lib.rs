#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

#[cfg(test)]
extern crate std;

// What a board brings along.
mod board;
mod network;
mod store;
mod time_source;
mod watchdog;

// What a board with a radio goes by.
mod association;

// What an operator sees.
mod contact;
mod health;
mod pattern;
mod standing;

// What is kept and shared.
mod keeper;
mod kept;
mod panel;
mod progress;

// What runs.
mod accounted;
mod gateway;
mod guard;
mod operator;
mod settings;
mod time_keeping;
mod trace;
mod watching;
#[cfg(target_pointer_width = "32")]
mod weight;

pub use association::{Association, RadioState, RadioStep};
pub use board::Board;
pub use contact::Contact;
pub use gateway::{Service, run};
pub use health::Health;
pub use kept::KEPT_LEN;
pub use network::Network;
pub use pattern::Pattern;
pub use settings::Settings;
pub use standing::Standing;
pub use store::{NoStore, Store};
pub use time_source::TimeSource;
pub use watchdog::{FEED_EVERY, Watchdog};
