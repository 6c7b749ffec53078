//! What takes tasks, and what a summary of them says.

use core::ops::ControlFlow;

use drs_status_core::{JobId, Summary, Task, TaskSink, TaskStatus};

use crate::ids::{ids, text, texts};
use crate::port::{Answer, CONFIG, Port, client, item, results, run};

/// A sink that cares for nothing but tasks.
#[derive(Default)]
struct Counted(usize);

impl TaskSink for Counted {
    fn task(&mut self, _: Task<'_>) -> ControlFlow<()> {
        self.0 += 1;
        ControlFlow::Continue(())
    }
}

#[test]
fn a_sink_need_not_care_for_what_is_missing_or_foreign() {
    let texts = texts(3);
    let answer = results([item(&text(7), "CREATING"), item(&text(1), "CREATING")]);
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, Port::answering([Answer::ok(answer)]), &mut buffer);
    let mut sink = Counted::default();
    let summary = run(client.batch_status(&ids(&texts), &mut sink)).unwrap();
    assert_eq!((summary.missing, summary.foreign), (2, 1));
    assert_eq!(sink.0, 1);
    assert_eq!(sink.room(), None);
}

#[test]
fn a_vector_that_is_full_ends_the_call() {
    let texts = texts(2);
    let jobs: Vec<JobId<'_>> = ids(&texts);
    let answer = results(texts.iter().map(|id| item(id, "CREATING")));
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, Port::answering([Answer::ok(answer)]), &mut buffer);
    let mut one: heapless::Vec<TaskStatus<0>, 1> = heapless::Vec::new();
    // Where the client asks the vector for room, it comes to no such thing.
    let summary = run(client.for_each(&jobs, |task| one.task(task))).unwrap();
    assert!(summary.stopped);
    assert_eq!(one.len(), 1);
    assert_eq!(one[0].index, 0);
}

#[test]
fn a_summary_is_exact_if_each_was_delivered_and_nothing_else_came() {
    let summary = |change: fn(&mut Summary)| {
        let mut summary = Summary::default();
        summary.asked = 2;
        summary.delivered = 2;
        change(&mut summary);
        summary.is_exact()
    };
    assert!(summary(|_| ()));
    assert!(summary(|summary| summary.requests = 2));
    assert!(summary(|summary| summary.count = Some(7)));
    assert!(!summary(|summary| summary.delivered = 1));
    assert!(!summary(|summary| summary.delivered = 3));
    assert!(!summary(|summary| summary.missing = 1));
    assert!(!summary(|summary| summary.repeated = 1));
    assert!(!summary(|summary| summary.foreign = 1));
    assert!(!summary(|summary| summary.stopped = true));
}
