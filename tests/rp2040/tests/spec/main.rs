//! The image of a board, run in an emulator and seen from outside.

// What the tests below stand on.
mod service;

// Who it is.
mod address;

// The file for its drive is what was linked.
mod drive;

// All is well, but for a job.
mod watching;

// The service is another one, or the time of day.
mod trust;

// The network is not.
mod network;

// The board is not.
mod watchdog;
