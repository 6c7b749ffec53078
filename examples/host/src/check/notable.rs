//! The jobs that a monitor is told by name.

use super::report::clean;
use super::state::State;
use crate::output::Row;

/// Most jobs that are named. Monitors cut what is longer than a few KiB.
///
/// Source: Nagios Core, *Plugin API*: 4 KiB, since 3.0 by default 8.
const MAX_NAMED: usize = 20;

/// Most characters of a message.
const MAX_MESSAGE: usize = 160;

/// Jobs that are not OK, the worst first, as many as are named.
#[derive(Default)]
pub(super) struct Notable {
    /// A line each, in order of state, then of answers.
    lines: Vec<(State, String)>,
    /// How many more there were.
    left_out: u64,
}

impl Notable {
    /// Adds a job, unless it is OK.
    pub(super) fn add(&mut self, state: State, row: Row<'_>) {
        if state == State::Ok {
            return;
        }
        let place = self.lines.partition_point(|(other, _)| *other >= state);
        if place < MAX_NAMED {
            self.lines.insert(place, (state, line(state, row)));
        } else {
            self.left_out += 1;
        }
        if self.lines.len() > MAX_NAMED {
            self.lines.pop();
            self.left_out += 1;
        }
    }

    /// The lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|(_, line)| line.as_str())
    }

    /// How many jobs are not named.
    pub(super) const fn left_out(&self) -> u64 {
        self.left_out
    }
}

fn line(state: State, row: Row<'_>) -> String {
    let task = match row {
        Row::Unanswered(job) => return format!("{state}: {job} unanswered"),
        Row::Answered(task) => task,
    };
    let mut line = format!("{state}: {}", task.id);
    if let Some(status) = task.status {
        line = format!("{line} {}", clean(status.as_str()));
    }
    if let Some(code) = task.error_code {
        line = format!("{line} {}", clean(code.as_str()));
    }
    if let Some(message) = task.error_message {
        let text = clean(message.text().as_str());
        let cut: String = text.chars().take(MAX_MESSAGE).collect();
        let rest = if cut.len() < text.len() || message.is_cut() {
            "..."
        } else {
            ""
        };
        line = format!("{line} {cut}{rest}");
    }
    line
}
