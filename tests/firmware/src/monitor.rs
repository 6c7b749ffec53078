//! QEMU's monitor, by which an emulated machine is changed while it runs.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use crate::machine::NETWORK_ID;

/// How long the monitor may take.
const TIME: Duration = Duration::from_secs(10);

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

    /// Changes the link, and comes back when it is changed.
    pub(crate) fn link(&self, link: Link) -> io::Result<()> {
        let state = match link {
            Link::Up => "on",
            Link::Down => "off",
        };
        let mut monitor = UnixStream::connect(self.path())?;
        monitor.set_read_timeout(Some(TIME))?;
        wait_for_prompt(&mut monitor)?;
        writeln!(monitor, "set_link {NETWORK_ID} {state}")?;
        wait_for_prompt(&mut monitor)
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
