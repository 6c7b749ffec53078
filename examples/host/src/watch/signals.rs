//! SIGINT and SIGTERM.
//!
//! The first ends the watch with what is known; a second one ends the process
//! at once. There is nothing to undo on the terminal: see [`crate::screen`].

use std::sync::mpsc::Sender;

use drs_status_std::Stop;

use super::present::News;
use crate::exit::Exit;
use crate::failure::Failure;

/// Listens from now on. A signal stops what waits, and is told.
#[cfg(unix)]
pub(super) fn listen(stop: Stop, news: Sender<News>) -> Result<(), Failure> {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::thread;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::flag;
    use signal_hook::iterator::Signals;

    let failed = |error: std::io::Error| {
        let message = format!("signals cannot be listened to: {error}");
        Failure::new(Exit::Local, message, "check what limits this process")
    };
    let came_before = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // In this order: the first signal only sets the flag.
        let before = Arc::clone(&came_before);
        flag::register_conditional_shutdown(signal, 128 + signal, before).map_err(failed)?;
        flag::register(signal, Arc::clone(&came_before)).map_err(failed)?;
    }
    let mut signals = Signals::new([SIGINT, SIGTERM]).map_err(failed)?;
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            // First, so that it is known why the watch ends.
            let _ = news.send(News::Signal(Signal::of(signal)));
            stop.stop();
        }
    });
    Ok(())
}

/// Elsewhere a signal ends the process as the system does it.
#[cfg(not(unix))]
pub(super) fn listen(_: Stop, _: Sender<News>) -> Result<(), Failure> {
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
