//! `do=ask`: asks as often as is wanted, and tells what is answered.

use core::ops::ControlFlow;
use core::pin::pin;
use core::time::Duration;

use defmt::{error, info, warn};
use embassy_time::{Instant, Timer, with_timeout};

use super::busy::{Busy, Watched};
use super::failure::Kind;
use super::settings::{Client, Settings};
use super::status_text;
use crate::exit::Exit;
use crate::stack;

/// How many answers are told in full; of more, how many there were.
const TOLD: u32 = 10;

/// Ends as the last time did.
pub(super) async fn run(client: &mut Client, settings: &Settings) -> Exit {
    let mut exit = Exit::Done;
    let mut answered = 0_u32;
    let mut after_one = 0;
    for time in 0..settings.times {
        if time > 0 && !settings.pause.is_zero() {
            Timer::after(in_ticks(settings.pause)).await;
        }
        settings.way.prepare(time);
        if settings.is_weighed {
            stack::paint();
        }
        let depth = stack::depth();
        let (ended, busy) = {
            let call = Watched {
                future: pin!(once(client, settings)),
                busy: Busy::default(),
            };
            match settings.drop {
                None => call.await,
                // Dropped where it stands: nobody asks it whether it likes that.
                Some(after) => with_timeout(in_ticks(after), call)
                    .await
                    .unwrap_or_else(|_| (dropped(), Busy::default())),
            }
        };
        exit = ended;
        settings.way.tell(client.transport());
        if settings.is_weighed {
            info!(
                "{=u64} us busy, {=u64} us at once, {=usize} bytes of stack for the call",
                busy.all.as_micros(),
                busy.longest.as_micros(),
                stack::most() - depth
            );
        }
        answered += u32::from(exit == Exit::Done);
        if time == 0 {
            after_one = stack::most();
        }
    }
    info!("answered {=u32} of {=u32} times", answered, settings.times);
    info!(
        "{=usize} bytes of stack, {=usize} after the first time",
        stack::most(),
        after_one
    );
    client.transport_mut().disconnect().await;
    settings.way.tell_the_end();
    exit
}

fn dropped() -> Exit {
    warn!("dropped");
    Exit::TimedOut
}

fn in_ticks(time: Duration) -> embassy_time::Duration {
    embassy_time::Duration::from_micros(time.as_micros().try_into().unwrap_or(u64::MAX))
}

async fn once(client: &mut Client, settings: &Settings) -> Exit {
    let is_told = settings.times <= TOLD;
    let started = Instant::now();
    let outcome = client
        .for_each(&settings.jobs, |task| {
            if is_told {
                info!("{}: {=str}", task.id, status_text(&task));
                if let Some(code) = task.error_code {
                    let message = task.error_message.map(|message| message.text());
                    info!("{}: {} {}", task.id, code, message.unwrap_or_default());
                }
            }
            ControlFlow::Continue(())
        })
        .await;
    match outcome {
        Ok(summary) if summary.delivered == settings.jobs.len() => Exit::Done,
        Ok(summary) => {
            error!("{}", summary);
            Exit::Refused
        }
        Err(failure) => {
            let kind = Kind::of(failure.cause());
            error!(
                "{} in {=u64} ms after {=usize} tasks: {}",
                kind,
                started.elapsed().as_millis(),
                failure.delivered(),
                failure.cause()
            );
            kind.exit()
        }
    }
}
