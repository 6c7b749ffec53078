//! What the firmware does: asks a service how jobs are doing, once or as often as
//! wanted, or watches them.

mod ask;
mod busy;
mod failure;
#[cfg(feature = "tls")]
mod host_file;
mod settings;
mod time;
mod watch;
#[cfg(not(feature = "tls"))]
#[path = "plain.rs"]
mod way;
#[cfg(feature = "tls")]
#[path = "secure.rs"]
mod way;

use drs_status_core::{Status, Task};
use embassy_net::Stack;
use static_cell::StaticCell;

use crate::arguments::{Arguments, Wrong};
use crate::exit::Exit;
use settings::{Client, Settings, What};

/// Runs once the machine is up: `stack` has no address yet. What it returns is what
/// the emulator ends with.
pub async fn run(stack: Stack<'static>, arguments: Arguments) -> Exit {
    let exit = match ready(stack, &arguments).await {
        Ok((settings, client)) => match settings.what {
            What::Ask => ask::run(client, settings).await,
            What::Watch => watch::run(client, settings).await,
        },
        Err(exit) => exit,
    };
    defmt::info!("{}", exit);
    exit
}

/// What it takes to ask. The time is asked for first, over a socket that is there for
/// the client behind it.
async fn ready(
    stack: Stack<'static>,
    arguments: &Arguments,
) -> Result<(&'static Settings, &'static mut Client), Exit> {
    let settings = settings(arguments).map_err(usage)?;
    time::learn(stack, arguments, &mut settings.clock).await?;
    let client = client(settings, stack).map_err(usage)?;
    Ok((settings, client))
}

/// What runs stands still: as a part of a future it would be moved about on the stack,
/// which would keep the place.
#[inline(never)]
fn settings(arguments: &Arguments) -> Result<&'static mut Settings, Wrong> {
    static SETTINGS: StaticCell<Settings> = StaticCell::new();
    Ok(SETTINGS.init(Settings::new(arguments)?))
}

/// As [`settings`].
#[inline(never)]
fn client(settings: &Settings, stack: Stack<'static>) -> Result<&'static mut Client, Wrong> {
    static CLIENT: StaticCell<Client> = StaticCell::new();
    Ok(CLIENT.init(settings.client(stack)?))
}

fn usage(wrong: Wrong) -> Exit {
    defmt::error!("arguments: {}", wrong);
    Exit::Usage
}

/// A job's status as the service writes it.
fn status_text<'t>(task: &Task<'t>) -> &'t str {
    task.status.as_ref().map_or("no status", Status::as_str)
}
