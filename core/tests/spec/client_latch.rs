//! Credentials that were refused are not sent again until they are replaced.

use core::ops::ControlFlow;

use drs_status_core::{Blame, Cause, CredentialsError, Latch, Seen, Token, Until, Watch};

use crate::ids::{ids, text, texts};
use crate::port::{Answer, CONFIG, Port, Recorder, client, item, results, run};

fn whole() -> Answer {
    Answer::ok(results([item(&text(0), "CREATING")]))
}

fn refusals() -> [Answer; 3] {
    [
        Answer::ok("").status(401),
        Answer::ok(r#"{"error_code":"APIGW.0301"}"#).status(401),
        Answer::ok(r#"{"error_code":"DRS.M00103"}"#).status(400),
    ]
}

#[test]
fn refused_credentials_are_not_sent_again_until_they_are_replaced() {
    let texts = texts(1);
    let jobs = ids(&texts);
    for refusal in refusals() {
        let mut buffer = [0; 256];
        let mut client = client(CONFIG, Port::answering([refusal, whole()]), &mut buffer);
        assert_eq!(client.latch(), Latch::Open);
        let error = run(client.batch_status(&jobs, &mut Recorder::default())).unwrap_err();
        assert!(
            matches!(error.cause(), Cause::Service(_)),
            "the first time it says why"
        );
        assert_eq!(client.latch(), Latch::Refused);
        for _ in 0..3 {
            let error = run(client.batch_status(&jobs, &mut Recorder::default())).unwrap_err();
            assert_eq!(
                *error.cause(),
                Cause::Credentials(CredentialsError::Refused)
            );
            assert_eq!(error.blame(), Blame::Configuration);
            assert_eq!(
                error.to_string(),
                "the service has refused the credentials: they are not tried again until they are replaced"
            );
            let watch = Watch::until(Until::Never);
            let mut seen = [Seen::NOTHING];
            let error = run(client.watch(&jobs, &mut seen, &watch, |_| ControlFlow::Break(())));
            assert_eq!(
                *error.unwrap_err().cause(),
                Cause::Credentials(CredentialsError::Refused)
            );
        }
        assert_eq!(client.transport().sent().count(), 1);

        *client.credentials_mut() = Token::new("another").unwrap();
        assert_eq!(client.latch(), Latch::Open);
        assert!(run(client.batch_status(&jobs, &mut Recorder::default())).is_ok());
        assert_eq!(client.transport().sent().count(), 2);
    }
}

#[test]
fn other_refusals_say_nothing_of_the_credentials() {
    let texts = texts(1);
    for (status, body) in [
        (403, ""),
        (400, r#"{"error_code":"DRS.M00202"}"#),
        (500, ""),
    ] {
        let refusal = Answer::ok(body).status(status);
        let mut buffer = [0; 256];
        let mut client = client(CONFIG, Port::answering([refusal]), &mut buffer);
        assert!(run(client.batch_status(&ids(&texts), &mut Recorder::default())).is_err());
        assert_eq!(client.latch(), Latch::Open, "{status}");
    }
}

#[test]
fn a_device_that_reboots_keeps_the_latch() {
    let texts = texts(1);
    let jobs = ids(&texts);
    // As erased flash reads.
    let mut stored = 0xFF;
    let mut sent = 0;
    for _ in 0..10 {
        let port = Port::responding(|_| Answer::ok("").status(401));
        let mut buffer = [0; 256];
        let mut client = client(CONFIG, port, &mut buffer);
        client.set_latch(Latch::from_byte(stored));
        assert!(run(client.batch_status(&jobs, &mut Recorder::default())).is_err());
        stored = client.latch().to_byte();
        sent += client.transport().sent().count();
    }
    assert_eq!((sent, stored), (1, 0x00));
}

#[test]
fn a_byte_that_was_never_stored_is_no_permission() {
    for byte in 0..=u8::MAX {
        let latch = Latch::from_byte(byte);
        assert_eq!(latch == Latch::Open, byte == 0xFF);
        assert_eq!(Latch::from_byte(latch.to_byte()), latch);
    }
    assert_eq!(Latch::Open.to_byte(), 0xFF);
    assert_eq!(Latch::Refused.to_byte(), 0x00);
}
