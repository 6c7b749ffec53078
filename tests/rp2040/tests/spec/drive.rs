//! The file that is copied to the drive of the boot ROM.

use drs_status_rp2040::{Board, Shown, named};

use crate::service::Setting;

#[test]
fn from_the_file_on_its_drive_to_the_right_lamp() {
    let setting = Setting::new();
    let image = named("RP2040_IMAGE");
    let mut board = Board::with_drive_file(&setting.network, &image, &named("RP2040_UF2"));
    board.wait_for_log("started: by power or the reset pin");
    board.wait_for_lamp(Shown::Steady);
    setting.assert_requests_are_whole();
}
