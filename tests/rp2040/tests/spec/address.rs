//! The hardware address of a board whose W5500 has none.

use drs_status_rp2040::Board;

use crate::service::Setting;

/// Ids of flash chips, and what follows from each: five bytes of its SHA-256, behind one
/// that says that nobody assigned them. `echo e660583883472a31 | xxd -r -p | sha256sum`
/// says the same.
const BOARDS: [(&str, &str); 2] = [
    ("e660583883472a31", "02-b2-48-25-d6-69"),
    ("e660583883472a32", "02-cd-75-27-24-ba"),
];

#[test]
fn each_board_has_its_own() {
    for (id, address) in BOARDS {
        let setting = Setting::new();
        let mut board = Board::with_flash(&setting.network, id);
        board.wait_for_log(&format!("hardware address {address}"));
        board.wait_for_log("address 192.0.2.15/24");
    }
}

#[test]
fn it_outlasts_a_reset() {
    let setting = Setting::new();
    let (id, address) = BOARDS[0];
    let mut board = Board::with_flash(&setting.network, id);
    board.wait_for_log(&format!("hardware address {address}"));
    board.wait_for_log("address 192.0.2.15/24");
    board.hang();
    board.wait_for_log(&format!("hardware address {address}"));
}
