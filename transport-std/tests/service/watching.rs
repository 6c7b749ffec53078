//! A watch over real sockets: jobs lead their lives, connections break, and each
//! change is told.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use drs_status_core::{
    Cause, Ended, JobId, Pace, RetryPolicy, Seen, TaskStatus, Token, Until, Was, Watch, WatchEvent,
};
use drs_status_sim::{Answer, Job, Lasts, Sim, Throttle, Tls};
use drs_status_std::{Client, HttpsTransport, Options};

use crate::asking::Way;

const JOBS: usize = 30;

/// How often the simulated service answers before the last stage.
const STAGES: [(&str, Lasts); 4] = [
    ("CREATING", Lasts::Polls(1)),
    ("CONFIGURATION", Lasts::Polls(1)),
    ("INCRE_TRANSFER_STARTED", Lasts::Polls(1)),
    ("RELEASE_RESOURCE_COMPLETE", Lasts::Forever),
];

#[test]
fn every_change_is_told_in_order_whatever_breaks() {
    let ids: Vec<String> = (0..JOBS)
        .map(|n| format!("{n:08}-2308-4bb5-a6bc-1040402fjb21"))
        .collect();
    let jobs: Vec<JobId<'_>> = ids.iter().map(|id| JobId::new(id).unwrap()).collect();
    let sim = Sim::builder()
        .tls(Tls::V13)
        .jobs(ids.iter().map(|id| Job::new(id).life(&STAGES)))
        .throttle(Throttle::Next {
            requests: 1,
            retry_after: Duration::ZERO,
        })
        .start()
        .unwrap();
    // None of these counts as a poll: the service has not answered.
    sim.next_answers(vec![Answer::html(503), Answer::raw(""), Answer::empty(500)]);

    let options = Options::new().ca_pem(sim.ca_pem().as_bytes()).unwrap();
    let transport = HttpsTransport::new(&options).unwrap();
    let mut buffer = [0; 1024];
    let config = Way::to(sim.endpoint())
        .config(&sim)
        .retry(RetryPolicy::never());
    let mut client = Client::new(
        config,
        Token::new(sim.token()).unwrap(),
        transport,
        &mut buffer,
    )
    .unwrap();

    let mut told: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut trouble = 0;
    let mut seen = vec![Seen::NOTHING; JOBS];
    // The shortest wait there is: a test has no time for more.
    let watch = Watch::until(Until::RELEASED).pace(Pace::every(Duration::ZERO));
    let ended = client.watch(&jobs, &mut seen, &watch, |event| {
        match event {
            WatchEvent::Change(change) => {
                let status = change.now.and_then(|task| task.status).unwrap();
                let before = told.entry(change.index).or_default();
                match (before.last(), change.was) {
                    (None, Was::New) => {}
                    (Some(last), Was::Known(was)) => assert_eq!(was.as_str(), last),
                    other => panic!("{other:?}"),
                }
                before.push(status.as_str().to_owned());
            }
            WatchEvent::Trouble(_) => trouble += 1,
            _ => {}
        }
        ControlFlow::Continue(())
    });
    assert_eq!(ended.unwrap(), Ended::Reached);
    // The connection that was lost had been kept: that is tried again at once.
    assert_eq!(trouble, 3);
    assert_eq!(told.len(), JOBS);
    for changes in told.values() {
        assert!(
            changes.iter().eq(STAGES.map(|(status, _)| status)),
            "{changes:?}"
        );
    }
}

#[test]
fn another_thread_ends_a_watch_in_its_sleep() {
    const ID: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";
    let sim = Sim::builder()
        .tls(Tls::V13)
        .job(Job::new(ID).status("PAUSING"))
        .start()
        .unwrap();
    let options = Options::new().ca_pem(sim.ca_pem().as_bytes()).unwrap();
    let transport = HttpsTransport::new(&options).unwrap();
    let mut buffer = [0; 1024];
    let config = Way::to(sim.endpoint())
        .config(&sim)
        .retry(RetryPolicy::new());
    let token = Token::new(sim.token()).unwrap();
    let mut client = Client::new(config, token, transport, &mut buffer).unwrap();

    let stop = client.stop_handle();
    let (polled, was_polled) = mpsc::channel();
    let stopper = thread::spawn(move || {
        was_polled.recv().unwrap();
        stop.stop();
    });
    let jobs = [JobId::new(ID).unwrap()];
    let mut seen = [Seen::NOTHING];
    // It would sleep for a day.
    let pace = Pace::every(Duration::from_secs(24 * 60 * 60));
    let watch = Watch::until(Until::Never).pace(pace);
    let ended = client.watch(&jobs, &mut seen, &watch, |event| {
        if let WatchEvent::Polled(_) = event {
            polled.send(()).unwrap();
        }
        ControlFlow::Continue(())
    });
    assert_eq!(ended.unwrap(), Ended::Stopped);
    stopper.join().unwrap();

    // Asking still works; only nothing is waited for any more.
    let mut tasks: heapless::Vec<TaskStatus, 1> = heapless::Vec::new();
    assert_eq!(client.batch_status(&jobs, &mut tasks).unwrap().delivered, 1);
    sim.next_answers(vec![Answer::html(503)]);
    tasks.clear();
    let error = client.batch_status(&jobs, &mut tasks).unwrap_err();
    assert!(matches!(error.cause(), Cause::Stopped), "{error}");
}
