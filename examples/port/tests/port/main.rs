//! The port over a modem that is none, to the simulator: the conformance suite, and
//! what it does not know of.

mod bench;
mod calls;
mod conformance;
mod endings;
mod modem;
mod time;
