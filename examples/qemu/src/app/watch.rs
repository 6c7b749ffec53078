//! `do=watch`: tells what changes, until it is over.

use core::ops::ControlFlow;

use defmt::{error, info, warn};
use drs_status_core::{Ended, MAX_IDS_PER_REQUEST, Seen, Watch, WatchEvent};

use super::failure::Kind;
use super::settings::{Client, Settings};
use super::status_text;
use crate::exit::Exit;
use crate::stack;

pub(super) async fn run(client: &mut Client, settings: &Settings) -> Exit {
    let mut seen = [Seen::NOTHING; MAX_IDS_PER_REQUEST];
    let seen = &mut seen[..settings.jobs.len()];
    let watch = Watch::until(settings.until).pace(settings.pace);
    let watching = client.watch(&settings.jobs, seen, &watch, |event| {
        tell(&event);
        ControlFlow::Continue(())
    });
    let future = size_of_val(&watching);
    let outcome = watching.await;
    client.transport_mut().disconnect().await;
    if settings.is_weighed {
        info!("{=usize} bytes of watch", future);
        info!("{=usize} bytes of stack", stack::most());
    }
    match outcome {
        Ok(ended) => {
            info!("{}", ended);
            match ended {
                Ended::Reached if !seen.iter().any(|seen| seen.has_failed()) => Exit::Done,
                Ended::TimeUp => Exit::TimedOut,
                _ => Exit::JobFailed,
            }
        }
        Err(failure) => {
            let kind = Kind::of(failure.cause());
            error!("{}: {}", kind, failure.cause());
            kind.exit()
        }
    }
}

fn tell(event: &WatchEvent<'_>) {
    match event {
        WatchEvent::Change(change) => {
            if let Some(task) = change.now {
                info!("{}: {=str}", change.id, status_text(&task));
            } else {
                warn!("{}: no answer for it", change.id);
            }
        }
        WatchEvent::Trouble(trouble) => warn!("{}", trouble),
        _ => {}
    }
}
