//! The watch without end.

use core::ops::ControlFlow;
use core::time::Duration;

use drs_status_core::{
    Cause, Client, Clock, Credentials, Ended, JobId, Latch, Pace, Seen, Transport, TransportError,
    TransportErrorKind, Until, Wake, Watch, WatchEvent,
};
use embassy_futures::select::{Either, select};

use crate::accounted::Accounted;
use crate::health::Health;
use crate::keeper::Keeper;
use crate::network::Network;
use crate::settings::Settings;
use crate::store::Store;
use crate::time_keeping::{ASK_LIMIT, FIRST_TIME, NoTime, RENEW_AGAIN, RENEW_EVERY, ask};
use crate::time_source::TimeSource;
use crate::trace;

/// How long it may take until there is a network and a time of day, before the watchdog
/// is let have its way: a driver or a radio that hangs may come back after a reset.
const START_LIMIT: Duration = Duration::from_secs(60 * 60);

/// The longest wait after a watch has ended for what may not pass by itself.
const LONGEST_REST: Duration = Duration::from_secs(60 * 60);

/// How often credentials are tried again that were refused while the clock was wrong,
/// each time after it was set anew: fewer than what locks an access key.
const PARDONS: u8 = 3;

/// How far the clock has to be moved for that.
const MOVED: Duration = Duration::from_secs(60);

/// What it watches, and what it needs beside a client.
pub(crate) struct Watching<'w, 'a, const N: usize, C, M, D, S> {
    pub(crate) settings: &'w Settings<'a, N>,
    pub(crate) clock: Accounted<'w, C>,
    pub(crate) keeper: Keeper<M>,
    pub(crate) network: &'w mut D,
    pub(crate) time: &'w mut S,
    health: [Health; N],
    /// The next wait after a watch that has ended.
    rest: Duration,
    pardons: u8,
}

/// Somebody asked to stop.
struct Stopped;

impl<'w, 'a, const N: usize, C, M, D, S> Watching<'w, 'a, N, C, M, D, S>
where
    C: Clock,
    M: Store,
    D: Network,
    S: TimeSource,
{
    pub(crate) fn new(
        settings: &'w Settings<'a, N>,
        clock: Accounted<'w, C>,
        keeper: Keeper<M>,
        network: &'w mut D,
        time: &'w mut S,
    ) -> Self {
        Self {
            settings,
            clock,
            keeper,
            network,
            time,
            health: [Health::Unknown; N],
            rest: settings.longest_wait(),
            pardons: PARDONS,
        }
    }

    /// Watches until the clock is stopped.
    pub(crate) async fn run<T: Transport, P: Clock, K: Credentials>(
        &mut self,
        client: &mut Client<'_, T, P, K>,
    ) {
        client.set_latch(self.keeper.latch());
        self.clock.panel.set_latch(self.keeper.latch());
        let _ = self.run_until_stopped(client).await;
    }

    async fn run_until_stopped<T: Transport, P: Clock, K: Credentials>(
        &mut self,
        client: &mut Client<'_, T, P, K>,
    ) -> Result<(), Stopped> {
        self.wait_for_network().await?;
        self.wait_for_time().await?;
        let mut seen = [Seen::NOTHING; N];
        let mut good_for = RENEW_EVERY;
        loop {
            if client.latch() == Latch::Refused {
                trace::refused();
                self.stay_refused().await?;
            }
            match self.watch(client, &mut seen, good_for).await {
                Ok(Ended::TimeUp) => good_for = self.renew_time().await?,
                Ok(_) => return Err(Stopped),
                Err(failure) => {
                    // Before anything else is tried.
                    self.keep_latch(client.latch());
                    self.react(client, failure).await?;
                }
            }
        }
    }

    /// Watches for so long, or until something ends it.
    async fn watch<T: Transport, P: Clock, K: Credentials>(
        &mut self,
        client: &mut Client<'_, T, P, K>,
        seen: &mut [Seen; N],
        good_for: Duration,
    ) -> Result<Ended, Failure> {
        let settings = self.settings;
        let watch = Watch::until(Until::Never)
            .pace(settings.pace)
            .within(good_for);
        self.clock.progress();
        let jobs: &[JobId<'_>] = &settings.jobs;
        let event = |event: WatchEvent<'_>| {
            self.told(&event);
            ControlFlow::Continue(())
        };
        let outcome = client.watch(jobs, seen, &watch, event).await;
        outcome.map_err(|error| {
            if let Cause::Transport(error) = error.cause() {
                trace::transport_failed(error);
            }
            Failure::of(error.cause())
        })
    }

    fn told(&mut self, event: &WatchEvent<'_>) {
        self.clock.progress();
        let panel = self.clock.panel;
        match event {
            WatchEvent::Change(change) => {
                trace::change(change);
                if let Some(health) = self.health.get_mut(change.index) {
                    *health = Health::of(change.now.as_ref());
                }
                panel.set_worst(Health::worst(&self.health));
            }
            WatchEvent::Polled(_) => {
                panel.whole(self.clock.now());
                self.rest = self.settings.longest_wait();
                self.pardons = PARDONS;
                // The service has a certificate that is good at that time, and has
                // taken a signature of that date if there is one.
                if let Some(unix_time) = self.clock.unix_time() {
                    self.keeper.keep_time(unix_time);
                }
            }
            WatchEvent::Trouble(trouble) => trace::trouble(*trouble),
            _ => {}
        }
    }

    /// A watch has ended for what may not pass by itself.
    async fn react<T: Transport, P: Clock, K: Credentials>(
        &mut self,
        client: &mut Client<'_, T, P, K>,
        failure: Failure,
    ) -> Result<(), Stopped> {
        if client.latch() == Latch::Refused {
            if failure == Failure::WrongClock && self.wait_for_pardon().await? == Pardon::Given {
                client.set_latch(Latch::Open);
                self.keep_latch(Latch::Open);
            }
            return Ok(());
        }
        let rest = Pace::spread(self.rest, self.clock.entropy());
        trace::ended(failure, rest);
        self.sleep(rest).await?;
        self.rest = self.rest.saturating_mul(2).min(LONGEST_REST);
        if failure == Failure::Unverified {
            // By a wrong clock each certificate is out of date.
            self.renew_time().await?;
        }
        Ok(())
    }

    /// Credentials were refused while the clock was wrong: they have another chance
    /// once it was set anew, and differs.
    async fn wait_for_pardon(&mut self) -> Result<Pardon, Stopped> {
        let Some(left) = self.pardons.checked_sub(1) else {
            return Ok(Pardon::Refused);
        };
        self.pardons = left;
        loop {
            match self.ask_time().await {
                Ok(moved) if moved >= MOVED => return Ok(Pardon::Given),
                Err(NoTime::Stopped) => return Err(Stopped),
                Ok(_) | Err(_) => self.sleep(RENEW_AGAIN).await?,
            }
        }
    }

    /// Nothing is tried any more.
    async fn stay_refused(&mut self) -> Result<(), Stopped> {
        loop {
            self.sleep(RENEW_EVERY).await?;
        }
    }

    async fn wait_for_network(&mut self) -> Result<(), Stopped> {
        const SLICE: Duration = Duration::from_secs(60);
        let began = self.clock.now();
        loop {
            self.start_progress(began, SLICE);
            match select(self.network.up(), self.clock.clock.sleep(SLICE)).await {
                Either::First(()) => return Ok(()),
                Either::Second(Wake::Elapsed) => trace::no_network(),
                Either::Second(Wake::Stopped) => return Err(Stopped),
            }
        }
    }

    /// Without a time of day no certificate can be judged: there is nothing to do until
    /// there is one.
    async fn wait_for_time(&mut self) -> Result<(), Stopped> {
        let began = self.clock.now();
        let mut wait = FIRST_TIME.first();
        loop {
            self.start_progress(began, ASK_LIMIT);
            let floor = self.floor();
            match ask(self.time, &mut self.clock.clock, floor).await {
                Ok(_) => return Ok(()),
                Err(NoTime::Stopped) => return Err(Stopped),
                Err(_) => {}
            }
            let next = Pace::spread(wait, self.clock.entropy());
            self.start_progress(began, next);
            if self.clock.clock.sleep(next).await == Wake::Stopped {
                return Err(Stopped);
            }
            wait = FIRST_TIME.after_failure(wait, None);
        }
    }

    /// Something goes on, unless the start takes too long.
    fn start_progress(&self, began: Duration, time: Duration) {
        if self.clock.now().saturating_sub(began) < START_LIMIT {
            self.clock.progress_within(time);
        }
    }

    /// Asks for the time once; how long to wait until the next time.
    async fn renew_time(&mut self) -> Result<Duration, Stopped> {
        match self.ask_time().await {
            Ok(_) => Ok(RENEW_EVERY),
            Err(NoTime::Stopped) => Err(Stopped),
            Err(_) => Ok(RENEW_AGAIN),
        }
    }

    async fn ask_time(&mut self) -> Result<Duration, NoTime> {
        let floor = self.floor();
        let outcome = ask(self.time, &mut self.clock, floor).await;
        self.clock.progress();
        outcome
    }

    /// The earliest that it can be.
    fn floor(&self) -> Duration {
        self.settings.built_at.max(self.keeper.time())
    }

    fn keep_latch(&mut self, latch: Latch) {
        self.keeper.keep_latch(latch);
        self.clock.panel.set_latch(latch);
    }

    async fn sleep(&mut self, time: Duration) -> Result<(), Stopped> {
        match self.clock.sleep(time).await {
            Wake::Elapsed => Ok(()),
            Wake::Stopped => Err(Stopped),
        }
    }
}

/// What ended a watch, as far as it matters here. The cause itself is large, and was told
/// to the log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(crate) enum Failure {
    /// The service refuses a signature, and its clock is another.
    WrongClock,
    /// The server is not who it should be, or its certificate is not of these days.
    Unverified,
    Other,
}

impl Failure {
    fn of<E: TransportError>(cause: &Cause<E>) -> Self {
        match cause {
            Cause::Service(refusal) if refusal.clock_skew().is_some() => Self::WrongClock,
            Cause::Transport(error) if error.kind() == TransportErrorKind::TlsVerify => {
                Self::Unverified
            }
            _ => Self::Other,
        }
    }
}

/// Whether refused credentials have another chance.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pardon {
    Given,
    Refused,
}
