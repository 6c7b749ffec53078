//! The radio: on, in the network of the settings, and back in it whenever that was lost.

use core::time::Duration as Span;

use drs_status_gateway::{Association, RadioState, RadioStep};
use embassy_net::Stack;
use embassy_time::{Duration, Instant, Timer, with_timeout};
use esp_hal::peripherals::WIFI;
use esp_radio::wifi::sta::StationConfig;
use esp_radio::wifi::{
    AuthenticationMethodConfig, Config, ConnectionError, ControllerConfig, Interface,
    WifiController, WifiError,
};

use crate::settings::told::{WIFI_PASSWORD, WIFI_SSID};

/// What carries frames. The hardware address is the chip's own, of its eFuses.
pub(crate) type Device = Interface;

/// How long an attempt may take. The driver needs a second or two, and gives up after a few
/// more by itself.
const ATTEMPT: Duration = Duration::from_secs(30);

/// How often it is looked whether the board is in the network still.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Switches it on; it is in no network yet. There has to be a heap, and threads.
pub(crate) fn start(radio: WIFI<'static>) -> WifiController<'static> {
    // A radio that is never off is what chance is made of; and a gateway hangs on a wall.
    let config = ControllerConfig::default()
        .with_sta_disconnected_pm(false)
        .with_initial_config(network());
    defmt::expect!(WifiController::new(radio, config), "the radio")
}

/// The network of the settings: with WPA2 at least, never one that is weaker or open. Of WPA3
/// alone esp-radio can do nothing yet.
fn network() -> Config {
    let ssid = defmt::expect!(WIFI_SSID.try_into(), "it was checked");
    let password = defmt::expect!(WIFI_PASSWORD.try_into(), "it was checked");
    let station = StationConfig::default()
        .with_ssid(ssid)
        .with_authentication(AuthenticationMethodConfig::Wpa2Personal(password));
    Config::Station(station)
}

/// Joins the network, and again whenever it was left or is of no use; it gives up never.
#[embassy_executor::task]
pub(crate) async fn keep(mut radio: WifiController<'static>, stack: Stack<'static>) -> ! {
    let mut association = Association::new();
    loop {
        match attempt(&mut radio).await {
            Ok(()) => {
                defmt::info!("in the radio network");
                association.joined(now());
                if stay(&mut association, &radio, stack).await == RadioStep::LeaveAndJoin {
                    leave(&mut radio).await;
                }
            }
            Err(ConnectionError::Failed(info)) => {
                defmt::warn!("not in the radio network: {}", info.reason);
            }
            Err(error) => defmt::warn!("not in the radio network: {}", error),
        }
        Timer::after_secs(association.wait().as_secs()).await;
    }
}

/// Joins it once. What takes too long is ended.
async fn attempt(radio: &mut WifiController<'static>) -> Result<(), ConnectionError> {
    if let Ok(ended) = with_timeout(ATTEMPT, radio.connect_async()).await {
        return ended.map(|_| ());
    }
    leave(radio).await;
    Err(ConnectionError::WifiError(WifiError::NotConnected))
}

/// Leaves it. What the radio says of that does not matter: it is joined again.
async fn leave(radio: &mut WifiController<'static>) {
    let _ = with_timeout(ATTEMPT, radio.disconnect_async()).await;
}

/// Stays in it until it has to be joined anew, and says which of both is to be done.
async fn stay(
    association: &mut Association,
    radio: &WifiController<'static>,
    stack: Stack<'static>,
) -> RadioStep {
    loop {
        Timer::after(LOOK_EVERY).await;
        let state = RadioState {
            is_up: radio.is_connected(),
            has_address: stack.is_config_up(),
        };
        let step = association.next(now(), state);
        match step {
            // The driver runs in threads beside the program, and is not asked.
            RadioStep::Stay | RadioStep::AskRadio => {}
            RadioStep::JoinLost => {
                defmt::warn!("the radio network was lost");
                return step;
            }
            RadioStep::LeaveAndJoin => {
                defmt::warn!("the radio network gives no address");
                return step;
            }
        }
    }
}

/// The time since the chip has started.
fn now() -> Span {
    Span::from_micros(Instant::now().as_micros())
}
