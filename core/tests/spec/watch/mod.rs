//! Watches over a port without a network, and what they told.

mod changes;
mod ends;

use core::ops::ControlFlow;
use core::time::Duration;

use drs_status_core::{
    Cause, Config, Ended, Pace, Polled, RetryPolicy, Seen, Until, Was, Watch, WatchEvent,
};

use crate::ids::{ids, text, texts};
use crate::port::{Answer, CONFIG, FakeClock, Port, PortError, client, item, results, run};

pub(crate) const PACE: Pace = Pace::between(Duration::from_secs(10), Duration::from_secs(60));
pub(crate) const FOR_EVER: Watch<'static> = Watch::until(Until::Never).pace(PACE);
pub(crate) const ONCE: Config<'static> = CONFIG.retry(RetryPolicy::never());

pub(crate) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A poll: the status of each job, `None` for one that is not answered for.
pub(crate) type Poll<'p> = &'p [Option<&'p str>];

pub(crate) fn answer(poll: Poll<'_>) -> Answer {
    let items = poll.iter().enumerate();
    Answer::ok(results(
        items.filter_map(|(job, status)| Some(item(&text(job), (*status)?))),
    ))
}

/// What a watch told, as text.
#[derive(Default)]
pub(crate) struct Log(pub(crate) Vec<String>);

impl Log {
    pub(crate) fn tell(&mut self, event: WatchEvent<'_>) {
        self.0.push(match event {
            WatchEvent::Change(change) => {
                assert_eq!(change.id.as_str(), text(change.index));
                let was = match change.was {
                    Was::New => "new",
                    Was::Missing => "missing",
                    Was::Known(status) => status.as_str(),
                    _ => "other",
                };
                let now = change.now.map_or("missing", |task| {
                    assert_eq!(task.index, change.index);
                    task.status.map_or("none", |status| status.as_str())
                });
                format!("{} {was} {now}", change.index)
            }
            WatchEvent::Polled(Polled::Changed) => "changed".into(),
            WatchEvent::Polled(Polled::Same) => "same".into(),
            WatchEvent::Trouble(trouble) => format!("{trouble:?}"),
            _ => "new kind".into(),
        });
    }

    pub(crate) fn changes(&self) -> Vec<&str> {
        let is_change = |line: &&str| line.contains(' ');
        self.0
            .iter()
            .map(String::as_str)
            .filter(is_change)
            .collect()
    }
}

pub(crate) struct Watched {
    pub(crate) told: Vec<String>,
    pub(crate) ended: Result<Ended, Cause<PortError>>,
    pub(crate) slept: Vec<Duration>,
    pub(crate) now: Duration,
}

/// Watches as many jobs as a poll has over these answers; stopped in the sleep
/// after the last of them.
pub(crate) fn watch(
    config: Config<'_>,
    jobs: usize,
    answers: Vec<Answer>,
    watch: &Watch<'_>,
    set: impl FnOnce(&FakeClock),
) -> Watched {
    let texts = texts(jobs);
    let mut seen = vec![Seen::NOTHING; jobs];
    let polls = answers.len();
    let port = Port::answering(answers);
    let clock = port.clock.clone();
    clock.stop_after(polls - 1);
    set(&clock);
    let mut buffer = [0; 256];
    let mut client = client(config, port, &mut buffer);
    let mut log = Log::default();
    let ended = run(client.watch(&ids(&texts), &mut seen, watch, |event| {
        log.tell(event);
        ControlFlow::Continue(())
    }));
    Watched {
        told: log.0,
        ended: ended.map_err(drs_status_core::Error::into_cause),
        slept: clock.slept(),
        now: drs_status_core::Clock::now(&clock),
    }
}

pub(crate) fn over_polls(polls: &[Poll<'_>], how: &Watch<'_>) -> Watched {
    let jobs = polls[0].len();
    let answers = polls.iter().map(|poll| answer(poll)).collect();
    watch(ONCE, jobs, answers, how, |_| {})
}
