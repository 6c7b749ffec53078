//! What is written into a program is checked where it is written: in a constant
//! it does not compile, which examples in the documentation show; at run time it
//! panics, and says the same.

use std::panic::{UnwindSafe, catch_unwind};

use drs_status_core::{Endpoint, JobId, Page, ProjectId};

use crate::vectors::TWO_JOBS;

/// What is said of a value that cannot be made.
fn panics<T>(make: impl FnOnce() -> T + UnwindSafe) -> &'static str {
    let Err(panic) = catch_unwind(make) else {
        panic!("it was made");
    };
    panic
        .downcast_ref::<&str>()
        .expect("a text without figures")
}

#[test]
fn a_literal_that_is_wrong_says_what_is() {
    let [id, _] = TWO_JOBS;
    let short = &id[1..];
    let odd = &id.replace('9', "_");
    let other = &id.replace('1', "2");
    for (said, expected) in [
        (
            panics(|| JobId::literal(short)),
            "the id has a wrong length",
        ),
        (
            panics(|| JobId::list([id, odd])),
            "the id has a character where it may not stand",
        ),
        (
            panics(|| JobId::list([id, other, id])),
            "the list has an id twice",
        ),
        (
            panics(|| Page::literal(1, 101)),
            "pages have 1 to 100 tasks and count from 1",
        ),
        (
            panics(|| ProjectId::literal("")),
            "the id has a wrong length",
        ),
        (
            panics(|| ProjectId::literal("../admin")),
            "the id has a character where it may not stand",
        ),
        (
            panics(|| Endpoint::literal("drs.example.com")),
            "the endpoint does not begin with https://",
        ),
        (
            panics(|| Endpoint::literal("https://")),
            "the endpoint's host is not one",
        ),
        (
            panics(|| Endpoint::literal("https://h:0")),
            "the endpoint's port is not one",
        ),
        (
            panics(|| Endpoint::literal("https://h/?")),
            "the endpoint's path is not one",
        ),
    ] {
        assert_eq!(said, expected);
    }
}

#[test]
fn a_list_is_of_ids_that_differ_anywhere() {
    let [id, _] = TWO_JOBS;
    let mut lists = 0;
    for at in 0..id.len() {
        let other = if &id[at..=at] == "0" { "1" } else { "0" };
        let other = format!("{}{other}{}", &id[..at], &id[at + 1..]);
        if let Ok(job) = JobId::new(&other) {
            let list = JobId::list([&other, id]);
            assert_eq!(list, [job, JobId::literal(id)], "at {at}");
            lists += 1;
        }
    }
    assert_eq!(lists, id.len() - "----".len());
}
