//! What a device on a segment gets, seen from the device.

mod device;

mod addresses;
mod connections;
mod names;
mod plugging;
mod time;
