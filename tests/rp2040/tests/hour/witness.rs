//! Looks at the board each second, and knows what it may show.

use std::time::Duration;

use drs_status_rp2040::{Board, Event, Level, Line, Reset, Shown};

use crate::arena::Arena;
use crate::jobs::Standing;
use crate::limits::{ANSWER, EVERY, LATE_LOG, LOOK, PATIENCE};
use crate::service::JOBS;

/// What somebody knows who sees the board's lamp, its alarm and its log.
pub(crate) struct Witness {
    /// Events that were looked at.
    looked: usize,
    /// When the chip last started: its log counts from there.
    started: Duration,
    /// When a poll was last answered, since it started.
    answered: Option<Duration>,
    /// When contact came back that was lost by then.
    found_again: Duration,
    /// What may be shown: how the jobs stand, and how they stood since it was seen last.
    may_show: Vec<Standing>,
    /// The status of each job, as it was told last.
    told: [String; 2],
    /// How full the memory of TLS is, as it was told last.
    arena: Option<Arena>,
    /// While nothing is wrong each poll has to be answered.
    is_calm: bool,
    /// Resets that belong to a fault, and were not seen yet.
    provoked: Vec<Reset>,
    pub(crate) counted: Counted,
}

/// How often it happened.
#[derive(Default, Debug)]
pub(crate) struct Counted {
    pub(crate) answered: usize,
    pub(crate) failed: usize,
    /// By the power, and by the watchdog.
    pub(crate) starts: usize,
    pub(crate) watchdog_resets: usize,
    /// While nothing is wrong, from one answer to the next: how often, and the longest.
    pub(crate) calm_waits: usize,
    pub(crate) longest_wait: Duration,
}

impl Witness {
    /// Before the power comes.
    pub(crate) fn new(standing: Standing) -> Self {
        Self {
            looked: 0,
            started: Duration::ZERO,
            answered: None,
            found_again: Duration::ZERO,
            may_show: vec![standing],
            told: Default::default(),
            arena: None,
            is_calm: false,
            provoked: vec![Reset::PowerOn],
            counted: Counted::default(),
        }
    }

    /// A fault resets the board.
    pub(crate) fn provoke(&mut self, reset: Reset) {
        self.provoked.push(reset);
    }

    /// The jobs stand like this from now on.
    pub(crate) fn change(&mut self, standing: Standing) {
        self.may_show.push(standing);
    }

    /// From now on nothing is wrong, or something may be.
    pub(crate) fn set_calm(&mut self, is_calm: bool) {
        self.is_calm = is_calm;
    }

    pub(crate) fn answered(&self) -> Option<Duration> {
        self.answered
    }

    pub(crate) fn arena(&self) -> Option<Arena> {
        self.arena
    }

    /// Whether lamp, alarm and log say how the jobs do. Then nothing else may be shown
    /// any more.
    pub(crate) fn sees(&mut self, board: &Board, standing: Standing, wanted: [&str; 2]) -> bool {
        let is_shown = board.shown() == Some(standing.lamp()) && board.alarm() == standing.alarm();
        let mut told = self.told.iter().zip(wanted);
        let is_seen = is_shown && told.all(|(told, wanted)| told.contains(wanted));
        if is_seen {
            self.may_show = vec![standing];
        }
        is_seen
    }

    /// Looks at what has happened since, and at the lamp.
    pub(crate) fn look(&mut self, board: &Board) {
        for event in &board.events()[self.looked..] {
            match event {
                Event::Log(line) => self.read(board, line),
                Event::Reset { at, why } => self.reset(board, *at, *why),
                Event::Pin { .. } | Event::Tick { .. } | Event::Other { .. } => {}
                Event::Complaint(text) => panic!("{text}"),
            }
        }
        self.looked = board.events().len();
        if let Err(why) = self.judge(board) {
            panic!("{why}; it may show {:?}\n{}", self.may_show, board.told());
        }
    }

    fn read(&mut self, board: &Board, line: &Line) {
        // Whatever ends the watch, or the watchdog's patience, is told as an error.
        assert_ne!(line.level, "error", "{line}\n{}", board.told());
        if let Some((id, told)) = line.text.split_once(": ")
            && let Some(job) = JOBS.iter().position(|job| *job == id)
        {
            told.clone_into(&mut self.told[job]);
        }
        if let Some(arena) = Arena::parse(&line.text) {
            assert_eq!(arena.failed, 0, "{line}\n{}", board.told());
            self.arena = Some(arena);
        }
        if !line.text.starts_with("request ") {
            return;
        }
        if !line.text.contains(": answered in ") {
            self.counted.failed += 1;
            return;
        }
        let seconds = line.time.parse().expect("a log tells the seconds");
        let at = self.started + Duration::from_secs_f64(seconds);
        if self.is_calm
            && let Some(before) = self.answered
        {
            let wait = at.saturating_sub(before);
            self.counted.calm_waits += 1;
            self.counted.longest_wait = self.counted.longest_wait.max(wait);
        }
        if self.may_be_lost(at) {
            self.found_again = at;
        }
        self.answered = Some(at);
        self.counted.answered += 1;
    }

    fn reset(&mut self, board: &Board, at: Duration, why: Reset) {
        let provoked = self.provoked.iter().position(|reset| *reset == why);
        let Some(place) = provoked else {
            panic!("nobody provoked that reset, {why:?}\n{}", board.told());
        };
        self.provoked.remove(place);
        self.counted.starts += usize::from(why == Reset::PowerOn);
        self.counted.watchdog_resets += usize::from(why == Reset::Watchdog);
        self.started = at;
        self.answered = None;
    }

    /// Whether there was no answer for so long that the board may say so.
    fn may_be_lost(&self, now: Duration) -> bool {
        self.answered
            .is_none_or(|at| now + LATE_LOG >= at + PATIENCE)
    }

    /// Whether what is to be seen now may be.
    fn judge(&self, board: &Board) -> Result<(), String> {
        let now = board.second();
        let silent = self.answered.map(|at| now.saturating_sub(at));
        if board.alarm() == Level::High && !self.may_show.contains(&Standing::Failed) {
            return Err("the alarm is on, and no job has failed".to_owned());
        }
        if self.is_calm && silent.is_none_or(|time| time > EVERY + ANSWER + LATE_LOG) {
            return Err(format!("no poll was answered for {silent:?}"));
        }
        let Some(shown) = board.shown() else {
            return Ok(());
        };
        let standing = [Standing::Healthy, Standing::Attention, Standing::Failed];
        let right = match standing.into_iter().find(|one| one.lamp() == shown) {
            // It outlasts the contact.
            Some(Standing::Failed) => self.may_show.contains(&Standing::Failed),
            Some(standing) => {
                let fresh = silent.is_some_and(|time| time <= PATIENCE + LOOK + LATE_LOG);
                fresh && self.may_show.contains(&standing)
            }
            None if shown == Shown::Wink => self.may_be_lost(now) || now <= self.found_again + LOOK,
            None => false,
        };
        if right {
            return Ok(());
        }
        Err(format!(
            "the lamp shows {shown:?}, {silent:?} after the last answer"
        ))
    }
}
