//! By the crate `log`.

use std::cell::RefCell;
use std::sync::Once;

use log::{LevelFilter, Log, Metadata, Record};

use crate::ids::{ids, text, texts};
use crate::port::{Answer, CONFIG, Port, Recorder, client, item, results, run};

thread_local! {
    /// Each test has a thread of its own.
    static LINES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

struct Lines;

impl Log for Lines {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let line = format!("{} {}", record.level(), record.args());
        LINES.with_borrow_mut(|lines| lines.push(line));
    }

    fn flush(&self) {}
}

/// What is logged while `act` goes on.
fn logged(act: impl FnOnce()) -> Vec<String> {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        log::set_logger(&Lines).unwrap();
        log::set_max_level(LevelFilter::Trace);
    });
    LINES.take();
    act();
    LINES.take()
}

#[test]
fn a_client_tells_of_each_answer_and_of_those_that_broke() {
    let texts = texts(1);
    let whole = results([item(&text(0), "CREATING")]);
    let answers = [
        Answer::ok(&whole[..9]).header("X-Request-Id", "a\u{1b}b"),
        Answer::ok(whole).header("X-Request-Id", "abc"),
        Answer::ok("{}").status(401),
    ];
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, Port::answering(answers), &mut buffer);
    let lines = logged(|| {
        let jobs = ids(&texts);
        assert!(run(client.batch_status(&jobs, &mut Recorder::default())).is_ok());
        for _ in 0..2 {
            assert!(run(client.batch_status(&jobs, &mut Recorder::default())).is_err());
        }
    });
    assert_eq!(
        lines,
        [
            "DEBUG HTTP 200, request \"a?b\"",
            "INFO request \"a?b\": the response ends too early, at byte 9 of the response, in 0ns",
            "WARN Connection trouble: asking again in 0ns",
            "DEBUG HTTP 200, request \"abc\"",
            "INFO request \"abc\": answered in 0ns",
            "DEBUG HTTP 401, request \"\"",
            "INFO request \"\": the service refuses (HTTP 401), in 0ns",
            "INFO no request was sent: the service has refused the credentials: \
             they are not tried again until they are replaced",
        ]
    );
}
