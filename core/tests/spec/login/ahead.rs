//! A login that is made ahead of the first request, or for its token alone.

use core::time::Duration;

use drs_status_core::{Call, Cause, CredentialsError, Latch};

use super::{ISSUED, ask, calls, client, granted, granted_with, refusal, tokens, whole};
use crate::port::{CONFIG, Port, run};

#[test]
fn who_logs_in_ahead_has_the_token_and_asks_without_another_login() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let port = Port::answering([granted("MIIabc"), whole()]);
    let mut client = client(CONFIG, port, &mut room, &mut buffer);
    assert_eq!(client.credentials_mut().token(), None);
    assert_eq!(client.credentials_mut().expires_at(), None);
    // What is not due is not renewed.
    for _ in 0..2 {
        run(client.authenticate()).unwrap();
    }
    let login = client.credentials_mut();
    assert_eq!(login.token().unwrap().expose(), "MIIabc");
    let expires_at = login.expires_at().unwrap();
    let day = Duration::from_secs(24 * 3600);
    assert_eq!(expires_at.as_secs(), (ISSUED + day).as_secs());
    assert!(ask(&mut client).unwrap().is_exact());
    assert_eq!(calls(client.transport()), [Call::Login, Call::BatchStatus]);
    assert_eq!(tokens(client.transport()), ["MIIabc"]);

    client.credentials_mut().forget();
    assert_eq!(client.credentials_mut().token(), None);
    assert_eq!(client.credentials_mut().expires_at(), None);
}

#[test]
fn an_answer_that_does_not_say_until_when_gives_a_token_all_the_same() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let port = Port::answering([granted_with("MIIabc", "{}")]);
    let mut client = client(CONFIG, port, &mut room, &mut buffer);
    run(client.authenticate()).unwrap();
    assert!(client.credentials_mut().token().is_some());
    assert_eq!(client.credentials_mut().expires_at(), None);
}

#[test]
fn a_login_that_is_refused_is_not_made_again() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let port = Port::answering([refusal(401)]);
    let mut client = client(CONFIG, port, &mut room, &mut buffer);
    let error = run(client.authenticate()).unwrap_err();
    let Cause::Service(refusal) = error.cause() else {
        panic!("{error:?}");
    };
    assert_eq!(refusal.call(), Call::Login);
    assert_eq!(client.latch(), Latch::Refused);
    let error = run(client.authenticate()).unwrap_err();
    assert_eq!(
        *error.cause(),
        Cause::Credentials(CredentialsError::Refused)
    );
    assert_eq!(calls(client.transport()), [Call::Login]);
}
