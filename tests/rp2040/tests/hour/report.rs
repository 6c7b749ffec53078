//! What was seen in the hour, as a table.

use std::fmt;
use std::time::Duration;

use drs_status_sim::Sim;

use crate::arena::{Arena, leaks};
use crate::fault::Fault;
use crate::jobs::Change;
use crate::witness::Counted;

/// What was seen.
pub(crate) struct Report {
    seed: u64,
    time: Duration,
    /// Requests that the service has seen.
    asked: usize,
    /// Connections that it has accepted, and those that have resumed a session.
    connections: u64,
    resumptions: u64,
    counted: Counted,
    /// Of a job's status, and those that turned the lamp.
    changes: usize,
    turns: usize,
    calm: Times,
    faults: [(Times, Times); Fault::ALL.len()],
    /// Bytes in use, at most, and those there are.
    stack: (u32, u32),
    /// The memory of TLS, each time nothing was wrong and a connection idle.
    rests: Vec<Arena>,
}

/// How often, and the longest.
#[derive(Clone, Copy, Default)]
struct Times {
    count: usize,
    longest: Duration,
}

impl Times {
    fn add(&mut self, time: Duration) {
        self.count += 1;
        self.longest = self.longest.max(time);
    }
}

impl Report {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            time: Duration::ZERO,
            asked: 0,
            connections: 0,
            resumptions: 0,
            counted: Counted::default(),
            changes: 0,
            turns: 0,
            calm: Times::default(),
            faults: Default::default(),
            stack: (0, 0),
            rests: Vec::new(),
        }
    }

    /// Tells somebody who waits.
    #[allow(clippy::unused_self, reason = "what is told is part of the report")]
    pub(crate) fn say(&self, what: &str) {
        println!("{what}");
    }

    pub(crate) fn change(&mut self, change: &Change) {
        self.changes += 1;
        self.turns += usize::from(change.turns_the_lamp);
    }

    pub(crate) fn calm(&mut self, to_lamp: Duration) {
        self.calm.add(to_lamp);
    }

    /// A fault is over; how long until the next answer.
    pub(crate) fn fault(&mut self, fault: Fault, to_answer: Duration) {
        self.faults[fault as usize].0.add(to_answer);
    }

    /// How long, once it was over, until the lamp was right.
    pub(crate) fn lamp(&mut self, fault: Fault, to_lamp: Duration) {
        self.faults[fault as usize].1.add(to_lamp);
    }

    pub(crate) fn stack(&mut self, used: u32, size: u32) {
        self.stack = (self.stack.0.max(used), size);
    }

    pub(crate) fn arena(&mut self, arena: Arena) {
        self.rests.push(arena);
    }

    /// So far the chip was not reset.
    pub(crate) fn judge_arena(&self) {
        assert!(self.rests.len() > 1, "the image does not tell of its arena");
        assert!(!leaks(&self.rests), "the arena leaks: {:?}", self.rests);
    }

    /// It is over. What the board says it was answered the service has seen.
    pub(crate) fn close(&mut self, time: Duration, sim: &Sim, counted: Counted) {
        let asked = sim.request_count();
        assert!(counted.answered <= asked, "{counted:?}, {asked} seen");
        (self.time, self.asked, self.counted) = (time, asked, counted);
        (self.connections, self.resumptions) = (sim.connections(), sim.resumptions());
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { counted, .. } = self;
        writeln!(f, "\n| | |\n|---|---|")?;
        writeln!(f, "| seed | {} |", self.seed)?;
        writeln!(f, "| emulated time | {} s |", self.time.as_secs())?;
        writeln!(
            f,
            "| requests | {} seen by the service, {} answered as the board says, {} failed |",
            self.asked, counted.answered, counted.failed
        )?;
        writeln!(
            f,
            "| from one answer to the next while nothing is wrong | {} times, {} at most |",
            counted.calm_waits,
            seconds(counted.longest_wait)
        )?;
        writeln!(
            f,
            "| changes of a job | {}, of which {} turn the lamp; all seen |",
            self.changes, self.turns
        )?;
        writeln!(
            f,
            "| from a change to the lamp while nothing is wrong | {} times, {} at most |",
            self.calm.count,
            seconds(self.calm.longest)
        )?;
        writeln!(
            f,
            "| starts | {} by the power, {} by the watchdog; all provoked |",
            counted.starts, counted.watchdog_resets
        )?;
        writeln!(
            f,
            "| connections | {}, of which {} resumed a session |",
            self.connections, self.resumptions
        )?;
        if let Some(Arena { size, .. }) = self.rests.last() {
            let used = self.rests.iter().map(|arena| arena.used);
            let (least, most) = (used.clone().min(), used.max());
            let peak = self.rests.iter().map(|arena| arena.peak).max();
            writeln!(
                f,
                "| memory of TLS | {} to {} bytes while a connection is idle, {} at most, of {size} |",
                least.unwrap_or_default(),
                most.unwrap_or_default(),
                peak.unwrap_or_default()
            )?;
        }
        writeln!(f, "| stack | {} bytes of {} |", self.stack.0, self.stack.1)?;
        writeln!(
            f,
            "\n| fault | times | to the next answer | to the lamp |\n|---|---|---|---|"
        )?;
        for (fault, (answer, lamp)) in Fault::ALL.iter().zip(&self.faults) {
            writeln!(
                f,
                "| {} | {} | {} | {} |",
                fault.name(),
                answer.count,
                seconds(answer.longest),
                seconds(lamp.longest)
            )?;
        }
        Ok(())
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
