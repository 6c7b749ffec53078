//! Boots firmware in QEMU, reads its log and how it ends.
//!
//! ```no_run
//! use drs_status_firmware::{Boot, Exit, Machine};
//!
//! let outcome = Boot::new(Machine::Arm).argument("fail", "panic").run();
//! assert_eq!(outcome.exit, Exit::Panicked, "{}", outcome.log);
//! ```
//!
//! Each boot is an emulator of its own with a network of its own, so that any number
//! may run at once. In there the host's 127.0.0.1 is 192.0.2.2, and the firmware gets
//! 192.0.2.15 by DHCP.
//!
//! - [`Machine`]: which are emulated, and where the firmware for each is
//! - [`Boot`]: what the firmware is given
//! - [`Running`]: firmware that runs: wait for what it says, cut its link
//! - [`Outcome`], [`Exit`]: how it ended; [`Log`], [`Line`]: what it said; [`read_log`] for what others run
//! - [`Link`]: its cable

mod boot;
mod exit;
mod log;
mod machine;
mod monitor;
mod running;

pub use boot::Boot;
pub use exit::Exit;
pub use log::{Line, Log, read_log};
pub use machine::{Machine, Records};
pub use monitor::Link;
pub use running::{Outcome, Running};
