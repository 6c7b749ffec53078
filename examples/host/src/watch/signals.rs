//! SIGINT and SIGTERM.
//!
//! The first ends the watch with what is known; a second one ends the process
//! at once, and the user's program with it, and so does time. There is nothing to undo on the terminal: see [`crate::screen`].

use std::sync::mpsc::Sender;

use drs_status_std::Stop;

use super::leaving::{self, Children};
use super::present::News;
use crate::exit::Exit;
use crate::failure::Failure;

/// Listens from now on. A signal stops what waits, and is told.
#[cfg(unix)]
pub(super) fn listen(stop: Stop, news: Sender<News>, children: Children) -> Result<(), Failure> {
    use std::thread;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let mut signals = Signals::new([SIGINT, SIGTERM]).map_err(|error| {
        let message = format!("signals cannot be listened to: {error}");
        Failure::new(Exit::Local, message, "check what limits this process")
    })?;
    thread::spawn(move || {
        let mut came = signals.forever().map(Signal::of);
        if let Some(signal) = came.next() {
            // First, so that it is known why the watch ends.
            let _ = news.send(News::Signal(signal));
            stop.stop();
            leaving::soon(signal.exit(), children.clone());
        }
        if let Some(signal) = came.next() {
            leaving::now(signal.exit(), &children);
        }
    });
    Ok(())
}

/// Elsewhere a signal ends the process as the system does it.
#[cfg(not(unix))]
pub(super) fn listen(_: Stop, _: Sender<News>, _: Children) -> Result<(), Failure> {
    Ok(())
}

/// A signal that ends a watch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Signal {
    Interrupt,
    Terminate,
}

impl Signal {
    #[cfg(unix)]
    const fn of(number: i32) -> Self {
        match number {
            signal_hook::consts::SIGINT => Self::Interrupt,
            _ => Self::Terminate,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Interrupt => "SIGINT",
            Self::Terminate => "SIGTERM",
        }
    }

    pub(super) const fn exit(self) -> Exit {
        match self {
            Self::Interrupt => Exit::Interrupted,
            Self::Terminate => Exit::Terminated,
        }
    }
}
