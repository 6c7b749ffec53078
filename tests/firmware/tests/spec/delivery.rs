//! An answer that arrives in whatever pieces is the same answer.

use drs_status_sim::{Breakage, Connection, Framing, Proxy};

use crate::said::Expected;
use crate::service::{assert_requests_are_whole, boot, endpoint, on_each, service};

#[test]
fn in_segments_of_any_length() {
    on_each(|machine| {
        for size in [1, 2, 7, 64] {
            let sim = service().start().unwrap();
            let proxy = Proxy::start(sim.address(), Breakage::SplitEvery(size)).unwrap();
            let words = format!("endpoint={}", endpoint(proxy.address()));
            let outcome = boot(machine, &sim, &words).run();
            Expected::Answered.of(&format!("{size} bytes at a time"), &outcome);
            assert_requests_are_whole(&sim);
        }
    });
}

#[test]
fn however_its_end_is_told() {
    let chunks = [1, 3, 64, 4096].map(|size| Framing::Chunked { size });
    on_each(|machine| {
        for framing in chunks.into_iter().chain([Framing::UntilClose]) {
            for connection in [Connection::KeepAlive, Connection::Close] {
                let sim = service().framing(framing).connection(connection);
                let sim = sim.start().unwrap();
                let outcome = boot(machine, &sim, "").run();
                Expected::Answered.of(&format!("{framing:?}, {connection:?}"), &outcome);
                assert_eq!(sim.request_count(), 1);
            }
        }
    });
}
