//! What a monitor reads: a line with performance data, then a line for each
//! job that is not OK.

use std::fmt::Write as _;
use std::time::Duration;

use super::notable::Notable;
use super::state::{Rules, State};
use crate::escape::Escaped;
use crate::failure::Failure;
use crate::standing::{Census, Standing};

/// What came of a check.
pub(super) struct Report<'a> {
    pub(super) rules: &'a Rules,
    pub(super) census: Census,
    pub(super) notable: &'a Notable,
    pub(super) failure: Option<Failure>,
    pub(super) time: Duration,
}

/// Text from elsewhere as it may stand in a plugin's output: on one line, and
/// without the character that begins performance data.
pub(super) fn clean(text: &str) -> String {
    Escaped(text).to_string().replace('|', "/")
}

impl Report<'_> {
    /// What a failure comes to before anything was asked.
    pub(super) fn of_failure(failure: &Failure) -> (State, String) {
        let message = clean(&failure.message);
        let advice = clean(&failure.advice);
        let text = format!("DRS {} - {message}\n{advice}\n", State::Unknown);
        (State::Unknown, text)
    }

    /// The state and the text. A failure leaves it unknown how the jobs stand;
    /// but what is critical stays so.
    pub(super) fn to_text(&self) -> (State, String) {
        let judged = self.rules.judge(&self.census);
        let Some(failure) = &self.failure else {
            let data = self.counts() + &self.time();
            return (judged, self.text(judged, &self.jobs(), &data, None));
        };
        let state = judged.max(State::Unknown);
        let mut said = clean(&failure.message);
        if self.census.all() > 0 {
            let _ = write!(said, "; until then {}", self.jobs());
        }
        // Counts of a part would draw a wrong picture.
        let text = self.text(state, &said, &self.time(), Some(&clean(&failure.advice)));
        (state, text)
    }

    fn text(&self, state: State, said: &str, data: &str, advice: Option<&str>) -> String {
        let mut text = format!("DRS {state} - {said} | {data}\n");
        for line in advice.into_iter().chain(self.notable.lines()) {
            text.push_str(line);
            text.push('\n');
        }
        if self.notable.left_out() > 0 {
            let _ = writeln!(text, "and {} more that are not OK", self.notable.left_out());
        }
        text
    }

    /// `12 jobs: 10 running, 2 ended`.
    fn jobs(&self) -> String {
        let all = self.census.all();
        let mut text = format!("{all} {}", if all == 1 { "job" } else { "jobs" });
        let mut before = ": ";
        for standing in Standing::ALL {
            let jobs = self.census.of(standing);
            if jobs > 0 {
                let _ = write!(
                    text,
                    "{before}{jobs} {}",
                    standing.as_str().replace('-', " ")
                );
                before = ", ";
            }
        }
        text
    }

    /// `label=value;warn;crit;min;max` for each standing; a threshold of 0 means
    /// that one job is too many.
    fn counts(&self) -> String {
        let all = self.census.all();
        let mut text = String::new();
        for standing in Standing::ALL {
            let jobs = self.census.of(standing);
            let (warning, critical) = match self.rules.state_of(standing) {
                State::Warning => ("0", ""),
                State::Critical => ("", "0"),
                State::Ok | State::Unknown => ("", ""),
            };
            let _ = write!(text, "{standing}={jobs};{warning};{critical};0;{all} ");
        }
        text
    }

    fn time(&self) -> String {
        format!("time={:.3}s;;;0", self.time.as_secs_f64())
    }
}
