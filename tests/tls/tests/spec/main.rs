//! What `drs-status-std` makes of each server of the tables, over real sockets.

mod asking;
mod attacks;
mod matrix;
mod readme;
