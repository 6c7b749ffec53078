//! All is well, but for a job.

use drs_status_network::Seen;
use drs_status_rp2040::{Board, Level, Shown};

use crate::service::{HOST_NAME, JOBS, NTP_SERVER, PORT, Setting, TOKEN, service};

#[test]
fn from_power_on_to_the_right_lamp() {
    let setting = Setting::new();
    let mut board = Board::power_on(&setting.network);
    board.wait_for_log("started: by power or the reset pin");
    board.wait_for_log("time of day: ");
    board.wait_for_lamp(Shown::Steady);
    assert_eq!(board.alarm(), Level::Low);

    // By the way that a board goes: an address, the time, the service.
    let seen = setting.network.seen();
    let order = [
        Seen::Plugged,
        Seen::Discover,
        Seen::Request,
        Seen::Question(NTP_SERVER.to_owned()),
        Seen::TimeAsked,
        Seen::Question(HOST_NAME.to_owned()),
        Seen::Accepted(PORT),
    ];
    let mut left = order.iter();
    let mut next = left.next();
    for one in &seen {
        if Some(one) == next {
            next = left.next();
        }
    }
    assert_eq!(next, None, "{seen:?}");
    setting.assert_requests_are_whole();
    for event in board.events() {
        assert!(!event.to_string().contains(TOKEN), "{event}");
    }
}

#[test]
fn a_job_that_fails_turns_the_lamp_and_back_when_it_recovers() {
    let setting = Setting::new();
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Steady);
    setting.sim.set_status(JOBS[0], "INCRE_TRANSFER_FAILED");
    board.wait_for_lamp(Shown::FastBlink);
    assert_eq!(board.alarm(), Level::High);
    setting.sim.set_status(JOBS[0], "INCRE_TRANSFER_STARTED");
    board.wait_for_lamp(Shown::Steady);
    assert_eq!(board.alarm(), Level::Low);
}

#[test]
fn a_job_that_is_paused_wants_attention() {
    let setting = Setting::new();
    setting.sim.set_status(JOBS[1], "PAUSING");
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::SlowBlink);
    assert_eq!(board.alarm(), Level::Low);
}

#[test]
fn a_token_that_is_wrong_is_shown_and_not_tried_again() {
    let setting = Setting::with(service().token("another-token"));
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::DoubleWink);
    assert_eq!(board.alarm(), Level::Low);
    let asked = setting.sim.request_count();
    assert_eq!(asked, 1);

    // Not by the next poll, and not after a reset: the watchdog's registers know.
    board.let_pass(60);
    board.hang();
    board.wait_for_reset();
    board.wait_for_lamp(Shown::DoubleWink);
    assert_eq!(setting.sim.request_count(), asked);

    // They forget without power, and then there is one more try.
    board.cycle_power();
    board.wait_for_lamp(Shown::DoubleWink);
    assert_eq!(setting.sim.request_count(), asked + 1);
}
