//! The network, and what is on it, comes and goes.

use std::time::Duration;

use drs_status_network::{Lease, Name, Seen, Time};
use drs_status_rp2040::{Board, Level, Shown};

use crate::service::{HOST_NAME, JOBS, LONG, NTP_SERVER, PORT, Setting, at_host};

#[test]
fn a_cable_that_is_pulled_out_is_shown_and_plugged_in_again_is_found() {
    let setting = Setting::new();
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Steady);
    board.unplug();
    board.wait_for_log("no address");
    board.wait_for_lamp(Shown::Wink);
    board.plug();
    board.wait_for_log("address 192.0.2.15/24");
    board.wait_for_lamp(Shown::Steady);
    assert!(setting.sim.resumptions() > 0);
}

#[test]
fn a_failure_outlasts_the_cable() {
    let setting = Setting::new();
    setting.sim.set_status(JOBS[0], "INCRE_TRANSFER_FAILED");
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::FastBlink);
    board.unplug();
    board.wait_for_log("no address");
    board.let_pass(600);
    board.wait_for_lamp(Shown::FastBlink);
    assert_eq!(board.alarm(), Level::High);
}

#[test]
fn a_server_that_is_gone_is_shown_and_asked_until_it_is_back() {
    let mut setting = Setting::new();
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Steady);
    setting.stop_service();
    board.wait_for_lamp(Shown::Wink);
    let refused = setting.network.count(&Seen::Refused(PORT));
    assert!(refused > 1, "{:?}", setting.network.seen());
    setting.start_service();
    board.wait_for_lamp(Shown::Steady);
    // It remembers the session, and so does the board.
    assert!(setting.sim.resumptions() > 0);
}

#[test]
fn without_a_time_nobody_is_asked() {
    let setting = Setting::new();
    setting.network.set_time(Time::Silent);
    let mut board = Board::power_on(&setting.network);
    board.wait_for_log("no time of day: Late");
    board.wait_for_lamp(Shown::Wink);
    board.wait_for_log("no time of day: Late");
    assert_eq!(setting.network.count(&Seen::Accepted(PORT)), 0);
    setting.network.set_time(Time::OfHost);
    board.wait_for_lamp(Shown::Steady);
    assert!(setting.network.count(&Seen::TimeAsked) > 2);
}

#[test]
fn a_time_before_the_image_was_built_is_none() {
    let setting = Setting::new();
    let before = Duration::from_secs(1_700_000_001);
    setting.network.set_time(Time::At(before));
    let mut board = Board::power_on(&setting.network);
    board.wait_for_log("no time of day: TooEarly");
    board.wait_for_lamp(Shown::Wink);
    assert_eq!(setting.network.count(&Seen::Accepted(PORT)), 0);
}

#[test]
fn a_name_without_an_address_is_asked_for_again() {
    let setting = Setting::new();
    setting.network.set_name(HOST_NAME, Name::Unknown);
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Wink);
    assert_eq!(setting.sim.request_count(), 0);
    let question = Seen::Question(HOST_NAME.to_owned());
    assert!(setting.network.count(&question) > 1);
    setting.network.set_name(HOST_NAME, at_host());
    board.wait_for_lamp(Shown::Steady);
}

#[test]
fn a_question_for_a_name_that_is_lost_is_asked_again() {
    let setting = Setting::new();
    setting.network.lose_questions(2);
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Steady);
    let question = Seen::Question(NTP_SERVER.to_owned());
    assert!(setting.network.count(&question) > 2);
}

#[test]
fn without_a_lease_there_is_no_contact() {
    let setting = Setting::new();
    setting.network.set_lease(Lease::Silent);
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Wink);
    assert!(setting.network.wait_for(&Seen::Discover, 3, LONG));
    setting
        .network
        .set_lease(Lease::For(Duration::from_hours(1)));
    board.wait_for_lamp(Shown::Steady);
}

#[test]
fn a_lease_is_renewed_and_its_loss_noticed() {
    let setting = Setting::new();
    setting
        .network
        .set_lease(Lease::For(Duration::from_mins(1)));
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Steady);
    let requests = setting.network.count(&Seen::Request);
    board.let_pass(90);
    assert!(setting.network.count(&Seen::Request) > requests);
    setting.network.set_lease(Lease::Silent);
    board.wait_for_log("no address");
    board.wait_for_lamp(Shown::Wink);
    setting
        .network
        .set_lease(Lease::For(Duration::from_hours(1)));
    board.wait_for_log("address 192.0.2.15/24");
    board.wait_for_lamp(Shown::Steady);
}
