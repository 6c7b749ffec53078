//! Devices come and go.

use drs_status_network::{Network, Seen};

use crate::device::{Device, LONG};

#[test]
fn one_device_after_the_other() {
    let network = Network::start().expect("a segment");
    for run in 1..=3 {
        let mut device = Device::with_address(&network);
        let answer = device.exchange(123, &{ [0x23; 48] }, LONG);
        assert!(answer.is_some(), "run {run}");
        drop(device);
        assert!(network.wait_for(&Seen::Unplugged, run, LONG), "run {run}");
    }
    assert_eq!(network.count(&Seen::Plugged), 3);
}

#[test]
fn a_segment_that_is_dropped_is_gone() {
    let network = Network::start().expect("a segment");
    let socket = network.socket().to_owned();
    let device = Device::with_address(&network);
    drop(network);
    assert!(!socket.exists());
    drop(device);
}
