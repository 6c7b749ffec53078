//! Firmware that runs, until it has ended.

use std::io::Read;
use std::mem;
use std::process::{Child, Stdio};
use std::sync::mpsc::Receiver;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::boot::Boot;
use crate::exit::Exit;
use crate::log::{Line, Log, read_log};
use crate::monitor::{Link, Monitor};

/// How often it is looked whether the emulator has ended, which it does at once when
/// its output has.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// How firmware ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// What it ended with.
    pub exit: Exit,
    /// What it had said.
    pub log: Log,
    /// What the emulator had to say itself, which is nothing if all is well.
    pub emulator: String,
}

/// Firmware that runs. It is ended when this is dropped, and does not outlive the
/// time that it was given by [`Boot::time_limit`].
#[derive(Debug)]
pub struct Running {
    emulator: Child,
    lines: Receiver<Line>,
    complaints: Option<JoinHandle<String>>,
    log: Log,
    monitor: Monitor,
    deadline: Instant,
}

impl Running {
    pub(crate) fn start(boot: &Boot) -> Self {
        let monitor = Monitor::new().expect("there is room for a socket");
        let mut command = boot.machine.emulator(boot.network.as_deref());
        command
            .args(["-monitor", &monitor.argument()])
            .args(["-semihosting-config", &boot.semihosting()])
            .arg("-kernel")
            .arg(&boot.firmware)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if boot.is_counted {
            command.args(["-icount", "shift=6"]);
        }
        if boot.link == Link::Down {
            // It waits for the monitor to let it go.
            command.arg("-S");
        }
        let deadline = Instant::now() + boot.time_limit;
        let mut emulator = command.spawn().unwrap_or_else(|error| {
            let program = command.get_program().display();
            panic!("{program} could not be started: {error}")
        });
        let frames = emulator.stdout.take().expect("it is piped");
        let mut errors = emulator.stderr.take().expect("it is piped");
        let lines = read_log(&boot.firmware, frames);
        let complaints = thread::spawn(move || {
            let mut text = Vec::new();
            // What was read until it failed is all there is.
            _ = errors.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let running = Self {
            emulator,
            lines,
            complaints: Some(complaints),
            log: Log::default(),
            monitor,
            deadline,
        };
        if boot.link == Link::Down {
            running.link(Link::Down);
            let gone_on = running.monitor.go_on();
            gone_on.expect("the emulator lets the machine go");
        }
        running
    }

    /// The next line, as soon as it is there; `None` if it has ended, or its time is
    /// up.
    pub fn line(&mut self) -> Option<&Line> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        let line = self.lines.recv_timeout(left).ok()?;
        self.log.lines.push(line);
        self.log.lines.last()
    }

    /// Waits until a line contains `text`. Lines that were read before do not count.
    ///
    /// # Panics
    ///
    /// Panics with all that was said if it ends before, or its time is up.
    pub fn wait_for(&mut self, text: &str) {
        while let Some(line) = self.line() {
            if line.text.contains(text) {
                return;
            }
        }
        panic!("it has not said `{text}`, but:\n{}", self.log);
    }

    /// Plugs its cable in, or pulls it out.
    ///
    /// # Panics
    ///
    /// Panics if it has ended, or the emulator does not do so.
    pub fn link(&self, link: Link) {
        self.monitor
            .link(link)
            .expect("the emulator changes the link");
    }

    /// Waits for its end.
    #[must_use]
    pub fn finish(mut self) -> Outcome {
        while self.line().is_some() {}
        let exit = self.end();
        let complaints = self.complaints.take().map(JoinHandle::join);
        Outcome {
            exit,
            log: mem::take(&mut self.log),
            emulator: complaints.and_then(Result::ok).unwrap_or_default(),
        }
    }

    /// Gives the emulator what is left of its time, and ends it then.
    fn end(&mut self) -> Exit {
        loop {
            match self.emulator.try_wait() {
                Ok(Some(status)) => return Exit::from(status),
                Ok(None) if Instant::now() < self.deadline => thread::sleep(LOOK_EVERY),
                Ok(None) | Err(_) => break,
            }
        }
        self.kill();
        Exit::Hung
    }

    fn kill(&mut self) {
        // It may have ended by itself: what counts is that it is gone.
        _ = self.emulator.kill();
        _ = self.emulator.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}
