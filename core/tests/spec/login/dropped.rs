//! The future of a call may be dropped in the middle of its login.

use drs_status_core::{Call, Latch};

use super::{PASSWORD, ask, client, granted, refusal, tokens, whole};
use crate::ids::{ids, texts};
use crate::port::{Answer, CONFIG, Did, Port, Recorder, Sent, drop_after};

/// Logins are granted; the request of this number is refused, counted from 1.
fn refusing(number: usize) -> impl FnMut(&Sent) -> Answer {
    let (mut logins, mut requests) = (0, 0);
    move |sent| match sent.call {
        Call::Login => {
            logins += 1;
            granted(&format!("t{logins}")).in_pieces(60)
        }
        Call::BatchStatus => {
            requests += 1;
            if requests == number {
                refusal(401).in_pieces(20)
            } else {
                whole()
            }
        }
    }
}

fn has_password(bytes: &[u8]) -> bool {
    bytes
        .windows(PASSWORD.len())
        .any(|window| window == PASSWORD.as_bytes())
}

/// Drops the call behind so many whole ones, in which the request of this number
/// is refused, at each of its waits: how many there are.
fn dropped_everywhere(whole_calls: usize, refused: usize) -> usize {
    let texts = texts(1);
    let jobs = ids(&texts);
    for polls in 0.. {
        let (mut room, mut buffer) = ([0; 64], [0; 512]);
        let port = Port::responding(refusing(refused));
        let mut client = client(CONFIG, port, &mut room, &mut buffer);
        for _ in 0..whole_calls {
            assert!(ask(&mut client).is_ok());
        }
        let done = drop_after(polls, client.batch_status(&jobs, &mut Recorder::default()));
        for _ in 0..3 {
            assert!(ask(&mut client).is_ok(), "dropped after {polls} polls");
        }
        assert_eq!(client.latch(), Latch::Open, "dropped after {polls} polls");
        for token in tokens(client.transport()) {
            assert!(token.starts_with('t') && token.len() == 2, "{token}");
        }
        drop(client);
        assert!(!has_password(&buffer), "dropped after {polls} polls");
        assert_eq!(room, [0; 64], "dropped after {polls} polls");
        if done.is_some() {
            return polls;
        }
    }
    unreachable!()
}

#[test]
fn dropped_in_its_first_login_or_after_it_the_next_call_is_sound() {
    assert!(dropped_everywhere(0, usize::MAX) > 10);
}

#[test]
fn dropped_where_its_token_is_refused_the_next_call_is_sound() {
    assert!(dropped_everywhere(1, 2) > 15);
}

#[test]
fn no_password_is_left_in_the_buffer_wherever_a_call_ends() {
    let texts = texts(1);
    let jobs = ids(&texts);
    for polls in 0.. {
        let (mut room, mut buffer) = ([0; 64], [0; 512]);
        let mut client = client(
            CONFIG,
            Port::responding(refusing(usize::MAX)),
            &mut room,
            &mut buffer,
        );
        let outcome = drop_after(polls, client.batch_status(&jobs, &mut Recorder::default()));
        let sent = client.transport().sent().count();
        let closed = client.transport().log.contains(&Did::Close);
        drop(client);
        assert!(!has_password(&buffer), "dropped after {polls} polls");
        assert_eq!(room, [0; 64]);
        if outcome.is_some() {
            assert_eq!((sent, closed), (2, false));
            break;
        }
    }
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let port = Port::answering([refusal(401)]);
    let mut refused = client(CONFIG, port, &mut room, &mut buffer);
    assert!(ask(&mut refused).is_err());
    drop(refused);
    assert!(!has_password(&buffer));
}
