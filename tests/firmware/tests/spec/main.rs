//! What the firmware of `examples/qemu` does, on each machine, seen from outside.

mod conformance;
mod ends;
mod link;
mod network;
mod server;
