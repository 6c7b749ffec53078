//! An hour in the life of a board, in which much goes wrong.

// What happens, and by when it has to be seen.
mod course;
mod fault;
mod jobs;
mod limits;
mod report;

// Where it happens, and who looks.
mod arena;
#[allow(dead_code, reason = "the specification needs the rest")]
#[path = "../spec/service.rs"]
mod service;
mod witness;
mod world;

use std::env;
use std::time::Duration;

use course::Course;

#[test]
fn an_hour_of_faults() {
    let seed = match env::var("HOUR_SEED") {
        Ok(seed) => seed.parse().expect("HOUR_SEED is a number"),
        Err(_) => fastrand::u64(..),
    };
    println!("HOUR_SEED={seed}");
    let report = Course::begin(seed).run(Duration::from_hours(1));
    println!("{report}");
}
