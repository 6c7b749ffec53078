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
    let exit = match prepare(stack, &arguments) {
        Ok((settings, client)) => match time::learn(stack, &arguments, &mut settings.clock).await {
            Ok(()) => match settings.what {
                What::Ask => ask::run(client, settings).await,
                What::Watch => watch::run(client, settings).await,
            },
            Err(exit) => exit,
        },
        Err(wrong) => {
            defmt::error!("arguments: {}", wrong);
            Exit::Usage
        }
    };
    defmt::info!("{}", exit);
    exit
}

/// What runs stands still: as parts of a future they would be moved about on the
/// stack, which would keep the place.
#[inline(never)]
fn prepare(
    stack: Stack<'static>,
    arguments: &Arguments,
) -> Result<(&'static mut Settings, &'static mut Client), Wrong> {
    static SETTINGS: StaticCell<Settings> = StaticCell::new();
    static CLIENT: StaticCell<Client> = StaticCell::new();
    let settings = SETTINGS.init(Settings::new(arguments)?);
    let client = CLIENT.init(settings.client(stack)?);
    Ok((settings, client))
}

/// A job's status as the service writes it.
fn status_text<'t>(task: &Task<'t>) -> &'t str {
    task.status.as_ref().map_or("no status", Status::as_str)
}
