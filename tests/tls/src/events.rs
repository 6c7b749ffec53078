//! A program that tells what it does, a JSON object a line.

use std::io::{self, BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// How long it may say nothing. Longer than it waits for anybody.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program that runs, and is ended when this is dropped.
#[derive(Debug)]
pub(crate) struct Program {
    child: Child,
    lines: Receiver<io::Result<String>>,
}

impl Program {
    /// Starts it. What it writes to its standard error goes where the test's goes.
    pub(crate) fn start(command: &mut Command) -> io::Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = child.stdout.take().expect("it was asked for");
        Ok(Self {
            child,
            lines: read_lines(stdout),
        })
    }

    /// The next that it tells.
    pub(crate) fn next(&self) -> io::Result<Value> {
        let line = match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => line?,
            Err(RecvTimeoutError::Timeout) => {
                return Err(io::Error::new(io::ErrorKind::TimedOut, "it says nothing"));
            }
            Err(RecvTimeoutError::Disconnected) => {
                let what = "it has ended before it was told to; see what it wrote";
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, what));
            }
        };
        serde_json::from_str(&line).map_err(|error| io::Error::other(format!("{error}: {line}")))
    }

    /// Lets its standard input end.
    pub(crate) fn end_input(&mut self) {
        self.child.stdin = None;
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended; then both fail, and nothing is left to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// On a thread of its own, which ends with the program.
fn read_lines(stdout: ChildStdout) -> Receiver<io::Result<String>> {
    let (told, lines) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines() {
            if told.send(line).is_err() {
                break;
            }
        }
    });
    lines
}
