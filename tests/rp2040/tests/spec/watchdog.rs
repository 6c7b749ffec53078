//! The board itself: a program that hangs, power that goes.

use drs_status_rp2040::{Board, Event, Reset, Shown};

use crate::service::Setting;

/// What the watchdog waits, and what it may have waited before.
const PATIENCE: std::ops::RangeInclusive<u64> = 6..=9;

#[test]
fn a_hang_is_ended_by_the_watchdog() {
    let setting = Setting::new();
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Steady);
    let hung = board.hang();
    let (reset, why) = board.wait_for_reset();
    assert_eq!(why, Reset::Watchdog);
    let took = reset.saturating_sub(hung);
    assert!(PATIENCE.contains(&took.as_secs()), "{took:?}");
    board.wait_for_log("started: by the watchdog");
    board.wait_for_lamp(Shown::Steady);
}

/// Fed for as long as all goes on: a quarter of an hour.
#[test]
fn a_board_that_is_well_is_not_reset() {
    let setting = Setting::new();
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Steady);
    board.let_pass(15 * 60);
    board.wait_for_lamp(Shown::Steady);
    let resets = board.events().iter();
    let resets = resets.filter(|event| matches!(event, Event::Reset { .. }));
    assert_eq!(resets.count(), 1);
    // A poll every ten seconds.
    assert!(setting.sim.request_count() > 60);
}

#[test]
fn power_that_goes_and_comes_begins_anew() {
    let setting = Setting::new();
    let mut board = Board::power_on(&setting.network);
    board.wait_for_lamp(Shown::Steady);
    board.cycle_power();
    board.wait_for_log("started: by power or the reset pin");
    board.wait_for_lamp(Shown::Steady);
}
