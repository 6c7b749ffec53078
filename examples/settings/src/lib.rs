#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

// What a build script calls.
mod image;
mod script;

// Where settings stand.
mod file;
mod key;
mod place;
mod reader;
mod sources;
mod wrong;

// What they must be.
mod authorities;
mod checked;
mod credentials;
mod span;

// What becomes of them.
mod code;
mod mark;
mod output;

#[cfg(test)]
mod tests;

pub use image::Image;
