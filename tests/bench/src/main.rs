//! One reading or writing of one payload, as often as is said: what
//! `cargo xtask bench` counts the instructions of.
//!
//! - `bench list` prints the cases, each with the bytes that it reads or writes
//! - `bench check` runs each case once and compares what comes of it
//! - `bench page` prints the payload `page`
//! - `bench run <case> <times>` does nothing else than that
//!
//! Counting is on inside the functions `call_*`. A case that is run twice takes
//! the instructions of one that is run once and those of one more call: the
//! difference is a call with nothing left to set up.

mod case;
mod ledger;
mod ours;
mod payload;
#[cfg(feature = "peers")]
mod peers;

use std::env;
use std::error::Error;
use std::hint::black_box;
use std::io::{self, Write};
use std::thread;

use case::{Case, Work, cases};
use drs_status_core::{BatchStatusRequest, JobId, max_encoded_len};
use ledger::Ledger;
use payload::{JOBS, Payload, Shape};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["list"] => cases().try_for_each(list),
        ["check"] => {
            check_files()?;
            cases().try_for_each(check)
        }
        ["page"] => Ok(io::stdout().write_all(&Payload::new(Shape::Page)?.body)?),
        ["run", name, times] => {
            let case = cases().find(|case| case.name == name);
            let case = case.ok_or("there is no such case")?;
            on_a_page(case, times.parse()?)
        }
        _ => Err("bench list | bench check | bench page | bench run <case> <times>".into()),
    }
}

fn list(case: &Case) -> Result<(), Box<dyn Error>> {
    let bytes = match case.work {
        Work::Decode(shape, _) => Payload::new(shape)?.body.len(),
        Work::Encode(write) => encoded(write)?.len(),
    };
    println!("{} {bytes}", case.name);
    Ok(())
}

/// The images for emulated cores have the same payload in a file.
fn check_files() -> Result<(), Box<dyn Error>> {
    let page = Payload::new(Shape::Page)?;
    if include_bytes!("../device/page.json") != &page.body[..] {
        return Err("device/page.json is not what `bench page` prints".into());
    }
    if !include_str!("../device/ids.txt").lines().eq(&page.ids) {
        return Err("device/ids.txt has other ids".into());
    }
    Ok(())
}

fn check(case: &Case) -> Result<(), Box<dyn Error>> {
    let agrees = match case.work {
        Work::Decode(shape, read) => {
            let payload = Payload::new(shape)?;
            let jobs = jobs(&payload.ids)?;
            let mut ledger = Ledger::keeping(&jobs);
            read(&payload.body, &mut ledger)?;
            ledger.kept() == payload.expected
        }
        Work::Encode(write) => {
            let ids = payload::ids();
            encoded(write)? == serde_json::to_vec(&serde_json::json!({ "jobs": ids }))?
        }
    };
    if !agrees {
        return Err(format!("{} came to another result than it must", case.name).into());
    }
    Ok(())
}

/// On a thread, whose stack begins with a page. The first stack begins where
/// the environment ends, and copies depend a little on how that is aligned.
fn on_a_page(case: &'static Case, times: u32) -> Result<(), Box<dyn Error>> {
    let run = move || run(case, times).map_err(|error| error.to_string());
    match thread::spawn(run).join() {
        Ok(outcome) => Ok(outcome?),
        Err(_) => Err("the call has panicked".into()),
    }
}

fn run(case: &Case, times: u32) -> Result<(), Box<dyn Error>> {
    match case.work {
        Work::Decode(shape, read) => {
            let payload = Payload::new(shape)?;
            let jobs = jobs(&payload.ids)?;
            for _ in 0..times {
                let mut ledger = Ledger::new(&jobs);
                call_read(read, &payload.body, &mut ledger)?;
                if ledger.taken() != JOBS {
                    return Err("not every job was read".into());
                }
            }
        }
        Work::Encode(write) => {
            let ids = payload::ids();
            let jobs = jobs(&ids)?;
            let request = BatchStatusRequest::new(&jobs)?;
            let mut buffer = [0; max_encoded_len(JOBS)];
            for _ in 0..times {
                call_write(write, &request, &mut buffer)?;
            }
        }
    }
    Ok(())
}

#[inline(never)]
fn call_read(read: case::Read, body: &[u8], ledger: &mut Ledger<'_>) -> Result<(), case::Failure> {
    read(black_box(body), ledger)
}

#[inline(never)]
fn call_write(
    write: case::Write,
    request: &BatchStatusRequest<'_>,
    buffer: &mut [u8],
) -> Result<usize, case::Failure> {
    write(black_box(request), black_box(buffer))
}

fn encoded(write: case::Write) -> Result<Vec<u8>, Box<dyn Error>> {
    let ids = payload::ids();
    let jobs = jobs(&ids)?;
    let request = BatchStatusRequest::new(&jobs)?;
    let mut buffer = [0; max_encoded_len(JOBS)];
    let len = write(&request, &mut buffer)?;
    Ok(buffer[..len].to_vec())
}

fn jobs(ids: &[String]) -> Result<Vec<JobId<'_>>, Box<dyn Error>> {
    let jobs = ids.iter().map(|id| JobId::new(id));
    Ok(jobs.collect::<Result<_, _>>()?)
}
