//! What the firmware does: asks a service how jobs are doing, once or as often as
//! wanted, or watches them.

mod ask;
mod failure;
mod settings;
mod watch;

use drs_status_core::{Status, Task};
use embassy_net::Stack;

use crate::arguments::Arguments;
use crate::exit::Exit;
use settings::{Settings, What};

/// Runs once the machine is up: `stack` has no address yet. What it returns is what
/// the emulator ends with.
pub async fn run(stack: Stack<'static>, arguments: Arguments) -> Exit {
    let exit = match Settings::new(&arguments) {
        Ok(settings) => match settings.what {
            What::Ask => ask::run(stack, &settings).await,
            What::Watch => watch::run(stack, &settings).await,
        },
        Err(wrong) => {
            defmt::error!("arguments: {}", wrong);
            Exit::Usage
        }
    };
    defmt::info!("{}", exit);
    exit
}

/// A job's status as the service writes it.
fn status_text<'t>(task: &Task<'t>) -> &'t str {
    task.status.as_ref().map_or("no status", Status::as_str)
}
