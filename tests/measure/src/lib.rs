#![doc = include_str!("../README.md")]

mod process;
mod service;

pub use process::{Peak, Run, median, run};
pub use service::{Service, job_id, serve};
