//! `do=ask`: asks as often as is wanted, and tells what is answered.

use core::ops::ControlFlow;

use defmt::{error, info};
use embassy_net::Stack;
use embassy_time::{Instant, Timer};

use super::failure::Kind;
use super::settings::{Client, Settings};
use crate::exit::Exit;

/// How many answers are told in full; of more, how many there were.
const TOLD: u32 = 10;

/// Ends as the last time did.
pub(super) async fn run(stack: Stack<'static>, settings: &Settings) -> Exit {
    let mut client = settings.client(stack);
    let mut exit = Exit::Done;
    let mut answered = 0_u32;
    for time in 0..settings.times {
        if time > 0 && !settings.pause.is_zero() {
            Timer::after_micros(settings.pause.as_micros().try_into().unwrap_or(u64::MAX)).await;
        }
        exit = once(&mut client, settings).await;
        answered += u32::from(exit == Exit::Done);
    }
    info!("answered {=u32} of {=u32} times", answered, settings.times);
    client.transport_mut().disconnect().await;
    exit
}

async fn once(client: &mut Client, settings: &Settings) -> Exit {
    let is_told = settings.times <= TOLD;
    let started = Instant::now();
    let outcome = client
        .for_each(&settings.jobs, |task| {
            if is_told {
                info!("{}: {}", task.id, task.status);
                if let Some(code) = task.error_code {
                    info!("{}: {} {}", task.id, code, task.error_message);
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
