//! Does a response with more tasks take more memory? Pushes one response with
//! so many tasks through a decoder, made as it goes, and prints the peak memory
//! of the process, which Linux keeps in `/proc/self/status`.
//!
//! `cargo run --release -p drs-status-core --example constant_memory -- 100000`

use std::error::Error;
use std::fmt::Write;
use std::{env, fs};

use drs_status_core::{Decoder, Status};

fn main() -> Result<(), Box<dyn Error>> {
    let tasks = match env::args().nth(1) {
        Some(number) => number.parse()?,
        None => 100_000,
    };
    let mut message = [0; 128];
    let mut reading = Reading {
        decoder: Decoder::new(&mut message),
        running: 0,
        bytes: 0,
    };
    let mut piece = String::from("{\"results\":[");
    for number in 0..tasks {
        piece.push_str(if number == 0 { "" } else { "," });
        write!(
            piece,
            "{{\"id\":\"{number:08x}-2308-4bb5-a6bc-1040402fjb21\",\"status\":\"INCRE_TRANSFER_STARTED\"}}"
        )?;
        reading.push(&piece)?;
        piece.clear();
    }
    write!(piece, "],\"count\":{tasks}}}")?;
    reading.push(&piece)?;
    let Reading {
        decoder,
        running,
        bytes,
    } = reading;
    let end = decoder.finish()?;
    if (end.items, running, end.count) != (tasks, tasks, Some(tasks)) {
        return Err(format!("{} items, {running} of them running", end.items).into());
    }
    println!("{tasks} tasks in {bytes} bytes: {}", peak_memory()?);
    Ok(())
}

/// A response that is being read.
struct Reading<'m> {
    decoder: Decoder<'m>,
    running: u32,
    bytes: usize,
}

impl Reading<'_> {
    fn push(&mut self, piece: &str) -> Result<(), Box<dyn Error>> {
        let mut rest = piece.as_bytes();
        while let Some(item) = self.decoder.decode(&mut rest)? {
            self.running += u32::from(item.status() == Some(Status::IncreTransferStarted));
        }
        self.bytes += piece.len();
        Ok(())
    }
}

/// The most memory that the process had at any time, as Linux writes it.
fn peak_memory() -> Result<String, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let mut lines = status.lines();
    let peak = lines.find_map(|line| line.strip_prefix("VmHWM:"));
    Ok(peak.ok_or("no VmHWM in /proc/self/status")?.trim().into())
}
