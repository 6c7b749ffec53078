//! The log, on standard error: what the client tells, and nothing of the
//! libraries below it.
//!
//! Thirty lines, where the usual loggers bring filters by pattern and times of
//! their own.

use std::time::SystemTime;

use log::{LevelFilter, Log, Metadata, Record};

use crate::escape::Escaped;
use crate::stderr::say;
use crate::time;

struct Logger;

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // Others may log what they are handed, and that is secret.
        metadata.target().starts_with("drs_status")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let time = time::utc(SystemTime::now());
            // Some of it comes from the network.
            let text = record.args().to_string();
            say(format_args!(
                "{time} {:5} {}",
                record.level(),
                Escaped(&text)
            ));
        }
    }

    fn flush(&self) {}
}

/// Logs from now on as much as `-v`, given so many times, asks for.
pub(crate) fn start(verbose: u8) {
    let level = match verbose {
        0 => return,
        1 => LevelFilter::Info,
        _ => LevelFilter::Debug,
    };
    if log::set_logger(&Logger).is_ok() {
        log::set_max_level(level);
    }
}
