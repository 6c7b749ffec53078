//! Prints what it was told when it was built.

#![deny(warnings)]

mod settings {
    include!(concat!(env!("OUT_DIR"), "/settings.rs"));
}

use drs_status_gateway::Settings;

const SETTINGS: Settings<{ settings::JOBS.len() }> =
    Settings::new(settings::CONFIG, settings::JOBS)
        .pace(settings::PACE)
        .built_at(settings::BUILT_AT)
        .mark(settings::MARK);

fn main() {
    println!("{} for {}", settings::ENDPOINT, settings::PROJECT);
    println!("{:?}, {:?}", settings::JOBS, settings::PACE);
    let lengths = settings::AUTHORITIES.map(<[u8]>::len);
    println!("{}, {lengths:?}", settings::NTP_SERVER);
    println!("{}, {}", settings::WIFI_SSID, settings::WIFI_PASSWORD.len());
    assert!(settings::BUILT_AT.as_secs() > 1_700_000_000);
    // As a whole it is no secret.
    println!("{}", format!("{SETTINGS:?}").len() > 100);
    println!("{} {}", settings::TOKEN_ROOM, settings::LOGIN_BODY_LEN);
    let room = Box::leak(vec![0; settings::TOKEN_ROOM].into_boxed_slice());
    let credentials: settings::Credentials = settings::credentials(room);
    println!("{credentials:?}");
}
