//! The jobs that are watched: what each is, and what of it was told.

use std::ops::ControlFlow;

use drs_status_core::{Change, Status, Was};
use drs_status_measure::job_id;
use drs_status_sim::{Job, Sim};

use crate::chance::Chance;

/// What a job can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Being {
    /// `None` for a job that the service leaves out.
    status: Option<&'static str>,
    error_code: Option<&'static str>,
}

/// What jobs are in their lives, in whatever order.
const BEINGS: [Being; 10] = [
    being("CREATING"),
    being("CONFIGURATION"),
    being("FULL_TRANSFER_STARTED"),
    being("INCRE_TRANSFER_STARTED"),
    being("PAUSING"),
    being("A_STATUS_OF_TOMORROW"),
    being("RELEASE_RESOURCE_COMPLETE"),
    failed("INCRE_TRANSFER_FAILED", "DRS.M05004"),
    failed("INCRE_TRANSFER_FAILED", "DRS.M06010"),
    Being {
        status: None,
        error_code: None,
    },
];

const fn being(status: &'static str) -> Being {
    Being {
        status: Some(status),
        error_code: None,
    }
}

const fn failed(status: &'static str, code: &'static str) -> Being {
    Being {
        status: Some(status),
        error_code: Some(code),
    }
}

impl Being {
    /// What a watch says that a job was.
    fn was(self) -> Was {
        match self.status.map(Status::from_text) {
            None => Was::Missing,
            Some(Status::Other(_)) => Was::Other,
            Some(status) => Was::Known(status),
        }
    }
}

/// The jobs, each at its place in its life.
pub(super) struct Lives<'s> {
    sim: &'s Sim,
    jobs: Vec<Life>,
    told: u64,
}

struct Life {
    id: String,
    now: Being,
    /// What was told of it last.
    told: Option<Being>,
}

impl<'s> Lives<'s> {
    /// So many jobs, each in some status.
    pub(super) fn begin(sim: &'s Sim, jobs: usize, chance: &mut Chance) -> Self {
        let life = |number| Life {
            id: job_id(number),
            now: BEINGS[0],
            told: None,
        };
        let mut lives = Self {
            sim,
            jobs: (0..jobs).map(life).collect(),
            told: 0,
        };
        for index in 0..jobs {
            lives.become_something(index, chance);
        }
        lives
    }

    pub(super) fn ids(&self) -> Vec<String> {
        self.jobs.iter().map(|job| job.id.clone()).collect()
    }

    /// How many changes were told.
    pub(super) fn told(&self) -> u64 {
        self.told
    }

    /// Some jobs change, some of them twice, some back to what they were.
    pub(super) fn go_on(&mut self, chance: &mut Chance) {
        for _ in 0..chance.below(self.jobs.len() / 10) {
            let index = chance.below(self.jobs.len());
            self.become_something(index, chance);
        }
    }

    fn become_something(&mut self, index: usize, chance: &mut Chance) {
        let being = BEINGS[chance.below(BEINGS.len())];
        let life = &mut self.jobs[index];
        life.now = being;
        let Some(status) = being.status else {
            return self.sim.remove_job(&life.id);
        };
        let mut job = Job::new(&life.id).status(status);
        if let Some(code) = being.error_code {
            job = job.error(code, "It has failed.", "已失败。");
        }
        self.sim.set_job(job);
    }

    /// A change was told: it has to be one, and of what was told before.
    pub(super) fn hear(&mut self, change: &Change<'_>) -> Result<(), String> {
        let life = &mut self.jobs[change.index];
        let is = Being {
            status: life.now.status,
            error_code: life.now.error_code,
        };
        let told = change.now.map(|task| {
            let status = task.status.map(|status| status.as_str().to_owned());
            let code = task.error_code.map(|code| code.as_str().to_owned());
            (status, code)
        });
        let expected = is
            .status
            .map(|status| (Some(status.to_owned()), is.error_code.map(str::to_owned)));
        let was = life.told.map_or(Was::New, Being::was);
        let right = told == expected
            && change.was == was
            && life.told != Some(life.now)
            && change.id.as_str() == life.id;
        life.told = Some(life.now);
        self.told += 1;
        if right {
            return Ok(());
        }
        Err(format!("{change:?}, where it was {was:?} and is {is:?}"))
    }

    /// A poll was whole: all that is different by now has been told.
    pub(super) fn all_is_told(&self) -> Result<(), String> {
        match self.jobs.iter().find(|job| job.told != Some(job.now)) {
            None => Ok(()),
            Some(job) => Err(format!("{} is {:?}, and nobody said so", job.id, job.now)),
        }
    }
}

/// Ends the watch where something is not as it should be.
pub(super) fn stop_at(wrong: Result<(), String>, first: &mut Option<String>) -> ControlFlow<()> {
    match wrong {
        Ok(()) => ControlFlow::Continue(()),
        Err(wrong) => {
            first.get_or_insert(wrong);
            ControlFlow::Break(())
        }
    }
}
