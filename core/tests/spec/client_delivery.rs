//! Answers meet the ids that were asked: in any order, each once, and what does
//! not fit is told.

use core::ops::ControlFlow;

use drs_status_core::{JobId, Summary, TaskStatus};

use crate::ids::{ids, text, texts};
use crate::port::{Answer, CONFIG, Port, Recorder, Sent, Told, client, item, results, run};

const FOREIGN: &str = "ffffffff-2308-4bb5-a6bc-1040402fjb21";

/// What comes of one answer with these items to a request for `asked` jobs.
fn one_answer(asked: usize, items: Vec<String>) -> (Summary, Vec<Told>) {
    let texts = texts(asked);
    let mut buffer = [0; 256];
    let port = Port::answering([Answer::ok(results(items)).in_pieces(17)]);
    let mut client = client(CONFIG, port, &mut buffer);
    let mut recorder = Recorder::default();
    let summary = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap();
    assert_eq!(summary.asked, asked);
    assert_eq!(summary.delivered + summary.missing, asked);
    assert_eq!(summary.requests, 1);
    assert!(!summary.stopped);
    (summary, recorder.told)
}

/// A summary without its numbers of requests and tasks.
fn amiss(summary: &Summary) -> (usize, usize, usize) {
    (summary.missing, summary.repeated, summary.foreign)
}

#[test]
fn answers_may_come_in_any_order() {
    const ASKED: usize = 100;
    let shuffles: [fn(usize) -> usize; 5] = [
        |at| at,
        |at| ASKED - 1 - at,
        |at| at * 37 % ASKED,
        |at| (at + 1) % ASKED,
        |at| at ^ 1,
    ];
    for shuffle in shuffles {
        let order: Vec<usize> = (0..ASKED).map(shuffle).collect();
        let status = |job: usize| {
            if job.is_multiple_of(3) {
                "CREATING"
            } else {
                "DELETED"
            }
        };
        let items = order.iter().map(|job| item(&text(*job), status(*job)));
        let (summary, told) = one_answer(ASKED, items.collect());
        assert!(summary.is_exact());
        assert_eq!(summary.delivered, ASKED);
        let expected = order.iter().map(|job| Told::task(*job, status(*job)));
        assert!(told.into_iter().eq(expected), "{order:?}");
    }
}

#[test]
fn an_id_that_is_not_answered_is_named() {
    for left_out in [&[0][..], &[2], &[4], &[0, 4], &[1, 2, 3], &[0, 1, 2, 3, 4]] {
        let there = |job: &usize| !left_out.contains(job);
        let items = (0..5).filter(there).map(|job| item(&text(job), "PAUSING"));
        let (summary, told) = one_answer(5, items.collect());
        assert_eq!(amiss(&summary), (left_out.len(), 0, 0));
        assert_eq!(summary.delivered, 5 - left_out.len());
        assert!(!summary.is_exact());
        let tasks = (0..5).filter(there).map(|job| Told::task(job, "PAUSING"));
        let missing = left_out.iter().copied().map(Told::Missing);
        assert!(told.into_iter().eq(tasks.chain(missing)), "{left_out:?}");
    }
}

#[test]
fn of_an_id_that_is_answered_twice_the_first_answer_stands() {
    let items = [
        (0, "CREATING"),
        (0, "DELETED"),
        (1, "PAUSING"),
        (0, "PAUSING"),
    ];
    let items = items.map(|(job, status)| item(&text(job), status));
    let (summary, told) = one_answer(2, items.into());
    assert_eq!(amiss(&summary), (0, 2, 0));
    assert_eq!(summary.delivered, 2);
    assert!(!summary.is_exact());
    assert_eq!(told, [Told::task(0, "CREATING"), Told::task(1, "PAUSING")]);
}

#[test]
fn an_answer_that_nobody_asked_for_is_told_and_not_delivered() {
    let items = vec![
        item(FOREIGN, "DELETED"),
        item(&text(0), "CREATING"),
        "{\"status\":\"DELETED\"}".into(),
        item("", "DELETED"),
        item(&text(0).to_uppercase(), "DELETED"),
        item(&text(1), "CREATING"),
    ];
    let (summary, told) = one_answer(2, items);
    assert_eq!(amiss(&summary), (0, 0, 4));
    assert_eq!(summary.delivered, 2);
    assert!(!summary.is_exact());
    assert_eq!(
        told,
        [
            Told::Foreign(Some(FOREIGN.into())),
            Told::task(0, "CREATING"),
            Told::Foreign(None),
            Told::Foreign(Some(String::new())),
            Told::Foreign(Some(text(0).to_uppercase())),
            Told::task(1, "CREATING"),
        ]
    );
}

#[test]
fn an_id_of_another_request_is_foreign_and_all_requests_are_summed_up() {
    let texts = texts(4);
    let answers = [
        results([item(&text(2), "DELETED"), item(&text(1), "CREATING")]),
        results([item(&text(2), "PAUSING"), item(&text(2), "DELETED")]),
    ];
    let mut buffer = [0; 256];
    let port = Port::answering(answers.map(Answer::ok));
    let mut client = client(CONFIG.ids_per_request(2), port, &mut buffer);
    let mut recorder = Recorder::default();
    let summary = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap();
    assert_eq!((summary.asked, summary.delivered), (4, 2));
    assert_eq!(amiss(&summary), (2, 1, 1));
    assert_eq!(
        recorder.told,
        [
            Told::Foreign(Some(text(2))),
            Told::task(1, "CREATING"),
            Told::Missing(0),
            Told::task(2, "PAUSING"),
            Told::Missing(3),
        ]
    );
}

#[test]
fn a_vector_keeps_status_code_and_message_with_the_index() {
    const JOBS: [JobId<'_>; 2] = JobId::list(crate::vectors::TWO_JOBS);
    let seed = crate::vectors::RESPONSES[0].body;
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, Port::answering([Answer::ok(seed)]), &mut buffer);
    let mut tasks: heapless::Vec<TaskStatus<8>, 2> = heapless::Vec::new();
    let summary = run(client.batch_status(&JOBS, &mut tasks)).unwrap();
    assert!(summary.is_exact());
    assert_eq!(summary.count, Some(2));
    let kept: Vec<_> = tasks
        .iter()
        .map(|task| {
            let message = task.error_message().map(|message| message.to_string());
            (task.index, task.has_failed(), task.error_code(), message)
        })
        .collect();
    assert_eq!(
        kept,
        [
            (0, false, None, None),
            (1, true, Some("DRS.M05004"), Some("The task…".into())),
        ]
    );
}

#[test]
fn a_message_is_cut_to_the_room_that_is_set() {
    let texts = texts(1);
    for room in [0, 1, 10, 128, 200] {
        let long = "m".repeat(128);
        let body = format!(
            "{{\"results\":[{{\"id\":\"{}\",\"error_msg\":\"{long}\"}}]}}",
            texts[0]
        );
        let mut buffer = [0; 512];
        let port = Port::answering([Answer::ok(body)]);
        let mut client = client(CONFIG.message_room(room), port, &mut buffer);
        let summary = run(client.for_each(&ids(&texts), |task| {
            let message = task.error_message.unwrap();
            assert_eq!(message.text().as_str(), &long[..room.min(128)]);
            assert_eq!(message.full_len(), 128);
            ControlFlow::Continue(())
        }));
        assert!(summary.unwrap().is_exact());
    }
}

#[test]
fn a_closure_may_end_the_call_and_the_connection_is_closed() {
    let texts = texts(6);
    let answered =
        |sent: &Sent| Answer::ok(results(sent.jobs.iter().map(|id| item(id, "CREATING"))));
    for stop in 0..6 {
        let mut buffer = [0; 256];
        let config = CONFIG.ids_per_request(3);
        let mut client = client(config, Port::responding(answered), &mut buffer);
        let mut seen = Vec::new();
        let summary = run(client.for_each(&ids(&texts), |task| {
            assert_eq!(task.id.as_str(), text(task.index));
            seen.push(task.index);
            if task.index == stop {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        }))
        .unwrap();
        assert!(seen.into_iter().eq(0..=stop));
        assert!(summary.stopped && !summary.is_exact());
        assert_eq!((summary.asked, summary.delivered), (6, stop + 1));
        assert_eq!(summary.requests, stop / 3, "answers that were whole");
        assert_eq!(amiss(&summary), (0, 0, 0));
        let port = client.transport();
        assert_eq!(port.sent().count(), stop / 3 + 1, "no further request");
        assert_eq!(port.closes(), 1);

        // The next call has a connection of its own.
        let next = run(client.for_each(&ids(&texts), |_| ControlFlow::Continue(())));
        assert!(next.unwrap().is_exact());
    }
}
