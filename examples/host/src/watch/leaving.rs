//! The end of the process, though something hangs: a request, whoever should read
//! our output, a program of the user's.

use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::exit::Exit;

/// When the process ends at the latest, once it is to end: more than an orderly
/// end takes.
const LATEST: Duration = Duration::from_secs(8);

/// Ends the process by and by, unless it has ended by itself.
pub(super) fn soon(exit: Exit, children: Children) {
    // Where no thread is to be had, there is still a second signal.
    let _ = thread::Builder::new().spawn(move || {
        thread::sleep(LATEST);
        now(exit, &children);
    });
}

/// Ends the process without a word, and the user's program with it.
pub(super) fn now(exit: Exit, children: &Children) -> ! {
    // Held to the end, so that nobody tells that it was killed.
    let mut running = children.running();
    kill(&mut running);
    process::exit(exit as i32)
}

/// The program of the user's that runs: one at a time.
#[derive(Clone, Default)]
pub(super) struct Children(Arc<Mutex<Option<Group>>>);

/// The group of processes that a program is the first of.
#[cfg(unix)]
pub(super) type Group = rustix::process::Pid;
#[cfg(not(unix))]
pub(super) type Group = std::convert::Infallible;

impl Children {
    /// Which runs. It must be held while it is looked whether a program has
    /// ended: once that is known, its number may be another's.
    pub(super) fn running(&self) -> MutexGuard<'_, Option<Group>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Kills the program that runs, with all that it has started.
    pub(super) fn kill(&self) {
        kill(&mut self.running());
    }
}

fn kill(running: &mut Option<Group>) {
    let group = running.take();
    #[cfg(unix)]
    if let Some(group) = group {
        use rustix::process::{Signal, kill_process_group};
        let _ = kill_process_group(group, Signal::KILL);
    }
    #[cfg(not(unix))]
    let _ = group;
}
