//! The token is taken from its header, whole or not at all.

use drs_status_core::{
    Blame, Call, Capacity, Cause, CredentialsError, Latch, ProtocolError, TokenError,
};

use super::{ask, calls, client, granted, granted_with, tokens, whole};
use crate::ids::{ids, texts};
use crate::port::{Answer, CONFIG, ONCE, Port, run};

#[test]
fn the_login_comes_first_and_its_token_goes_with_each_request() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let port = Port::answering([granted("MIIabc"), whole(), whole()]);
    let mut client = client(CONFIG, port, &mut room, &mut buffer);
    assert!(ask(&mut client).unwrap().is_exact());
    assert!(ask(&mut client).unwrap().is_exact());
    let port = client.transport();
    assert_eq!(
        calls(port),
        [Call::Login, Call::BatchStatus, Call::BatchStatus]
    );
    assert_eq!(tokens(port), ["MIIabc", "MIIabc"]);
    assert_eq!(port.closes(), 0, "one connection carries all");
    let login = port.sent().next().unwrap();
    assert_eq!(
        login.shown,
        "POST /v3/auth/tokens?nocatalog=1 HTTP/1.1\n\
         Host: iam.example.com\n\
         Content-Type: application/json\n\
         Accept: application/json\n\
         Content-Length: 175\n\
         \n\
         ***\n"
    );
    assert_eq!(
        login.body,
        concat!(
            r#"{"auth":{"identity":{"methods":["password"],"password":{"user":"#,
            r#"{"name":"drs-reader","password":"hush","domain":{"name":"OTC-EU-DE-1"}}}},"#,
            r#""scope":{"project":{"name":"eu-de"}}}}"#
        )
    );
}

#[test]
fn a_token_comes_in_pieces_of_any_length() {
    let token = "MIIDd3mKs0uXb-QhT5zR7aYw1VnEoJ2cLf8GpB_6SxIyUe4tNkHjCrPvMqWgZl9A";
    for piece in 1..=token.len() {
        for around in ["", " ", "\t  "] {
            let (mut room, mut buffer) = ([0; 64], [0; 512]);
            let answer = granted(&format!("{around}{token}{around}"));
            let port = Port::answering([answer.headers_in_pieces(piece), whole()]);
            let mut client = client(CONFIG, port, &mut room, &mut buffer);
            assert!(ask(&mut client).unwrap().is_exact());
            assert_eq!(tokens(client.transport()), [token], "{piece}");
        }
    }
}

#[test]
fn a_token_that_does_not_fit_is_an_error_that_says_what_it_takes() {
    for (needed, available) in [(1, 0), (65, 64), (5_000, 64), (32_769, 32_768)] {
        let mut room = vec![0; available];
        let mut buffer = [0; 512];
        let answer = granted(&"x".repeat(needed)).headers_in_pieces(100);
        let mut client = client(CONFIG, Port::answering([answer]), &mut room, &mut buffer);
        let error = ask(&mut client).unwrap_err();
        assert_eq!(error.blame(), Blame::Capacity);
        let Cause::Capacity(capacity) = error.cause() else {
            panic!("{error}")
        };
        assert_eq!(
            (capacity.what(), capacity.needed(), capacity.available()),
            (Capacity::Token, needed, available)
        );
        assert_eq!(
            error.to_string(),
            format!("no room for the token: {needed} needed, {available} available")
        );
        assert_eq!(client.latch(), Latch::Open);
    }
    let (mut room, mut buffer) = (vec![0; 32_768], [0; 512]);
    let longest = "x".repeat(32_768);
    let port = Port::answering([granted(&longest), whole()]);
    let mut client = client(CONFIG, port, &mut room, &mut buffer);
    assert!(ask(&mut client).unwrap().is_exact());
    assert_eq!(tokens(client.transport()), [longest]);
}

#[test]
fn what_is_no_token_is_an_error_of_the_protocol() {
    for (value, expected) in [
        (None, TokenError::Empty),
        (Some(""), TokenError::Empty),
        (Some("  \t "), TokenError::Empty),
        (Some("MII abc"), TokenError::Byte { at: 3 }),
        (Some("MII\u{7f}"), TokenError::Byte { at: 3 }),
        (Some("MIé"), TokenError::Byte { at: 2 }),
    ] {
        let mut answer = granted("");
        if let Some(value) = value {
            answer = answer.header("x-subject-token", value);
        }
        let (mut room, mut buffer) = ([0; 64], [0; 512]);
        let mut client = client(ONCE, Port::answering([answer]), &mut room, &mut buffer);
        let error = ask(&mut client).unwrap_err();
        assert_eq!(error.blame(), Blame::Protocol);
        assert_eq!(
            *error.cause(),
            Cause::Protocol(ProtocolError::Token(expected)),
            "{value:?}"
        );
        assert_eq!(
            error.to_string(),
            format!("the login gave no token that can be sent: {expected}")
        );
        assert_eq!(client.latch(), Latch::Open);
    }
}

/// Something that stands in between, such as a portal, has answered with a page.
#[test]
fn an_answer_without_a_token_is_asked_for_again_and_one_that_cannot_be_sent_is_not() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let answers = [Answer::ok("<html>"), granted("MIIabc"), whole()];
    let mut good = client(CONFIG, Port::answering(answers), &mut room, &mut buffer);
    assert!(ask(&mut good).unwrap().is_exact());
    assert_eq!(calls(good.transport()).len(), 3);
    drop(good);

    let port = Port::answering([granted("MII abc")]);
    let mut bad = client(CONFIG, port, &mut room, &mut buffer);
    assert!(ask(&mut bad).is_err());
}

#[test]
fn bytes_that_are_no_text_are_no_token() {
    let mut room = [0; 8];
    let mut head = drs_status_core::ResponseHead::with_token_room(&mut room);
    head.name("X-Subject-Token");
    head.value(b"MII\xff");
    let cause = head.token::<()>().unwrap_err();
    let error = ProtocolError::Token(TokenError::Byte { at: 3 });
    assert_eq!(cause, Cause::Protocol(error));

    let mut head = drs_status_core::ResponseHead::new();
    head.name("X-Subject-Token");
    head.value(b"MII");
    let cause = head.token::<()>().unwrap_err();
    let error = ProtocolError::Token(TokenError::Empty);
    assert_eq!(cause, Cause::Protocol(error), "nobody wanted it");
}

#[test]
fn of_two_tokens_the_first_counts() {
    let answer = granted("first").header("X-Subject-Token", "second");
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let port = Port::answering([answer, whole()]);
    let mut client = client(CONFIG, port, &mut room, &mut buffer);
    assert!(ask(&mut client).unwrap().is_exact());
    assert_eq!(tokens(client.transport()), ["first"]);
}

#[test]
fn the_body_is_read_to_its_end_in_pieces_of_any_length() {
    let catalog = r#"{"token":{"catalog":[{"endpoints":[{"url":"https://x"}],"name":"y"}],
        "expires_at":"2015-11-09T01:42:57.527363Z"}}"#;
    for (body, pieces) in [(catalog, 1..=catalog.len()), ("", 1..=1), ("<html>", 1..=6)] {
        for piece in pieces {
            let (mut room, mut buffer) = ([0; 64], [0; 512]);
            let answer = granted_with("MIIabc", body).in_pieces(piece);
            let port = Port::answering([answer, whole()]);
            let mut client = client(CONFIG, port, &mut room, &mut buffer);
            assert!(ask(&mut client).unwrap().is_exact());
            assert_eq!(client.transport().closes(), 0, "the connection is kept");
        }
    }
}

#[test]
fn a_body_without_end_is_given_up() {
    let answer = granted("MIIabc").ending(crate::port::Ending::Never);
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let config = CONFIG.body_limit(10_000);
    let mut client = client(config, Port::answering([answer]), &mut room, &mut buffer);
    let error = ask(&mut client).unwrap_err();
    let limit = 10_000;
    assert_eq!(
        *error.cause(),
        Cause::Protocol(ProtocolError::BodyTooLong { limit })
    );
}

#[test]
fn a_buffer_must_hold_the_body_of_the_login() {
    const BODY: usize = 175;
    let config = CONFIG.message_room(0);
    let mut room = [0; 64];
    let mut buffer = vec![0; BODY - 1];
    let mut short = client(config, Port::unused(), &mut room, &mut buffer);
    let error = ask(&mut short).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no room for the client's working buffer: 175 needed, 174 available"
    );
    drop(short);

    let mut buffer = vec![0; BODY];
    let port = Port::answering([granted("MIIabc"), whole()]);
    let mut long = client(config, port, &mut room, &mut buffer);
    assert_eq!(long.credentials_mut().body_len(), BODY);
    assert!(ask(&mut long).unwrap().is_exact());
}

#[test]
fn a_preview_sends_no_login() {
    let texts = texts(1);
    let jobs = ids(&texts);
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let port = Port::answering([granted("MIIabc"), whole()]);
    let mut client = client(CONFIG, port, &mut room, &mut buffer);
    let error = run(client.preview(&jobs, None)).unwrap_err();
    assert_eq!(
        *error.cause(),
        Cause::Credentials(CredentialsError::NoToken)
    );
    assert_eq!(
        error.to_string(),
        "there is no token yet: a login comes first"
    );
    assert_eq!(client.transport().sent().count(), 0);
    assert!(ask(&mut client).unwrap().is_exact());
    let request = run(client.preview(&jobs, None)).unwrap();
    assert!(request.to_string().contains("\nX-Auth-Token: ***\n"));

    client.credentials_mut().forget();
    assert!(run(client.preview(&jobs, None)).is_err());
}
