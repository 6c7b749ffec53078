//! Memory that the core's documentation promises, with pointers of 32 bits.

use drs_status_core::ResponseHead;
use drs_status_core::http1::{Connection, MIN_BUFFER_LEN};
use drs_status_device::println;

use crate::REQUEST;
use crate::stream::Stream;

pub(crate) fn it_is_as_small_as_promised() {
    println!();
    let mut buffer = [0; MIN_BUFFER_LEN];
    let connection = Connection::new(&mut buffer);
    let mut connection = connection.expect("it is long enough");
    at_most("connection", size_of_val(&connection), 96);
    let mut stream = Stream {
        answer: [].into_iter(),
        is_asked: false,
        ends: true,
        piece: 1,
    };
    let mut head = ResponseHead::new();
    let sending = connection.send(&mut stream, &REQUEST, &mut head);
    at_most("future of a request", size_of_val(&sending), 320);
    drop(sending);
    let mut piece = [0; 1];
    let reading = connection.read(&mut stream, &mut piece);
    at_most("future of a read", size_of_val(&reading), 320);
}

fn at_most(what: &str, size: usize, most: usize) {
    println!("  {what}: {size} bytes, {most} at most");
    assert!(size <= most, "{what} takes {size} bytes");
}
