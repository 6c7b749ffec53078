//! All of it in one future.

use drs_status_core::{CapacityError, Client, Clock, Credentials, Transport};
use embassy_futures::select::select3;
use embedded_hal::digital::OutputPin;

use crate::accounted::Accounted;
use crate::board::Board;
use crate::guard;
use crate::keeper::Keeper;
use crate::network::Network;
use crate::operator;
use crate::panel::Panel;
use crate::settings::Settings;
use crate::store::Store;
use crate::time_source::TimeSource;
use crate::watchdog::Watchdog;
use crate::watching::Watching;

/// The way to the service.
#[derive(Debug)]
pub struct Service<'b, T, C, K> {
    /// Carries requests: over TLS, but to a simulator.
    pub transport: T,
    /// Monotonic time, and the time of day that [`TimeSource::set`] sets. All copies
    /// go by the same.
    pub clock: C,
    /// Who asks.
    pub credentials: K,
    /// The client's working buffer, of
    /// [`Config::min_buffer_len`](drs_status_core::Config::min_buffer_len) bytes or
    /// more; for a login also as long as its body.
    pub buffer: &'b mut [u8],
}

/// Watches without end, shows how the jobs do, and feeds the watchdog while all that
/// goes on. It returns where a sleep of the clock says that somebody asked to stop, such
/// as in a test; the watchdog is fed no more then.
///
/// Everything runs in this one future. A board awaits it in a task of its own, beside
/// those that its network needs.
///
/// # Errors
///
/// [`CapacityError`] for a buffer that is too short, before anything else.
pub async fn run<const N: usize, T, C, K, L, A, W, M, D, S>(
    settings: &Settings<'_, N>,
    service: Service<'_, T, C, K>,
    board: &mut Board<L, A, W, M, D, S>,
) -> Result<(), CapacityError>
where
    T: Transport,
    C: Clock + Clone,
    K: Credentials,
    L: OutputPin,
    A: OutputPin,
    W: Watchdog,
    M: Store,
    D: Network,
    S: TimeSource,
{
    let clock = service.clock;
    let panel = Panel::new(clock.now(), settings.patience());
    let accounted = Accounted {
        clock: clock.clone(),
        panel: &panel,
        call: settings.call_limit,
    };
    let mut client = Client::new(
        settings.config,
        service.credentials,
        service.transport,
        accounted.clone(),
        service.buffer,
    )?;
    let keeper = Keeper::load(&mut board.store, settings.mark);
    let mut watching = Watching::new(
        settings,
        accounted,
        keeper,
        &mut board.network,
        &mut board.time,
    );
    select3(
        watching.run(&mut client),
        operator::show(&panel, clock.clone(), &mut board.lamp, &mut board.alarm),
        guard::feed(&panel, clock, &mut board.watchdog),
    )
    .await;
    Ok(())
}
