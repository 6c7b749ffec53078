//! QEMU's monitor, by which an emulated machine is changed while it runs.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::machine::NETWORK_ID;

/// How long the monitor may take.
const TIME: Duration = Duration::from_secs(10);

/// How often it is looked whether it is there.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// What it says when it waits for a command.
const PROMPT: &[u8] = b"(qemu) ";

/// The link of a machine to its network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// As if the cable were plugged in.
    Up,
    /// As if it were pulled out.
    Down,
}

/// Where the monitor listens.
#[derive(Debug)]
pub(crate) struct Monitor {
    dir: TempDir,
}

impl Monitor {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self {
            dir: tempfile::Builder::new().prefix("qemu").tempdir()?,
        })
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("monitor")
    }

    /// What QEMU must be told behind `-monitor`.
    pub(crate) fn argument(&self) -> String {
        format!("unix:{},server=on,wait=off", self.path().display())
    }

    /// Lets a machine go that has been halted.
    pub(crate) fn go_on(&self) -> io::Result<()> {
        self.command("cont")
    }

    /// Changes the link, and comes back when it is changed.
    pub(crate) fn link(&self, link: Link) -> io::Result<()> {
        let state = match link {
            Link::Up => "on",
            Link::Down => "off",
        };
        self.command(&format!("set_link {NETWORK_ID} {state}"))
    }

    fn command(&self, command: &str) -> io::Result<()> {
        let mut monitor = self.connect()?;
        monitor.set_read_timeout(Some(TIME))?;
        wait_for_prompt(&mut monitor)?;
        writeln!(monitor, "{command}")?;
        wait_for_prompt(&mut monitor)
    }

    /// An emulator that has just been started does not listen yet.
    fn connect(&self) -> io::Result<UnixStream> {
        let start = Instant::now();
        loop {
            match UnixStream::connect(self.path()) {
                Err(_) if start.elapsed() < TIME => thread::sleep(LOOK_EVERY),
                connected_or_not => return connected_or_not,
            }
        }
    }
}

fn wait_for_prompt(monitor: &mut UnixStream) -> io::Result<()> {
    let mut said = Vec::new();
    let mut byte = [0];
    while !said.ends_with(PROMPT) {
        monitor.read_exact(&mut byte)?;
        said.extend(byte);
    }
    Ok(())
}
