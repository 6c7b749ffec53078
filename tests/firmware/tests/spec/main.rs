//! What the firmware of `examples/qemu` does, on each machine, seen from outside.

// What the tests below stand on.
mod place;
mod said;
mod secure;
mod service;
mod time_server;

// The machine.
mod ends;

// The client, where all is well.
mod asking;
mod certificates;
mod conformance;
mod connections;
mod delivery;
mod https;
mod https_peers;
mod ipv6;
mod names;
mod time;
mod watching;

// The client, where it is not.
mod attacks;
mod breaking;
mod dropping;
mod endurance;
mod lease;
mod link;
mod refusals;
mod unreachable;
