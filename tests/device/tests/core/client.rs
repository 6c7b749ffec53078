//! The whole client asks for two jobs, over a port without a network.

use core::ops::ControlFlow;

use drs_status_core::{
    Cause, Client, Config, Credentials, Ended, Endpoint, Error, JobId, ProjectId, Seen, Status,
    Summary, TaskStatus, Token, Until, Was, Watch, WatchEvent,
};
use drs_status_device::{poll, println};
use heapless::Vec;

use crate::port::{NoAnswer, Port, Still};
use crate::sizes::at_most;
use crate::vectors::{REFUSALS, RESPONSES, TWO_JOBS};

pub(crate) const CONFIG: Config<'static> = Config::new(
    Endpoint::literal("https://drs.example.com"),
    ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
);

const JOBS: [JobId<'static>; 2] = JobId::list(TWO_JOBS);

pub(crate) const fn jobs() -> &'static [JobId<'static>] {
    &const { JOBS }
}

pub(crate) type Tasks = Vec<TaskStatus, 2>;

/// Asks over `port` for the two jobs of the vectors.
pub(crate) fn ask(port: Port, tasks: &mut Tasks) -> Result<Summary, Error<NoAnswer>> {
    let token = Token::new("a-token").expect("it is one");
    ask_by(token, port, tasks)
}

pub(crate) fn ask_by(
    credentials: impl Credentials,
    port: Port,
    tasks: &mut Tasks,
) -> Result<Summary, Error<NoAnswer>> {
    let mut buffer = [0; CONFIG.min_buffer_len()];
    let client = Client::new(CONFIG, credentials, port, Still, &mut buffer);
    let mut client = client.expect("the buffer is as long as it must be");
    poll(client.batch_status(&const { JOBS }, tasks))
}

/// The response that answers both.
pub(crate) fn answer() -> &'static [u8] {
    let mut vectors = RESPONSES.iter();
    let vector = vectors.find(|vector| vector.name == "two_jobs");
    vector.expect("it is one of the vectors").body
}

pub(crate) fn both_jobs_are_answered_in_pieces_of_any_length() {
    let body = answer();
    for piece in 1..=body.len() {
        let mut tasks = Tasks::new();
        let summary = ask(Port::new(200, body, piece), &mut tasks).expect("an answer");
        assert!(summary.is_exact(), "in pieces of {piece}");
        assert_eq!((summary.delivered, summary.requests), (2, 1));
        let found = [0, 1].map(|index| (tasks[index].index, tasks[index].outcome.status()));
        let started = Some(Status::IncreTransferStarted);
        let failed = Some(Status::IncreTransferFailed);
        assert_eq!(found, [(0, started), (1, failed)], "in pieces of {piece}");
    }
}

pub(crate) fn an_answer_that_is_cut_is_never_taken_for_a_whole_one() {
    let body = answer().trim_ascii_end();
    for at in 0..body.len() {
        for piece in [1, body.len()] {
            let mut tasks = Tasks::new();
            let error = ask(Port::new(200, &body[..at], piece), &mut tasks);
            let error = error.expect_err("an answer that is cut");
            assert!(matches!(error.cause(), Cause::Protocol(_)), "cut at {at}");
            assert_eq!(error.delivered(), tasks.len(), "cut at {at}");
        }
    }
}

pub(crate) fn a_refusal_comes_out_as_the_service_said_it() {
    for refusal in REFUSALS {
        for piece in [1, 7, usize::MAX] {
            let mut tasks = Tasks::new();
            let error = ask(Port::new(400, refusal.body, piece), &mut tasks);
            match error.expect_err(refusal.name).cause() {
                Cause::Service(said) => assert_eq!(
                    (said.code(), said.message(), said.request_id()),
                    (refusal.code, refusal.message, refusal.request_id),
                    "{}",
                    refusal.name
                ),
                other => panic!("{} comes out as {other:?}", refusal.name),
            }
            assert!(tasks.is_empty(), "{}", refusal.name);
        }
    }
}

pub(crate) fn a_watch_tells_what_is_new_and_nothing_twice() {
    let mut buffer = [0; CONFIG.min_buffer_len()];
    let token = Token::new("a-token").expect("it is one");
    let port = Port::new(200, answer(), 7);
    let client = Client::new(CONFIG, token, port, Still, &mut buffer);
    let mut client = client.expect("the buffer is as long as it must be");
    let mut seen = [Seen::NOTHING; 2];
    let (mut polls, mut changes) = (0, 0);
    let watch = Watch::until(Until::Never);
    let future = client.watch(&const { JOBS }, &mut seen, &watch, |event| {
        match event {
            WatchEvent::Change(change) => {
                assert_eq!((change.index, change.was), (changes, Was::New));
                changes += 1;
            }
            _ => polls += 1,
        }
        if polls < 3 {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    println!();
    at_most("future of a watch", size_of_val(&future), 2048);
    assert_eq!(poll(future).ok(), Some(Ended::Stopped));
    assert_eq!((polls, changes), (3, 2));
    assert!(seen[1].has_failed());
}
