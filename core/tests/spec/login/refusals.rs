//! A login that is refused is not repeated.

use drs_status_core::{Blame, Call, Cause, CredentialsError, Latch, ProtocolError, StatusCode};

use super::{ask, calls, client, granted, refusal, whole};
use crate::port::{Answer, CONFIG, Port};

#[test]
fn a_wrong_password_closes_the_latch_and_is_told_from_a_bad_token() {
    for status in [401, 403] {
        let (mut room, mut buffer) = ([0; 64], [0; 512]);
        let port = Port::answering([refusal(status), granted("t1"), whole()]);
        let mut client = client(CONFIG, port, &mut room, &mut buffer);
        let error = ask(&mut client).unwrap_err();
        assert_eq!(error.blame(), Blame::Service);
        let Cause::Service(said) = error.cause() else {
            panic!("{error}")
        };
        assert_eq!((said.call(), said.status().get()), (Call::Login, status));
        assert_eq!(said.message(), Some("No."));
        assert_eq!(
            error.to_string(),
            format!("IAM refuses the login (HTTP {status}): No.")
        );
        assert_eq!(client.latch(), Latch::Refused);
        for _ in 0..3 {
            let error = ask(&mut client).unwrap_err();
            let refused = Cause::Credentials(CredentialsError::Refused);
            assert_eq!(*error.cause(), refused);
        }
        assert_eq!(calls(client.transport()), [Call::Login]);
        assert_eq!(client.transport().closes(), 0, "the connection is kept");

        // The password is replaced, say.
        assert!(client.credentials_mut().body_len() > 0);
        assert!(ask(&mut client).unwrap().is_exact());
    }
}

#[test]
fn a_login_that_is_refused_after_a_token_was_closes_it_too() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let answers = [granted("t1"), whole(), refusal(401), refusal(401)];
    let mut client = client(CONFIG, Port::answering(answers), &mut room, &mut buffer);
    assert!(ask(&mut client).unwrap().is_exact());
    let error = ask(&mut client).unwrap_err();
    assert!(matches!(error.cause(), Cause::Service(said) if said.call() == Call::Login));
    assert_eq!(client.latch(), Latch::Refused);
    assert!(ask(&mut client).is_err());
    assert_eq!(calls(client.transport()).len(), 4);
}

#[test]
fn other_refusals_of_a_login_say_nothing_of_the_password() {
    for status in [400, 404, 409, 500] {
        let (mut room, mut buffer) = ([0; 64], [0; 512]);
        let port = Port::answering([refusal(status), granted("t1"), whole()]);
        let mut client = client(CONFIG, port, &mut room, &mut buffer);
        let error = ask(&mut client).unwrap_err();
        assert!(matches!(error.cause(), Cause::Service(said) if said.call() == Call::Login));
        assert_eq!(client.latch(), Latch::Open, "{status}");
        assert!(ask(&mut client).unwrap().is_exact());
    }
}

#[test]
fn a_redirect_does_not_carry_the_password_elsewhere() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let answer = Answer::ok("")
        .status(307)
        .header("Location", "https://elsewhere.example.com");
    let mut client = client(CONFIG, Port::answering([answer]), &mut room, &mut buffer);
    let error = ask(&mut client).unwrap_err();
    let status = StatusCode::new(307).unwrap();
    assert_eq!(
        *error.cause(),
        Cause::Protocol(ProtocolError::Redirect(status))
    );
}

#[test]
fn ten_reboots_with_a_wrong_password_are_one_login() {
    // As erased flash reads.
    let mut stored = 0xFF;
    let mut sent = 0;
    for _ in 0..10 {
        let (mut room, mut buffer) = ([0; 64], [0; 512]);
        let port = Port::responding(|_| refusal(401));
        let mut client = client(CONFIG, port, &mut room, &mut buffer);
        client.set_latch(Latch::from_byte(stored));
        assert!(ask(&mut client).is_err());
        stored = client.latch().to_byte();
        sent += client.transport().sent().count();
    }
    assert_eq!((sent, stored), (1, 0x00));
}
