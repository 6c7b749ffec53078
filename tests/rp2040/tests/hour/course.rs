//! What happens in the hour: a fault at a time, and jobs that change all the while.

use std::time::Duration;

use drs_status_rp2040::Stack;
use fastrand::Rng;

use crate::fault::{Deck, Fault, Lasts};
use crate::jobs::Jobs;
use crate::limits::{ANSWER, CALL, CALM, EVERY, START};
use crate::report::Report;
use crate::witness::Witness;
use crate::world::World;

/// The hour, as far as it has come.
pub(crate) struct Course {
    world: World,
    witness: Witness,
    chance: Rng,
    jobs: Jobs,
    report: Report,
}

impl Course {
    /// The power comes, and all is well.
    pub(crate) fn begin(seed: u64) -> Self {
        let jobs = Jobs::RUNNING;
        let mut course = Self {
            world: World::new(),
            witness: Witness::new(jobs.standing()),
            chance: Rng::with_seed(seed),
            jobs,
            report: Report::new(seed),
        };
        course.wait_until_seen("power-on", Duration::ZERO, Duration::ZERO, START + CALM);
        course
    }

    /// So much emulated time without a reset, and then some resets. No kind of fault is
    /// left out.
    pub(crate) fn run(mut self, time: Duration) -> Report {
        let mut deck = Deck::of(|fault| fault.reset().is_none());
        let mut rounds = 0;
        while self.world.board.second() < time || rounds < deck.len() {
            self.round(&mut deck);
            rounds += 1;
        }
        self.report.judge_arena();
        let mut deck = Deck::of(|fault| fault.reset().is_some());
        for _ in 0..2 * deck.len() {
            self.round(&mut deck);
        }
        self.measure_stack();
        self.world.setting.assert_requests_are_whole();
        let time = self.world.board.second();
        let sim = &self.world.setting.sim;
        self.report.close(time, sim, self.witness.counted);
        self.report
    }

    /// A fault, and a while in which nothing is wrong.
    fn round(&mut self, deck: &mut Deck) {
        let fault = deck.draw(&mut self.chance);
        self.disturb(fault);
        self.calm();
        if let Some(arena) = self.witness.arena() {
            self.report.arena(arena);
        }
    }

    /// A fault comes and goes, and a job changes while it lasts, before or after.
    fn disturb(&mut self, fault: Fault) {
        let lasts = fault.lasts(&mut self.chance);
        let second = self.world.board.second().as_secs();
        self.report
            .say(&format!("{second} s: {}, {lasts:?}", fault.name()));
        // The power takes what is known of the stack with it.
        self.measure_stack();
        if let Some(reset) = fault.reset() {
            self.witness.provoke(reset);
        }
        fault.begin(&mut self.world, lasts, &mut self.chance);
        let began = self.world.now();
        let changed = match lasts {
            Lasts::AMoment => self.change(),
            Lasts::For(time) => {
                let until_change = self.chance.u64(..time.as_secs().min(60));
                self.pass_until(began + Duration::from_secs(until_change));
                let changed = self.change();
                if fault.lets_through() {
                    let limit = CALM + fault.recovery(lasts);
                    let took = self.wait_until_seen(fault.name(), changed, changed, limit);
                    self.report.lamp(fault, took);
                }
                self.pass_until(began + time);
                changed
            }
            Lasts::Requests(count, wait) => {
                let changed = self.change();
                let each = u32::try_from(count).expect("a few") * (wait.max(EVERY) + ANSWER);
                self.pass_requests(count, began + CALL + each);
                changed
            }
        };
        let over = self.world.now();
        fault.end(&mut self.world);
        let limit = fault.recovery(lasts) + CALM;
        let since = over.max(changed);
        let took = self.wait_until_seen(fault.name(), since, over, limit);
        if !fault.lets_through() {
            self.report.lamp(fault, took);
        }
        let answered = self.witness.answered().expect("it was seen");
        self.report.fault(fault, answered.saturating_sub(over));
    }

    /// Nothing is wrong: polls go on at their pace and over one connection, and a job
    /// that changes is seen.
    fn calm(&mut self) {
        let connections = self.world.setting.sim.connections();
        self.witness.set_calm(true);
        let before = self.chance.u64(10..40);
        let start = self.world.board.second();
        self.pass_until(start + Duration::from_secs(before));
        let changed = self.change();
        let took = self.wait_until_seen("calm", changed, changed, CALM);
        self.report.calm(took);
        self.witness.set_calm(false);
        assert_eq!(
            self.world.setting.sim.connections(),
            connections,
            "a connection that works was given up\n{}",
            self.world.board.told()
        );
    }

    /// A job changes; the time before it does.
    fn change(&mut self) -> Duration {
        let change = self.jobs.change(&mut self.chance);
        let at = self.world.now();
        self.world.set_status(change.job, change.status);
        self.witness.change(self.jobs.standing());
        self.report.change(&change);
        at
    }

    /// Waits until the board has been answered after `over`, and lamp, alarm and log say
    /// how the jobs do; how long after `since` that was.
    fn wait_until_seen(
        &mut self,
        what: &str,
        since: Duration,
        over: Duration,
        limit: Duration,
    ) -> Duration {
        loop {
            self.second();
            let took = self.world.board.second().saturating_sub(since);
            let has_contact = self.witness.answered().is_some_and(|at| at >= over);
            let (standing, told) = (self.jobs.standing(), self.jobs.told());
            let board = &self.world.board;
            if has_contact && self.witness.sees(board, standing, told) {
                return took;
            }
            assert!(
                took <= limit,
                "{what}: after {took:?} of {limit:?} {standing:?} is not seen: lamp {:?}, alarm \
                 {:?}, contact {has_contact}\n{}",
                board.shown(),
                board.alarm(),
                board.told()
            );
        }
    }

    fn pass_until(&mut self, time: Duration) {
        while self.world.board.second() < time {
            self.second();
        }
    }

    /// Until so many requests have come.
    fn pass_requests(&mut self, count: usize, limit: Duration) {
        let wanted = self.witness.counted.failed + count;
        while self.witness.counted.failed < wanted {
            self.second();
            let now = self.world.board.second();
            assert!(now <= limit, "it asks no more\n{}", self.world.board.told());
        }
    }

    fn second(&mut self) {
        self.world.board.let_pass(1);
        self.witness.look(&self.world.board);
    }

    fn measure_stack(&mut self) {
        let Stack { used, size } = self.world.board.stack();
        self.report.stack(used, size);
    }
}
