//! Whom the board takes for the service: by certificate and by the time of day.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use drs_status_network::Time;
use drs_status_rp2040::{Board, Shown};
use drs_status_sim::{Certificate, Tls};

use crate::service::{JOBS, Setting, service};

const UNTRUSTED: &str = "transport: the peer's certificate is not trusted";
const OVER: &str = "transport: the peer's certificate is over, or this device's time is ahead";

#[test]
fn a_server_that_is_not_who_it_should_be_is_told_nothing() {
    let impostor = service().certificate(Certificate::UntrustedIssuer);
    let mut setting = Setting::with(impostor);
    let mut board = Board::power_on(&setting.network);
    board.wait_for_log(UNTRUSTED);
    board.wait_for_lamp(Shown::Wink);
    setting.assert_nothing_was_told();
    for (certificate, why) in [
        (
            Certificate::WrongHost,
            "transport: the peer's certificate is of another host",
        ),
        (Certificate::Expired, OVER),
        (
            Certificate::NotYetValid,
            "transport: the peer's certificate has not begun, or this device's time is behind",
        ),
    ] {
        setting.replace_service(service().certificate(certificate));
        board.wait_for_log(why);
        setting.assert_nothing_was_told();
    }
    setting.replace_service(service());
    board.wait_for_lamp(Shown::Steady);
}

/// With a session that could be resumed with the one that was there before.
#[test]
fn an_impostor_in_place_of_the_server_is_told_nothing() {
    let mut setting = Setting::new();
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Steady);
    setting.replace_service(service().certificate(Certificate::UntrustedIssuer));
    board.wait_for_log(UNTRUSTED);
    board.wait_for_lamp(Shown::Wink);
    setting.assert_nothing_was_told();
    setting.replace_service(service());
    board.wait_for_lamp(Shown::Steady);
}

/// After each refusal the time is asked for anew.
#[test]
fn by_a_clock_that_is_ahead_no_certificate_is_good_until_it_is_right() {
    // The simulator's are good for thirty.
    let days = Duration::from_hours(60 * 24);
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let ahead = now.expect("a time after 1970") + days;
    let setting = Setting::new();
    setting.network.set_time(Time::At(ahead));
    let mut board = Board::power_on(&setting.network);
    board.wait_for_log(OVER);
    setting.assert_nothing_was_told();
    setting.network.set_time(Time::OfHost);
    board.wait_for_lamp(Shown::Steady);
}

#[test]
fn a_server_without_tls_is_asked_nothing() {
    let mut setting = Setting::with(service().tls(Tls::Off));
    let mut board = Board::power_on(&setting.network);
    board.wait_for_log("transport: Tls");
    assert!(setting.sim.connections() > 0);
    assert_eq!(setting.sim.request_count(), 0);
    setting.replace_service(service());
    board.wait_for_lamp(Shown::Steady);
}

#[test]
fn a_server_that_speaks_tls_1_3_alone_is_asked() {
    let setting = Setting::with(service().tls(Tls::V13));
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Steady);
    setting.assert_requests_are_whole();
}

/// The variables, the memory of TLS and both of its versions have room beside it.
#[test]
fn the_stack_has_room_for_handshakes() {
    let mut setting = Setting::new();
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Steady);
    setting.replace_service(service().tls(Tls::V13));
    setting.sim.set_status(JOBS[0], "INCRE_TRANSFER_FAILED");
    board.wait_for_lamp(Shown::FastBlink);
    let stack = board.stack();
    println!("{stack:?}");
    assert!((1024..stack.size / 4).contains(&stack.used), "{stack:?}");
}
