//! An image that was made as the page of its board says, of settings that are no one's.

use std::env;
use std::path::Path;

use drs_status_network::{HOST, Name, Network, Seen};
use drs_status_rp2040::{Board, Shown, named};

/// What the example names.
const HOST_NAME: &str = "drs.eu-de.otc.t-systems.com";
const NTP_SERVER: &str = "ntp.example";

#[test]
fn it_starts_and_shows_that_there_is_no_contact() {
    let network = Network::start().expect("a segment");
    network.set_name(HOST_NAME, Name::Addresses(vec![HOST]));
    network.set_name(NTP_SERVER, Name::Addresses(vec![HOST]));
    let image = named("RP2040_IMAGE");
    let mut board = match env::var_os("RP2040_UF2") {
        Some(file) => Board::with_drive_file(&network, &image, Path::new(&file)),
        None => Board::with_image(&network, &image),
    };
    board.wait_for_log("started: by power or the reset pin");
    // For which it needs an address.
    board.wait_for_log("time of day: ");
    board.wait_for_lamp(Shown::Wink);
    let asked = Seen::Question(HOST_NAME.to_owned());
    assert!(network.seen().contains(&asked), "{:?}", network.seen());
}
