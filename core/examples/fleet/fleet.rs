//! Many devices in virtual time: each asks once a minute with a client of its own,
//! and all of them ask one service, which is away for a while.

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;
use std::future::poll_fn;
use std::ops::{ControlFlow, Range};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use drs_status_core::{
    Client, Clock, Config, Endpoint, JobId, Pace, ProjectId, Request, RequestSent, ResponseHead,
    RetryPolicy, Seen, StatusCode, Token, Transport, TransportError, TransportErrorKind, Until,
    Wake, Watch, WatchEvent,
};

const ASK_EVERY: Duration = Duration::from_secs(60);
const JOBS: [JobId<'_>; 1] = JobId::list(["9a470239-2308-4bb5-a6bc-1040402fjb21"]);
const ANSWER: &[u8] =
    br#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","status":"PAUSING"}]}"#;

/// How a device asks.
#[derive(Clone, Copy)]
pub(crate) enum Habit {
    /// By a watch.
    Watch,
    /// Call by call, by a program that sleeps in between.
    Calls,
}

/// How the service is away.
#[derive(Clone, Copy)]
pub(crate) enum Away {
    /// It answers 503, and does not say when to come back.
    Unavailable,
    /// No connection comes about.
    Unreachable,
}

/// What the service saw.
pub(crate) struct Load {
    /// Requests, or attempts to connect, in each second.
    pub(crate) requests: Vec<u32>,
    /// Polls that ended with an answer, and with an error.
    pub(crate) answered: u32,
    pub(crate) failed: u32,
}

/// Lets so many devices live for so many seconds. The service is away during
/// `outage`.
pub(crate) fn live(
    devices: u32,
    seconds: u32,
    outage: Range<u32>,
    away: Away,
    habit: Habit,
) -> Load {
    let at = |second: u32| Duration::from_secs(second.into());
    let world = Rc::new(World {
        now: Cell::default(),
        outage: at(outage.start)..at(outage.end),
        away,
        requests: RefCell::new(vec![0; seconds as usize]),
        answered: Cell::default(),
        failed: Cell::default(),
    });
    let mut lives: Vec<(Sleep, Life)> = (0..devices)
        .map(|device| {
            let sleep = Sleep::default();
            let clock = DeviceClock {
                world: world.clone(),
                sleep: sleep.clone(),
                random: Random::seeded(device),
            };
            (sleep, Box::pin(a_life(clock, habit)) as Life)
        })
        .collect();

    let end = at(seconds);
    let mut queue: BinaryHeap<_> = (0..lives.len())
        .map(|n| Reverse((Duration::ZERO, n)))
        .collect();
    while let Some(Reverse((time, device))) = queue.pop().filter(|next| next.0.0 < end) {
        world.now.set(time);
        let (sleep, life) = &mut lives[device];
        let poll = life.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(poll, Poll::Pending, "a device lives for ever");
        queue.push(Reverse((sleep.until.get(), device)));
    }
    Load {
        requests: world.requests.take(),
        answered: world.answered.get(),
        failed: world.failed.get(),
    }
}

type Life = Pin<Box<dyn Future<Output = ()>>>;

/// Asks once a minute, from some moment in the first minute on.
async fn a_life(mut clock: DeviceClock, habit: Habit) {
    let config = Config::new(
        Endpoint::literal("https://drs.example.com"),
        ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
    )
    .message_room(0)
    .retry(RetryPolicy::new());
    let world = clock.world.clone();
    let within_a_minute = (u64::from(clock.entropy()) * 60_000) >> 32;
    clock.sleep(Duration::from_millis(within_a_minute)).await;
    let Ok(token) = Token::new("token") else {
        return;
    };
    let port = Port {
        world: world.clone(),
        rest: &[],
    };
    let mut buffer = [0; 64];
    let Ok(mut client) = Client::new(config, token, port, clock.again(), &mut buffer) else {
        return;
    };
    match habit {
        Habit::Watch => watch(&mut client, &world).await,
        Habit::Calls => call(&mut client, &world, &mut clock).await,
    }
}

type DeviceClient<'a> = Client<'a, Port, DeviceClock>;

async fn watch(client: &mut DeviceClient<'_>, world: &World) {
    let watch = Watch::until(Until::Never).pace(Pace::every(ASK_EVERY));
    let mut seen = [Seen::NOTHING];
    let event = |event: WatchEvent<'_>| {
        match event {
            WatchEvent::Polled(_) => count(&world.answered),
            WatchEvent::Trouble(_) => count(&world.failed),
            _ => {}
        }
        ControlFlow::Continue(())
    };
    let ended = client.watch(&JOBS, &mut seen, &watch, event).await;
    panic!("a device lives for ever: {ended:?}");
}

async fn call(client: &mut DeviceClient<'_>, world: &World, clock: &mut DeviceClock) {
    loop {
        let next = world.now.get() + ASK_EVERY;
        let outcome = client.for_each(&JOBS, |_| ControlFlow::Continue(())).await;
        count(match outcome {
            Ok(_) => &world.answered,
            Err(_) => &world.failed,
        });
        clock.sleep(next.saturating_sub(world.now.get())).await;
    }
}

struct World {
    now: Cell<Duration>,
    outage: Range<Duration>,
    away: Away,
    requests: RefCell<Vec<u32>>,
    answered: Cell<u32>,
    failed: Cell<u32>,
}

fn count(which: &Cell<u32>) {
    which.set(which.get() + 1);
}

struct Port {
    world: Rc<World>,
    rest: &'static [u8],
}

impl Transport for Port {
    type Error = Unreachable;

    async fn send(
        &mut self,
        _: &Request<'_>,
        _: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, Unreachable> {
        let now = self.world.now.get();
        let second = usize::try_from(now.as_secs()).unwrap_or(usize::MAX);
        if let Some(requests) = self.world.requests.borrow_mut().get_mut(second) {
            *requests += 1;
        }
        let away = self.world.outage.contains(&now).then_some(self.world.away);
        let (status, body) = match away {
            None => (200, ANSWER),
            Some(Away::Unavailable) => (503, &b""[..]),
            Some(Away::Unreachable) => return Err(Unreachable),
        };
        self.rest = body;
        Ok(StatusCode::new(status).expect("these are"))
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Unreachable> {
        let len = self.rest.len().min(buffer.len());
        let (piece, rest) = self.rest.split_at(len);
        buffer[..len].copy_from_slice(piece);
        self.rest = rest;
        Ok(len)
    }

    fn close(&mut self) {}
}

/// When a device wakes up.
#[derive(Clone, Default)]
struct Sleep {
    until: Rc<Cell<Duration>>,
}

struct DeviceClock {
    world: Rc<World>,
    sleep: Sleep,
    random: Random,
}

impl DeviceClock {
    /// Another clock of the same device, with chances of its own.
    fn again(&mut self) -> Self {
        Self {
            world: self.world.clone(),
            sleep: self.sleep.clone(),
            random: Random::seeded(self.entropy()),
        }
    }
}

impl Clock for DeviceClock {
    fn now(&self) -> Duration {
        self.world.now.get()
    }

    fn unix_time(&self) -> Option<Duration> {
        None
    }

    async fn sleep(&mut self, time: Duration) -> Wake {
        let until = self.now() + time;
        self.sleep.until.set(until);
        poll_fn(|_| {
            if self.now() < until {
                Poll::Pending
            } else {
                Poll::Ready(Wake::Elapsed)
            }
        })
        .await
    }

    fn entropy(&mut self) -> u32 {
        self.random.next()
    }
}

/// `SplitMix64`: numbers that look random from any seed.
struct Random(u64);

impl Random {
    const fn seeded(seed: u32) -> Self {
        Self(seed as u64)
    }

    const fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed >> 32) as u32
    }
}

/// No connection comes about.
#[derive(Debug)]
pub(crate) struct Unreachable;

impl TransportError for Unreachable {
    fn kind(&self) -> TransportErrorKind {
        TransportErrorKind::Connect
    }

    fn request_sent(&self) -> RequestSent {
        RequestSent::No
    }
}

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unreachable")
    }
}

impl std::error::Error for Unreachable {}
