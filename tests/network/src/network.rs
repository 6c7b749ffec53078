//! A segment that runs, and what a test says to it.

use std::io;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::plan::{Lease, Name, Plan, Time};
use crate::seen::Seen;
use crate::segment::Segment;

/// A segment that runs, on a thread of its own. Dropping it ends the thread, and
/// closes its sockets.
#[derive(Debug)]
pub struct Network {
    shared: Arc<Shared>,
    socket: PathBuf,
    stop: Option<UnixStream>,
    thread: Option<JoinHandle<()>>,
    /// Holds the socket.
    _dir: tempfile::TempDir,
}

impl Network {
    /// Starts a segment: an address for a day, no names, the host's time.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from listening.
    pub fn start() -> io::Result<Self> {
        // Not where the tests keep their files: the path of a socket has 107 bytes
        // at most.
        let dir = tempfile::Builder::new().prefix("drs").tempdir()?;
        let socket = dir.path().join("network");
        let listener = UnixListener::bind(&socket)?;
        listener.set_nonblocking(true)?;
        let (stop, stopped) = UnixStream::pair()?;
        stopped.set_nonblocking(true)?;
        let shared = Arc::new(Shared::default());
        let segment = Segment::new(listener, stopped, Arc::clone(&shared));
        let thread = thread::Builder::new()
            .name("drs-status-network".to_owned())
            .spawn(move || segment.run())?;
        Ok(Self {
            shared,
            socket,
            stop: Some(stop),
            thread: Some(thread),
            _dir: dir,
        })
    }

    /// The unix socket that an emulator connects to: one at a time; when it has gone,
    /// the next. QEMU does by
    /// `-netdev stream,id=n0,server=off,addr.type=unix,addr.path=…`.
    #[must_use]
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// Says what the DHCP server does from now on.
    pub fn set_lease(&self, lease: Lease) {
        self.shared.plan().lease = lease;
    }

    /// Says what the DNS server answers to questions for `name` from now on.
    pub fn set_name(&self, name: &str, answer: Name) {
        let name = name.to_ascii_lowercase();
        self.shared.plan().names.insert(name, answer);
    }

    /// The DNS server answers nothing to the next `count` questions.
    pub fn lose_questions(&self, count: usize) {
        self.shared.plan().lost_questions = count;
    }

    /// Says what the NTP server answers from now on.
    pub fn set_time(&self, time: Time) {
        self.shared.plan().time = time;
    }

    /// Connections to `port` of [`HOST`](crate::HOST) go to `behind` of 127.0.0.1 from
    /// now on, and not to the port of the same number: a device may be told of 443,
    /// which no test can listen on.
    pub fn set_port(&self, port: u16, behind: u16) {
        self.shared.plan().ports.insert(port, behind);
    }

    /// What was asked for so far.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        self.shared
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// How often `seen` was asked for so far.
    #[must_use]
    pub fn count(&self, seen: &Seen) -> usize {
        self.seen().iter().filter(|other| *other == seen).count()
    }

    /// Waits until `seen` was asked for `count` times, no longer than `time`, and
    /// says whether it was.
    #[must_use]
    pub fn wait_for(&self, seen: &Seen, count: usize, time: Duration) -> bool {
        let all = self
            .shared
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let missing =
            |all: &mut Vec<Seen>| all.iter().filter(|other| *other == seen).count() < count;
        let waited = self.shared.changed.wait_timeout_while(all, time, missing);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of that thread was reported by itself.
            let _ = thread.join();
        }
    }
}

/// What a segment and those who ask it have in common.
#[derive(Default, Debug)]
pub(crate) struct Shared {
    plan: Mutex<Plan>,
    seen: Mutex<Vec<Seen>>,
    changed: Condvar,
}

impl Shared {
    pub(crate) fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn see(&self, seen: Seen) {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(seen);
        self.changed.notify_all();
    }
}
