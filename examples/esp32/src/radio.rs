//! The radio: on, in the network of the settings, and back in it whenever that was lost.

use embassy_time::{Duration, Instant, Timer, with_timeout};
use esp_hal::peripherals::WIFI;
use esp_radio::wifi::sta::StationConfig;
use esp_radio::wifi::{
    AuthenticationMethodConfig, Config, ConnectionError, ControllerConfig, WifiController,
    WifiError,
};

use crate::settings::{WIFI_PASSWORD, WIFI_SSID};

/// How long an attempt may take. The driver needs a second or two, and gives up after a few
/// more by itself.
const ATTEMPT: Duration = Duration::from_secs(30);

/// The waits between two attempts: twice as long each time.
const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

/// How often it is looked whether the board is in the network still. The driver tells of
/// the loss; should it ever fail to, it is noticed so.
const LOOK_EVERY: Duration = Duration::from_secs(10);

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

/// Joins the network, and again whenever it was left; it gives up never.
#[embassy_executor::task]
pub(crate) async fn join(mut radio: WifiController<'static>) -> ! {
    let mut pause = SHORTEST;
    loop {
        match attempt(&mut radio).await {
            Ok(()) => {
                defmt::info!("in the radio network");
                let since = Instant::now();
                until_left(&radio).await;
                // Who is put out at once waits longer the next time.
                if since.elapsed() > LONGEST {
                    pause = SHORTEST;
                }
            }
            Err(ConnectionError::Failed(info)) => {
                defmt::warn!("not in the radio network: {}", info.reason);
            }
            Err(error) => defmt::warn!("not in the radio network: {}", error),
        }
        Timer::after(pause).await;
        pause = LONGEST.min(pause * 2);
    }
}

/// Joins it once. What takes too long is ended.
async fn attempt(radio: &mut WifiController<'static>) -> Result<(), ConnectionError> {
    if let Ok(ended) = with_timeout(ATTEMPT, radio.connect_async()).await {
        return ended.map(|_| ());
    }
    // What it says of that does not matter: it is tried again.
    let _ = with_timeout(ATTEMPT, radio.disconnect_async()).await;
    Err(ConnectionError::WifiError(WifiError::NotConnected))
}

/// Waits until the board is no longer in it.
async fn until_left(radio: &WifiController<'static>) {
    while radio.is_connected() {
        match with_timeout(LOOK_EVERY, radio.wait_for_disconnect_async()).await {
            Ok(Ok(info)) => {
                defmt::warn!("the radio network was lost: {}", info.reason);
                return;
            }
            Ok(Err(_)) => break,
            Err(_) => {}
        }
    }
    defmt::warn!("the radio network was lost");
}
