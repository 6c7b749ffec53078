//! What firmware is given.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::machine::Machine;
use crate::monitor::Link;
use crate::running::{Outcome, Running};

/// More than any test needs, though the host may have much else to do.
const TIME_LIMIT: Duration = Duration::from_mins(1);

/// Firmware that is to be booted.
#[derive(Clone, Debug)]
#[must_use = "nothing is booted before `run` or `start`"]
pub struct Boot {
    pub(crate) machine: Machine,
    pub(crate) firmware: PathBuf,
    pub(crate) arguments: Vec<String>,
    /// The socket of a network of its own, in place of QEMU's.
    pub(crate) network: Option<PathBuf>,
    pub(crate) link: Link,
    pub(crate) time_limit: Duration,
    pub(crate) is_counted: bool,
}

impl Boot {
    /// The firmware of that machine, without arguments, its link up, for a minute at
    /// most.
    ///
    /// # Panics
    ///
    /// Panics if the environment does not say where it is: see [`Machine::firmware`].
    pub fn new(machine: Machine) -> Self {
        Self {
            machine,
            firmware: machine.firmware(),
            arguments: Vec::new(),
            network: None,
            link: Link::Up,
            time_limit: TIME_LIMIT,
            is_counted: false,
        }
    }

    /// Another image for the same machine.
    pub fn firmware(mut self, firmware: impl Into<PathBuf>) -> Self {
        self.firmware = firmware.into();
        self
    }

    /// Hands in the word `name=value`. All of them together have 4096 bytes at most.
    ///
    /// # Panics
    ///
    /// Panics if the value has a quotation mark, for which there is no way.
    pub fn argument(mut self, name: &str, value: impl Display) -> Self {
        let word = format!("{name}={value}");
        assert!(!word.contains('"'), "{word} has a quotation mark");
        self.arguments.push(word);
        self
    }

    /// Plugs it into the network behind a unix socket, in place of QEMU's: an Ethernet
    /// whose frames go over it behind their length.
    pub fn network(mut self, socket: &Path) -> Self {
        self.network = Some(socket.to_owned());
        self
    }

    /// How its link is from the first instruction on.
    pub const fn link(mut self, link: Link) -> Self {
        self.link = link;
        self
    }

    /// Lets its time be a count of instructions, of 64 ns each, in place of the host's:
    /// QEMU's `-icount shift=6`.
    pub const fn counted(mut self) -> Self {
        self.is_counted = true;
        self
    }

    /// Another time after which it is ended.
    pub const fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// Boots it and waits for its end.
    ///
    /// # Panics
    ///
    /// Panics if QEMU is not there, or the image cannot be read.
    #[must_use]
    pub fn run(self) -> Outcome {
        self.start().finish()
    }

    /// Boots it.
    ///
    /// # Panics
    ///
    /// Panics if QEMU is not there, or the image cannot be read.
    #[must_use]
    pub fn start(self) -> Running {
        Running::start(&self)
    }

    /// What QEMU must be told behind `-semihosting-config`.
    ///
    /// It joins the words by spaces, and the firmware takes them apart again: so each
    /// is in quotation marks.
    pub(crate) fn semihosting(&self) -> String {
        let mut words = vec!["enable=on,target=native,arg=firmware".to_string()];
        for word in &self.arguments {
            words.push(format!("arg=\"{}\"", word.replace(',', ",,")));
        }
        words.join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_reach_the_firmware_as_they_are() {
        let boot = Boot {
            machine: Machine::Arm,
            firmware: PathBuf::new(),
            arguments: Vec::new(),
            network: None,
            link: Link::Up,
            time_limit: TIME_LIMIT,
            is_counted: false,
        };
        let boot = boot.argument("times", 80).argument("jobs", "a,b c");
        assert_eq!(
            boot.semihosting(),
            r#"enable=on,target=native,arg=firmware,arg="times=80",arg="jobs=a,,b c""#
        );
    }
}
