//! Settings that are right and wrong, and what is said of them.

mod authorities;
mod bench;
mod places;
mod right;
mod secrets;
mod wrong;
