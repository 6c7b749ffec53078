//! A board of which everything can be read afterwards.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::future::pending;
use std::rc::Rc;
use std::time::Duration;

use drs_status_core::{AccessKey, Clock as _, Config, Endpoint, Pace, ProjectId, Wake};
use drs_status_gateway::{
    Board, KEPT_LEN, Network, Service, Settings, Store, TimeSource, Watchdog, run,
};
use embedded_hal::digital::{ErrorType, OutputPin};

use crate::service::{Answer, Service as Said};
use crate::world::World;
use crate::{JOBS, NOW};

const CONFIG: Config<'static> = Config::new(
    Endpoint::literal("https://drs.example.com"),
    ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
);

/// Asks every minute, each time for a minute at most.
pub(crate) const SETTINGS: Settings<'static, 2> = Settings::new(CONFIG, JOBS)
    .pace(Pace::every(Duration::from_secs(60)))
    .call_limit(Duration::from_secs(60))
    .built_at(NOW)
    .mark(1);

pub(crate) type Memory = Rc<Cell<[u8; KEPT_LEN]>>;

/// What is done in a run.
#[derive(Clone)]
pub(crate) struct Bench {
    /// How long it is.
    pub(crate) end: Duration,
    pub(crate) script: Vec<(Duration, Answer)>,
    /// When the network comes up.
    pub(crate) network: Duration,
    /// What the time server says, from when on: `None` is silence.
    pub(crate) times: Vec<(Duration, Option<Duration>)>,
    pub(crate) settings: Settings<'static, 2>,
    /// What survives.
    pub(crate) memory: Memory,
}

/// What was seen of a run.
pub(crate) struct Seen {
    /// When each pin changed, and to what.
    pub(crate) lamp: Vec<(Duration, bool)>,
    pub(crate) alarm: Vec<(Duration, bool)>,
    /// When the watchdog was fed.
    pub(crate) fed: Vec<Duration>,
    /// When the service was asked.
    pub(crate) asked: Vec<Duration>,
    /// When the time server was asked.
    pub(crate) time_asked: Vec<Duration>,
    /// When something was stored.
    pub(crate) saved: Vec<Duration>,
    /// What the time of day was in the end.
    pub(crate) unix_time: Option<Duration>,
}

impl Bench {
    /// All is well from the beginning, but for what the service says.
    pub(crate) fn new(end: Duration, script: &[(Duration, Answer)]) -> Self {
        Self {
            end,
            script: script.to_vec(),
            network: Duration::ZERO,
            times: vec![(Duration::ZERO, Some(NOW))],
            settings: SETTINGS,
            memory: Rc::new(Cell::new([0; KEPT_LEN])),
        }
    }

    pub(crate) fn run(&self) -> Seen {
        let world = World::ending_at(self.end);
        let service = Said::new(&world, &self.script);
        let pin = || Pin {
            world: world.clone(),
            changes: Rc::default(),
        };
        let (lamp, alarm) = (pin(), pin());
        let fed = Rc::new(RefCell::new(Vec::new()));
        let saved = Rc::new(RefCell::new(Vec::new()));
        let time_asked = Rc::new(RefCell::new(Vec::new()));
        let mut board = Board {
            lamp: lamp.clone(),
            alarm: alarm.clone(),
            watchdog: Fed(world.clone(), fed.clone()),
            store: Kept(world.clone(), self.memory.clone(), saved.clone()),
            network: Cable(world.clone(), self.network),
            time: TimeServer {
                world: world.clone(),
                times: self.times.clone(),
                asked: time_asked.clone(),
            },
        };
        let mut buffer = [0; CONFIG.min_buffer_len()];
        let parts = Service {
            transport: service.clone(),
            clock: world.clone(),
            credentials: AccessKey::new("EXAMPLE", "nobodys-secret").expect("a key"),
            buffer: &mut buffer,
        };
        world
            .run(run(&self.settings, parts, &mut board))
            .expect("something is always waited for")
            .expect("the buffer is long enough");
        Seen {
            lamp: lamp.changes.take(),
            alarm: alarm.changes.take(),
            fed: fed.take(),
            asked: service.asked.take(),
            time_asked: time_asked.take(),
            saved: saved.take(),
            unix_time: world.unix_time(),
        }
    }
}

impl Seen {
    /// How long the lamp was lit and dark, one after the other, in milliseconds, from
    /// the first time that it was lit after that moment.
    pub(crate) fn lamp_after(&self, from: u64) -> Vec<(u128, bool)> {
        let from = Duration::from_secs(from);
        let is_before = |(at, is_lit): &&(Duration, bool)| *at < from || !is_lit;
        let later: Vec<_> = self.lamp.iter().skip_while(is_before).collect();
        let spans = later.windows(2);
        spans
            .map(|pair| (pair[1].0.abs_diff(pair[0].0).as_millis(), pair[0].1))
            .collect()
    }

    /// Whether the alarm was on at that moment.
    pub(crate) fn is_alarmed(&self, at: u64) -> bool {
        let at = Duration::from_secs(at);
        let before = self.alarm.iter().rev().find(|(when, _)| *when <= at);
        before.is_some_and(|(_, is_on)| *is_on)
    }

    /// The longest time between two feeds, up to that moment.
    pub(crate) fn longest_hunger(&self, until: u64) -> Duration {
        let until = Duration::from_secs(until);
        let fed = self.fed.iter().copied().filter(|at| *at < until);
        let times: Vec<_> = [Duration::ZERO]
            .into_iter()
            .chain(fed)
            .chain([until])
            .collect();
        times
            .windows(2)
            .map(|pair| pair[1].abs_diff(pair[0]))
            .max()
            .expect("two moments at least")
    }
}

#[derive(Clone)]
struct Pin {
    world: World,
    changes: Rc<RefCell<Vec<(Duration, bool)>>>,
}

impl Pin {
    fn set(&self, is_high: bool) {
        let mut changes = self.changes.borrow_mut();
        if changes.last().is_none_or(|(_, last)| *last != is_high) {
            changes.push((self.world.now(), is_high));
        }
    }
}

impl ErrorType for Pin {
    type Error = Infallible;
}

impl OutputPin for Pin {
    fn set_low(&mut self) -> Result<(), Infallible> {
        self.set(false);
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Infallible> {
        self.set(true);
        Ok(())
    }
}

struct Fed(World, Rc<RefCell<Vec<Duration>>>);

impl Watchdog for Fed {
    fn feed(&mut self) {
        self.1.borrow_mut().push(self.0.now());
    }
}

struct Kept(World, Memory, Rc<RefCell<Vec<Duration>>>);

impl Store for Kept {
    type Error = Infallible;

    fn load(&mut self) -> Result<[u8; KEPT_LEN], Infallible> {
        Ok(self.1.get())
    }

    fn save(&mut self, kept: &[u8; KEPT_LEN]) -> Result<(), Infallible> {
        self.1.set(*kept);
        self.2.borrow_mut().push(self.0.now());
        Ok(())
    }
}

struct Cable(World, Duration);

impl Network for Cable {
    async fn up(&mut self) {
        let left = self.1.saturating_sub(self.0.now());
        if !left.is_zero() && self.0.sleep(left).await == Wake::Stopped {
            pending::<()>().await;
        }
    }
}

struct TimeServer {
    world: World,
    times: Vec<(Duration, Option<Duration>)>,
    asked: Rc<RefCell<Vec<Duration>>>,
}

/// Nobody answers.
#[derive(Debug)]
struct Silent;

impl TimeSource for TimeServer {
    type Error = Silent;

    async fn unix_time(&mut self) -> Result<Duration, Silent> {
        let now = self.world.now();
        self.asked.borrow_mut().push(now);
        let in_force = self.times.iter().rev().find(|(from, _)| *from <= now);
        match in_force {
            // What it says goes on as time does.
            Some((_, Some(time))) => Ok(*time + now),
            Some((_, None)) => Err(Silent),
            None => pending().await,
        }
    }

    fn set(&mut self, unix_time: Duration) {
        self.world.set_unix_time(unix_time);
    }
}
