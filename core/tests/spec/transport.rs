//! What a port is told and tells: status codes; and that it may be lent.

use drs_status_core::{Client, StatusCode, Token, TransportErrorKind};

use crate::ids::{ids, text, texts};
use crate::port::{Answer, CONFIG, FakeClock, Port, Recorder, client, item, results, run};

#[test]
fn a_status_code_has_three_digits_and_a_class() {
    for (code, class) in [
        (0, None),
        (99, None),
        (100, Some([false, false, false])),
        (199, Some([false, false, false])),
        (200, Some([true, false, false])),
        (299, Some([true, false, false])),
        (300, Some([false, true, false])),
        (399, Some([false, true, false])),
        (400, Some([false, false, true])),
        (599, Some([false, false, true])),
        (600, Some([false, false, false])),
        (999, Some([false, false, false])),
        (1000, None),
        (u16::MAX, None),
    ] {
        let found = StatusCode::new(code);
        let classes = found.map(|code| [code.is_success(), code.is_redirect(), code.is_refusal()]);
        assert_eq!(classes, class, "success, redirect, refusal of {code}");
        if let Some(found) = found {
            assert_eq!(found.get(), code);
            assert_eq!(found.to_string(), code.to_string());
        }
    }
}

#[test]
fn a_port_that_is_lent_outlives_its_client_with_its_connection() {
    let texts = texts(1);
    let whole = || Answer::ok(results([item(&text(0), "CREATING")]));
    let mut port = Port::answering([
        whole(),
        Answer::none(TransportErrorKind::Closed),
        whole().header("X-Request-Id", "abc"),
    ]);
    for _ in 0..2 {
        let mut buffer = [0; 256];
        let token = Token::new("MIIE-secret").unwrap();
        let clock = FakeClock::default();
        let mut client = Client::new(CONFIG, token, &mut port, clock, &mut buffer).unwrap();
        let mut recorder = Recorder::default();
        let summary = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap();
        assert!(summary.is_exact());
        assert_eq!(recorder.tasks().count(), 1);
    }
    assert!(port.is_open());
    assert_eq!(port.sent().count(), 3);
    assert_eq!(port.closes(), 1, "after the request that got no answer");
}

#[test]
fn a_port_can_be_changed_between_calls() {
    let texts = texts(1);
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, Port::unused(), &mut buffer);
    *client.transport_mut() = Port::answering([Answer::ok(results([item(&text(0), "CREATING")]))]);
    let summary = run(client.batch_status(&ids(&texts), &mut Recorder::default()));
    assert!(summary.unwrap().is_exact());
    let (port, _) = client.into_parts();
    assert_eq!(port.sent().count(), 1);
}
