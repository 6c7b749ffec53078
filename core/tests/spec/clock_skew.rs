//! A signature that is refused, where the clock here is likely why.

use core::time::Duration;

use drs_status_core::{
    AccessKey, Cause, Client, ClockSkew, Credentials, JobId, ServiceError, Token,
};

use crate::port::{Answer, CONFIG, Port, Recorder, run};
use crate::signing_vectors::{KEY_ID, SECRET};
use crate::vectors::TWO_JOBS;

const JOBS: [JobId<'static>; 2] = JobId::list(TWO_JOBS);

/// 1994-11-06T08:49:37Z.
const NOW: Duration = Duration::from_secs(784_111_777);
const HOUR: Duration = Duration::from_secs(3600);

/// An hour after that.
const DATE: &str = "Sun, 06 Nov 1994 09:49:37 GMT";

fn refused(status: u16, date: &'static str) -> Answer {
    Answer::ok(r#"{"error_code":"APIGW.0301","error_msg":"No."}"#)
        .status(status)
        .header("Date", date)
}

fn refusal(credentials: impl Credentials, answer: Answer) -> ServiceError {
    let mut buffer = [0; 256];
    let port = Port::answering([answer]);
    let clock = port.clock.clone();
    clock.set_unix_time(Some(NOW));
    let mut client = Client::new(CONFIG, credentials, port, clock, &mut buffer).unwrap();
    let outcome = run(client.batch_status(&JOBS, &mut Recorder::default()));
    match outcome.unwrap_err().into_cause() {
        Cause::Service(refusal) => refusal,
        other => panic!("{other}"),
    }
}

fn key() -> AccessKey<'static> {
    AccessKey::new(KEY_ID, SECRET).unwrap()
}

#[test]
fn the_refusal_says_how_far_the_clock_is_from_the_services() {
    let refusal = refusal(key(), refused(401, DATE));
    assert_eq!(refusal.clock_skew(), Some(ClockSkew::Behind(HOUR)));
    assert_eq!(
        refusal.to_string(),
        "the service refuses (HTTP 401, APIGW.0301): No.; \
         the clock here is 60 minutes behind the service's"
    );
}

#[test]
fn the_first_date_counts_in_whatever_pieces() {
    for piece in 1..DATE.len() {
        let answer = refused(401, DATE)
            .header("date", "Sun, 06 Nov 1994 08:49:37 GMT")
            .headers_in_pieces(piece);
        let skew = refusal(key(), answer).clock_skew();
        assert_eq!(skew, Some(ClockSkew::Behind(HOUR)), "{piece}");
    }
}

#[test]
fn of_the_clock_nothing_is_said_where_it_is_not_to_blame() {
    let token = Token::new("MIIE-secret").unwrap();
    assert_eq!(refusal(token, refused(401, DATE)).clock_skew(), None);
    assert_eq!(refusal(key(), refused(403, DATE)).clock_skew(), None);
    for date in ["Sun, 06 Nov 1994 09:04:37 GMT", "", "yesterday"] {
        assert_eq!(
            refusal(key(), refused(401, date)).clock_skew(),
            None,
            "{date}"
        );
    }
}
