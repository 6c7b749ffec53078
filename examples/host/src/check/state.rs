//! The states of a monitor, and which jobs lead to which.

use std::fmt;
use std::process::ExitCode;

use crate::arguments::CheckResult;
use crate::failure::Failure;
use crate::standing::{Census, Standing};

/// What a plugin says, from good to bad: a job that has failed is worse than one
/// of which nothing is known, which may have failed, too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum State {
    Ok,
    Warning,
    Unknown,
    Critical,
}

impl State {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Unknown => "UNKNOWN",
            Self::Critical => "CRITICAL",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<State> for ExitCode {
    fn from(state: State) -> Self {
        Self::from(match state {
            State::Ok => 0,
            State::Warning => 1,
            State::Critical => 2,
            State::Unknown => 3,
        })
    }
}

/// Which jobs lead to which state.
pub(super) struct Rules([State; Standing::ALL.len()]);

impl Rules {
    /// The rules by default, and what the arguments say otherwise.
    pub(super) fn new(arguments: &CheckResult) -> Result<Self, Failure> {
        let mut rules = Self(Standing::ALL.map(by_default));
        let named = [
            (State::Critical, &arguments.critical),
            (State::Warning, &arguments.warning),
            (State::Ok, &arguments.ok),
        ];
        let mut set = [None; Standing::ALL.len()];
        for (state, standings) in named {
            for standing in standings {
                let before = set[*standing as usize].replace(state);
                if before.is_some_and(|before| before != state) {
                    return Err(Failure::usage(
                        format!("{standing} is named by two of --critical, --warning and --ok"),
                        "name it by one",
                    ));
                }
                rules.0[*standing as usize] = state;
            }
        }
        Ok(rules)
    }

    pub(super) const fn state_of(&self, standing: Standing) -> State {
        self.0[standing as usize]
    }

    /// What jobs that stand so come to; OK where there are none.
    pub(super) fn judge(&self, census: &Census) -> State {
        let held = Standing::ALL
            .into_iter()
            .filter(|standing| census.of(*standing) > 0);
        let states = held.map(|standing| self.state_of(standing));
        states.max().unwrap_or(State::Ok)
    }
}

const fn by_default(standing: Standing) -> State {
    match standing {
        Standing::Failed => State::Critical,
        Standing::Unanswered => State::Unknown,
        // It waits for somebody, who may not know.
        Standing::Unknown | Standing::Waiting => State::Warning,
        Standing::Changing | Standing::Running | Standing::PhaseComplete | Standing::Ended => {
            State::Ok
        }
    }
}
