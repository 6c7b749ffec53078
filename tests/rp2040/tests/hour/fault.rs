//! What goes wrong, and how long a board may need once it is over.

use std::time::Duration;

use drs_status_network::{Lease, Name, Time};
use drs_status_rp2040::Reset;
use drs_status_sim::{Answer, Breakage, Point};
use fastrand::Rng;

use crate::limits::{ADDRESS, ANSWER, ASK, CALL, EVERY, LEASE, LONGEST_ASK, START, WATCHDOG};
use crate::service::{HOST_NAME, at_host};
use crate::world::World;

/// One kind of fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    Cable,
    ServerGone,
    ServerRestarted,
    Unavailable,
    Throttled,
    Slow,
    Stalls,
    Resets,
    Cuts,
    LeaseSilent,
    LeaseRefused,
    NameSilent,
    NameFailing,
    QuestionsLost,
    TimeSilent,
    Hang,
    Power,
}

/// How long a fault lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lasts {
    /// It happens, and is over.
    AMoment,
    For(Duration),
    /// Until so many requests were refused, each with this wait in `Retry-After`.
    Requests(usize, Duration),
}

impl Fault {
    pub(crate) const ALL: [Self; 17] = [
        Self::Cable,
        Self::ServerGone,
        Self::ServerRestarted,
        Self::Unavailable,
        Self::Throttled,
        Self::Slow,
        Self::Stalls,
        Self::Resets,
        Self::Cuts,
        Self::LeaseSilent,
        Self::LeaseRefused,
        Self::NameSilent,
        Self::NameFailing,
        Self::QuestionsLost,
        Self::TimeSilent,
        Self::Hang,
        Self::Power,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Cable => "cable out",
            Self::ServerGone => "server gone",
            Self::ServerRestarted => "server restarted",
            Self::Unavailable => "503, Retry-After",
            Self::Throttled => "429, Retry-After",
            Self::Slow => "service slow",
            Self::Stalls => "answers stall",
            Self::Resets => "connections reset",
            Self::Cuts => "connections cut",
            Self::LeaseSilent => "lease lost, DHCP silent",
            Self::LeaseRefused => "lease refused",
            Self::NameSilent => "DNS silent",
            Self::NameFailing => "DNS failing",
            Self::QuestionsLost => "two DNS questions lost",
            Self::TimeSilent => "power cut, then NTP silent",
            Self::Hang => "program hangs, watchdog",
            Self::Power => "power cut",
        }
    }

    /// Draws for how long. Some outlast the board's patience, and its lamp must say so.
    pub(crate) fn lasts(self, chance: &mut Rng) -> Lasts {
        let seconds = |range: std::ops::Range<u64>, chance: &mut Rng| {
            Lasts::For(Duration::from_secs(chance.u64(range)))
        };
        match self {
            Self::ServerRestarted
            | Self::LeaseRefused
            | Self::QuestionsLost
            | Self::Hang
            | Self::Power => Lasts::AMoment,
            Self::Unavailable | Self::Throttled => {
                let wait = Duration::from_secs(chance.u64(1..40));
                Lasts::Requests(chance.usize(1..4), wait)
            }
            Self::Cable | Self::ServerGone if chance.u8(..3) == 0 => seconds(230..260, chance),
            // By then it has ended.
            Self::LeaseSilent => seconds(70..130, chance),
            _ => seconds(20..110, chance),
        }
    }

    /// How it resets the chip, if it does.
    pub(crate) const fn reset(self) -> Option<Reset> {
        match self {
            Self::Hang => Some(Reset::Watchdog),
            Self::Power | Self::TimeSilent => Some(Reset::PowerOn),
            _ => None,
        }
    }

    /// Whether the service answers all the same.
    pub(crate) const fn lets_through(self) -> bool {
        matches!(self, Self::Slow)
    }

    /// How long until a poll begins that finds nothing wrong, at most, once it is over.
    pub(crate) fn recovery(self, lasts: Lasts) -> Duration {
        let lasted = match lasts {
            Lasts::AMoment => Duration::ZERO,
            Lasts::For(time) => time,
            Lasts::Requests(_, wait) => return wait.max(EVERY),
        };
        match self {
            Self::Cable | Self::LeaseSilent | Self::LeaseRefused => CALL + ADDRESS,
            Self::Slow => ANSWER,
            // Each wait for the time is twice the one before, so that the next one is no
            // longer than those that are over.
            Self::TimeSilent => START + ASK + lasted.min(LONGEST_ASK),
            Self::Hang => WATCHDOG + START,
            Self::Power => START,
            _ => CALL,
        }
    }

    /// It begins. A reset or a loss that belongs to it has happened then.
    pub(crate) fn begin(self, world: &mut World, lasts: Lasts, chance: &mut Rng) {
        let network = &world.setting.network;
        // In the handshake, the head, the body, or one of the answers after it.
        let point = Point::ToClient(chance.usize(..2000));
        match self {
            Self::Cable => world.board.unplug(),
            Self::ServerGone => world.setting.stop_service(),
            Self::ServerRestarted => world.setting.open_way(Breakage::None),
            Self::Unavailable | Self::Throttled => self.refuse(world, lasts),
            Self::Slow => {
                let delay = Duration::from_millis(chance.u64(50..700));
                world.setting.open_way(Breakage::Delay(delay));
            }
            Self::Stalls => world.setting.open_way(Breakage::StallAfter(point)),
            Self::Resets => world.setting.open_way(Breakage::ResetAfter(point)),
            Self::Cuts => world.setting.open_way(Breakage::CutAfter(point)),
            Self::LeaseSilent => network.set_lease(Lease::Silent),
            Self::LeaseRefused => {
                network.set_lease(Lease::Refused);
                // Refused again and again the board asks without a pause, which is much
                // work for an emulator.
                world.board.wait_for_log("no address");
            }
            Self::NameSilent => lose_name(world, Name::Silent),
            Self::NameFailing => lose_name(world, Name::Failing),
            Self::QuestionsLost => {
                network.lose_questions(2);
                world.setting.open_way(Breakage::None);
            }
            Self::TimeSilent => {
                network.set_time(Time::Silent);
                world.board.cycle_power();
            }
            Self::Hang => {
                world.board.hang();
                let (_, why) = world.board.wait_for_reset();
                assert_eq!(why, Reset::Watchdog, "{}", world.board.told());
            }
            Self::Power => world.board.cycle_power(),
        }
    }

    /// It is over.
    pub(crate) fn end(self, world: &mut World) {
        let network = &world.setting.network;
        match self {
            Self::Cable => world.board.plug(),
            Self::ServerGone | Self::Slow | Self::Stalls | Self::Resets | Self::Cuts => {
                world.setting.open_way(Breakage::None);
            }
            Self::LeaseSilent | Self::LeaseRefused => network.set_lease(Lease::For(LEASE)),
            Self::NameSilent | Self::NameFailing => network.set_name(HOST_NAME, at_host()),
            Self::TimeSilent => network.set_time(Time::OfHost),
            Self::ServerRestarted
            | Self::Unavailable
            | Self::Throttled
            | Self::QuestionsLost
            | Self::Hang
            | Self::Power => {}
        }
    }

    fn refuse(self, world: &World, lasts: Lasts) {
        let Lasts::Requests(count, wait) = lasts else {
            unreachable!("refusals are counted");
        };
        let answer = match self {
            Self::Throttled => Answer::gateway(429, "APIGW.0308", "Too many requests."),
            _ => Answer::html(503),
        };
        let answer = answer.header("Retry-After", &wait.as_secs().to_string());
        world.setting.sim.next_answers(vec![answer; count]);
    }
}

/// A name is asked for when there is no connection.
fn lose_name(world: &mut World, answer: Name) {
    world.setting.network.set_name(HOST_NAME, answer);
    world.setting.open_way(Breakage::None);
}

/// Some kinds in an order by chance, and once more when each was drawn.
pub(crate) struct Deck {
    kinds: Vec<Fault>,
    left: Vec<Fault>,
}

impl Deck {
    pub(crate) fn of(is_in: impl Fn(Fault) -> bool) -> Self {
        let kinds = Fault::ALL.into_iter().filter(|fault| is_in(*fault));
        Self {
            kinds: kinds.collect(),
            left: Vec::new(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.kinds.len()
    }

    pub(crate) fn draw(&mut self, chance: &mut Rng) -> Fault {
        if self.left.is_empty() {
            self.left.clone_from(&self.kinds);
            chance.shuffle(&mut self.left);
        }
        self.left.pop().expect("there is a kind")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_drawn_before_one_is_drawn_twice() {
        let mut chance = Rng::with_seed(7);
        let mut deck = Deck::of(|fault| fault.reset().is_none());
        let kinds = deck.kinds.clone();
        assert_eq!(kinds.len(), Fault::ALL.len() - 3);
        let mut orders = Vec::new();
        for _ in 0..2 {
            let drawn: Vec<_> = kinds.iter().map(|_| deck.draw(&mut chance)).collect();
            assert!(kinds.iter().all(|fault| drawn.contains(fault)));
            orders.push(drawn);
        }
        assert_ne!(orders[0], orders[1]);
    }
}
