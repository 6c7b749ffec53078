//! What can be read off a board at any time.

use std::time::Duration;

use crate::board::Board;
use crate::event::Event;
use crate::lamp::Shown;

/// How far the stack of a board has reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stack {
    /// Bytes that were in use at once, at most, since the power came. A reset by the
    /// watchdog leaves RAM as it is, and so this.
    pub used: u32,
    /// Bytes between its start and the other memory of the program.
    pub size: u32,
}

impl Board {
    /// The emulated time: what happens after this was called happens after it.
    ///
    /// # Panics
    ///
    /// Panics if the emulator does not answer.
    pub fn now(&mut self) -> Duration {
        self.command("now")
    }

    /// The last whole second that was waited for.
    #[must_use]
    pub fn second(&self) -> Duration {
        let mut newest = self.events().iter().rev();
        let second = newest.find_map(|event| match event {
            Event::Tick { at } => Some(*at),
            _ => None,
        });
        second.unwrap_or_default()
    }

    /// What the lamp shows by that second, to somebody who looked at it for a while;
    /// `None` while it changes, or nobody has looked for long enough.
    #[must_use]
    pub fn shown(&self) -> Option<Shown> {
        self.lamp().shown(self.second())
    }

    /// How far its stack has reached.
    ///
    /// # Panics
    ///
    /// Panics if the emulator does not tell.
    pub fn stack(&mut self) -> Stack {
        self.say("stack");
        self.wait("the emulator does not tell of the stack", |event, _| {
            let Event::Other { what, .. } = event else {
                return None;
            };
            Stack::parse(what)
        })
    }
}

impl Stack {
    /// `stack 5432 of 245056`
    fn parse(line: &str) -> Option<Self> {
        let (used, size) = line.strip_prefix("stack ")?.split_once(" of ")?;
        Some(Self {
            used: used.parse().ok()?,
            size: size.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_tells_of_the_stack() {
        let told = Stack {
            used: 5432,
            size: 245_056,
        };
        assert_eq!(Stack::parse("stack 5432 of 245056"), Some(told));
        for other in ["stack 5432", "stack of 245056", "link down", "stack x of y"] {
            assert_eq!(Stack::parse(other), None, "{other}");
        }
    }
}
