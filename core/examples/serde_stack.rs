//! How much stack does reading 100 jobs by serde take? Finds, for each way, the
//! smallest stack of a thread in which it succeeds, by trying in processes of
//! its own, since running out of stack ends a process.
//!
//! `cargo run --release -p drs-status-core --features serde --example serde_stack`

use std::env;
use std::fmt::Write;
use std::hint::black_box;
use std::io;
use std::process::{Command, Stdio};
use std::thread;

use drs_status_core::BatchStatusResponse;
use serde::de::DeserializeSeed;

type Response = BatchStatusResponse<100, 128>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [way, stack] = &arguments[..] {
        return match way.as_str() {
            "seed" => with_stack(stack.parse()?, fill),
            _ => with_stack(stack.parse()?, build),
        };
    }
    println!("size of the response: {} bytes", size_of::<Response>());
    for way in ["seed", "from_slice"] {
        println!("stack of {way}: {} bytes", smallest_stack(way)?);
    }
    Ok(())
}

/// To the next kilobyte, what a thread needs of itself included.
fn smallest_stack(way: &str) -> Result<usize, Box<dyn std::error::Error>> {
    let (mut too_small, mut enough) = (16, 1024);
    while enough - too_small > 1 {
        let kilobytes = usize::midpoint(too_small, enough);
        let stack = (kilobytes * 1024).to_string();
        let status = Command::new(env::current_exe()?)
            .args([way, &stack])
            .stderr(Stdio::null())
            .status()?;
        if status.success() {
            enough = kilobytes;
        } else {
            too_small = kilobytes;
        }
    }
    Ok(enough * 1024)
}

/// Reads the body on a thread with a stack of so many bytes. The response that
/// a seed fills stands elsewhere.
fn with_stack(
    stack: usize,
    read: fn(&[u8], &mut Response) -> Result<usize, String>,
) -> Result<(), Box<dyn std::error::Error>> {
    let body = body();
    let mut response = Response::new();
    let len = thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(stack);
        let reader = thread.spawn_scoped(scope, || read(body.as_bytes(), &mut response))?;
        reader
            .join()
            .map_err(|_| io::Error::other("the thread panicked"))
    })??;
    if len == 100 {
        Ok(())
    } else {
        Err(format!("{len} items").into())
    }
}

fn fill(body: &[u8], response: &mut Response) -> Result<usize, String> {
    let mut deserializer = serde_json_core::de::Deserializer::new(body, None);
    let filled = response.seed().deserialize(&mut deserializer);
    filled.map_err(|error| error.to_string())?;
    Ok(response.results.len())
}

fn build(body: &[u8], _: &mut Response) -> Result<usize, String> {
    let read = serde_json_core::from_slice::<Response>(body);
    let (response, _) = black_box(read).map_err(|error| error.to_string())?;
    Ok(response.results.len())
}

fn body() -> String {
    let mut body = String::from("{\"results\":[");
    for job in 0..100 {
        let comma = if job == 0 { "" } else { "," };
        // Writing to a string does not fail.
        let _ = write!(
            body,
            "{comma}{{\"id\":\"{job:08}-2308-4bb5-a6bc-1040402fjb21\",\"status\":\"INCRE_TRANSFER_STARTED\"}}"
        );
    }
    body.push_str("],\"count\":100}");
    body
}
