//! What a log is told: what happens, and nothing secret.

#[cfg(feature = "defmt")]
mod defmt;
#[cfg(feature = "log")]
mod log;
