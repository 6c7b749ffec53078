//! Futures that are dropped, wherever they wait.

use drs_status_core::ResponseHead;
use drs_status_core::http1::{CloseReason, Connection, Fault, MIN_BUFFER_LEN};

use super::stream::{Ending, Stream};
use super::{request, run};
use crate::port::drop_after;

const ANSWER: &[u8] =
    b"HTTP/1.1 100 -\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";

#[test]
fn a_request_that_is_dropped_leaves_the_connection_unfinished() {
    for polls in 0.. {
        let mut buffer = [0; 300];
        let mut connection = Connection::new(&mut buffer).unwrap();
        let mut stream = Stream::new();
        stream.waits = true;
        stream.takes = 64;
        stream.answers(ANSWER.chunks(9), Ending::Open);
        let mut head = ResponseHead::new();
        let request = request();
        let sending = connection.send(&mut stream, &request, &mut head);
        let outcome = drop_after(polls, sending);
        let reason = connection.close_reason();
        if outcome.is_some() {
            assert_eq!(
                reason,
                Some(CloseReason::Unfinished),
                "its body is not read"
            );
            assert!(polls > 10, "it waits in many places");
            break;
        }
        // The first poll goes as far as the first write.
        let expected = (polls > 0).then_some(CloseReason::Unfinished);
        assert_eq!(reason, expected, "dropped after {polls} polls");
        if polls > 0 {
            let error = run(connection.read(&mut stream, &mut [0])).unwrap_err();
            assert_eq!(*error.fault(), Fault::NoAnswer);
            let again = run(connection.send(&mut stream, &request, &mut head)).unwrap_err();
            let expected = Fault::NotReusable(CloseReason::Unfinished);
            assert_eq!(*again.fault(), expected);
        }
        let kept = buffer.windows(4).any(|bytes| bytes == b"MIIE");
        assert!(!kept, "of a secret, nothing stays in the buffer");
    }
}

#[test]
fn a_body_that_is_dropped_leaves_the_connection_unfinished() {
    let mut buffer = [0; MIN_BUFFER_LEN];
    for polls in 0.. {
        let mut connection = Connection::new(&mut buffer).unwrap();
        let mut stream = Stream::new();
        stream.answers(ANSWER.chunks(9), Ending::Open);
        let mut head = ResponseHead::new();
        run(connection.send(&mut stream, &request(), &mut head)).unwrap();
        stream.waits = true;
        let to_the_end = async {
            let mut piece = [0; 3];
            while connection.read(&mut stream, &mut piece).await.unwrap() > 0 {}
        };
        if drop_after(polls, to_the_end).is_some() {
            assert!(connection.is_reusable());
            assert!(polls > 1, "it waits in several places");
            break;
        }
        assert_eq!(connection.close_reason(), Some(CloseReason::Unfinished));
        assert!(!connection.is_reusable());
        if polls > 0 {
            let error = run(connection.read(&mut stream, &mut [0])).unwrap_err();
            assert_eq!(*error.fault(), Fault::NoAnswer, "it is not taken up again");
        }
    }
}
