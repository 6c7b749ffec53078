//! Joins the radio network, and joins it again whenever it was lost.

use core::future::Future;
use core::time::Duration as Span;

use cyw43::{Control, JoinError, JoinOptions};
use drs_status_gateway::{Association, RadioState, RadioStep};
use embassy_net::Stack;
use embassy_time::{Duration, Instant, Timer, with_timeout};

use crate::settings::told::{WIFI_PASSWORD, WIFI_SSID};

/// What an attempt may take. Not each that fails has an end: cyw43 0.7.0 waits for ever
/// where the access point falls silent after half of the handshake (embassy pull request
/// 7041, not released).
const ATTEMPT: Duration = Duration::from_secs(30);

/// What the radio may take to say something of itself, which is some milliseconds.
const ANSWER: Duration = Duration::from_secs(5);

/// How often it is looked whether the network is there.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Why there is no network.
#[derive(Clone, Copy, PartialEq, Eq, defmt::Format)]
enum Missing {
    /// No access point has its name.
    NotFound,
    /// It was not joined; the number is the radio's word for why.
    Failed(u8),
    /// As a rule the password is wrong.
    Refused,
    /// Nothing came of an attempt in time.
    NoAnswer,
    /// It was there, and is not any more.
    Lost,
    /// It is there, and gives no address.
    NoAddress,
}

impl Missing {
    /// Whether the radio may hold on to it all the same. It has to let go first then:
    /// cyw43 0.7.0 panics where a network is joined over another one (embassy issue 4526).
    const fn may_be_held(self) -> bool {
        matches!(self, Self::NoAnswer | Self::NoAddress)
    }
}

impl From<JoinError> for Missing {
    fn from(error: JoinError) -> Self {
        match error {
            JoinError::NetworkNotFound => Self::NotFound,
            JoinError::JoinFailure(status) => Self::Failed(status),
            JoinError::AuthenticationFailure => Self::Refused,
        }
    }
}

/// Joins and stays, without end. A radio that no longer answers ends in a panic, and so
/// in a reset by the watchdog, which takes the radio's power away for a moment.
#[embassy_executor::task]
pub(crate) async fn keep(mut control: Control<'static>, stack: Stack<'static>) -> ! {
    let mut association = Association::new();
    loop {
        let missing = match join(&mut control).await {
            Ok(()) => {
                defmt::info!("joined the radio network");
                association.joined(now());
                stay(&mut association, &mut control, stack).await
            }
            Err(missing) => missing,
        };
        let seconds = association.wait().as_secs();
        defmt::warn!("no radio network: {}; again in {} s", missing, seconds);
        if missing.may_be_held() {
            answered(control.leave()).await;
        }
        Timer::after_secs(seconds).await;
    }
}

/// One attempt.
async fn join(control: &mut Control<'static>) -> Result<(), Missing> {
    let options = JoinOptions::new(WIFI_PASSWORD.as_bytes());
    match with_timeout(ATTEMPT, control.join(WIFI_SSID, options)).await {
        Ok(joined) => joined.map_err(Missing::from),
        Err(_) => Err(Missing::NoAnswer),
    }
}

/// Stays in the network until it has to be joined anew, and says why.
async fn stay(
    association: &mut Association,
    control: &mut Control<'static>,
    stack: Stack<'static>,
) -> Missing {
    loop {
        Timer::after(LOOK_EVERY).await;
        let state = RadioState {
            is_up: stack.is_link_up(),
            has_address: stack.is_config_up(),
        };
        match association.next(now(), state) {
            RadioStep::Stay => {}
            RadioStep::AskRadio => _ = answered(control.address()).await,
            RadioStep::JoinLost => return Missing::Lost,
            // cyw43 0.7.0 takes the link for up where the access point has sent the radio
            // away (embassy pull request 6355, not released): then the lease ends.
            RadioStep::LeaveAndJoin => return Missing::NoAddress,
        }
    }
}

/// What the radio says, which always is something as long as it runs.
async fn answered<T>(answer: impl Future<Output = T>) -> T {
    let Ok(answer) = with_timeout(ANSWER, answer).await else {
        defmt::panic!("the radio does not answer");
    };
    answer
}

/// The time since the chip has started.
fn now() -> Span {
    Span::from_micros(Instant::now().as_micros())
}
