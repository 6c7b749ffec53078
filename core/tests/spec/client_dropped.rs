//! A future of the client may be dropped wherever it waits: what was delivered
//! stays so, and the next call is as sound as the first.

use drs_status_core::TransportErrorKind;

use crate::ids::{ids, text, texts};
use crate::port::{
    Answer, CONFIG, Did, Ending, Port, Recorder, Sent, client, drop_after, item, results, run,
};

const JOBS: usize = 5;

/// The answers of a call that is dropped somewhere: short pieces, several
/// requests, one of them broken once, so that it waits in many places.
struct Script {
    requests: usize,
}

impl Script {
    fn answer(&mut self, sent: &Sent) -> Answer {
        self.requests += 1;
        let body = results(sent.jobs.iter().map(|id| item(id, "CREATING")));
        if self.requests == 2 {
            let half = &body[..body.len() / 2];
            return Answer::ok(half)
                .in_pieces(20)
                .ending(Ending::Breaks(TransportErrorKind::Closed));
        }
        Answer::ok(body).in_pieces(20)
    }
}

#[test]
fn dropped_after_any_number_of_polls_the_next_call_is_sound() {
    let texts = texts(JOBS);
    let jobs = ids(&texts);
    let mut polls = 0;
    loop {
        let mut script = Script { requests: 0 };
        let mut buffer = [0; 256];
        let port = Port::responding(|sent| script.answer(sent));
        let mut client = client(CONFIG.ids_per_request(2), port, &mut buffer);

        let mut dropped = Recorder::default();
        let outcome = drop_after(polls, client.batch_status(&jobs, &mut dropped));
        let delivered = dropped.tasks().map(|(index, _)| index);
        assert!(delivered.eq(0..dropped.told.len()), "what came is a prefix");
        let sent_before = client.transport().sent().count();
        let in_exchange = outcome.is_none() && sent_before > 0;
        let was_open = client.transport().is_open();
        let before = client.transport().log.len();

        let mut recorder = Recorder::default();
        let summary = run(client.batch_status(&jobs, &mut recorder)).unwrap();
        assert!(summary.is_exact(), "dropped after {polls} polls");
        assert!(recorder.tasks().map(|(index, _)| index).eq(0..JOBS));

        // A port that is sent to while it is dirty panics; this is the other half:
        // that the connection is closed at once, and never without need.
        let first = &client.transport().log[before];
        assert_eq!(
            *first == Did::Close,
            in_exchange,
            "dropped after {polls} polls"
        );
        if let Some(outcome) = outcome {
            assert!(outcome.unwrap().is_exact());
            assert!(was_open);
            break;
        }
        polls += 1;
    }
    assert!(polls > 30, "it waited in {polls} places only");
}

#[test]
fn a_refusal_can_be_dropped_as_well() {
    let texts = texts(1);
    let jobs = ids(&texts);
    let refusal = || {
        Answer::ok("{\"error_code\":\"DRS.M00202\",\"error_msg\":\"no\"}")
            .status(400)
            .in_pieces(5)
    };
    for polls in 0.. {
        let mut refused = false;
        let mut buffer = [0; 256];
        let port = Port::responding(|_| {
            if std::mem::replace(&mut refused, true) {
                Answer::ok(results([item(&text(0), "CREATING")]))
            } else {
                refusal()
            }
        });
        let mut client = client(CONFIG, port, &mut buffer);
        let outcome = drop_after(polls, client.batch_status(&jobs, &mut Recorder::default()));
        let sent = client.transport().sent().count();
        let next = run(client.batch_status(&jobs, &mut Recorder::default()));
        match outcome {
            Some(outcome) => {
                assert!(outcome.is_err() && next.unwrap().is_exact());
                assert_eq!(client.transport().closes(), 0);
                assert!(polls > 10);
                break;
            }
            None if sent == 0 => assert!(next.is_err(), "the refusal was still to come"),
            None => assert!(next.unwrap().is_exact()),
        }
    }
}

#[test]
fn dropped_over_and_over_each_call_delivers_each_job_at_most_once() {
    let texts = texts(JOBS);
    let jobs = ids(&texts);
    let answer = |sent: &Sent| {
        Answer::ok(results(sent.jobs.iter().map(|id| item(id, "CREATING")))).in_pieces(50)
    };
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, Port::responding(answer), &mut buffer);
    for polls in 0..20 {
        let mut recorder = Recorder::default();
        let _ = drop_after(polls, client.batch_status(&jobs, &mut recorder));
        let delivered: Vec<usize> = recorder.tasks().map(|(index, _)| index).collect();
        assert!(delivered.iter().copied().eq(0..delivered.len()));
    }
    assert!(
        run(client.batch_status(&jobs, &mut Recorder::default()))
            .unwrap()
            .is_exact()
    );
    let (port, _) = client.into_parts();
    assert!(port.is_open());
}
