#![doc = include_str!("../README.md")]

mod process;
mod service;

pub use process::{Peak, Run, median, own_peak, run};
pub use service::{Service, job_id, serve};
