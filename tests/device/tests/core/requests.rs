//! What is asked goes out byte for byte, and its length is known beforehand.

use drs_status_core::{BatchStatusRequest, Capacity, JobId, Page, RequestError, max_encoded_len};

use crate::vectors::{REQUESTS, Request, TWO_JOBS};

const JOBS: [JobId<'static>; 2] = JobId::list(TWO_JOBS);

const ROOM: usize = max_encoded_len(JOBS.len());

fn request(vector: &Request) -> BatchStatusRequest<'static> {
    let jobs = &const { JOBS }[..vector.jobs];
    match vector.page {
        None => BatchStatusRequest::new(jobs),
        Some((current, per_page)) => {
            let page = Page::new(current, per_page).expect(vector.name);
            BatchStatusRequest::with_page(jobs, page)
        }
    }
    .expect(vector.name)
}

pub(crate) fn each_is_written_to_the_byte() {
    for vector in REQUESTS {
        let request = request(vector);
        assert_eq!(request.encoded_len(), vector.body.len(), "{}", vector.name);
        let mut buffer = [0; ROOM];
        assert_eq!(
            request.encode(&mut buffer),
            Ok(vector.body),
            "{}",
            vector.name
        );
    }
}

pub(crate) fn each_comes_in_pieces() {
    for vector in REQUESTS {
        let mut rest = vector.body;
        for piece in request(vector).pieces() {
            rest = rest.strip_prefix(piece.as_ref()).expect(vector.name);
        }
        assert_eq!(rest, b"", "{}", vector.name);
    }
}

pub(crate) fn each_fills_a_buffer_that_is_exactly_as_long() {
    for vector in REQUESTS {
        let request = request(vector);
        let needed = vector.body.len();
        for available in 0..ROOM {
            let mut buffer = [b'?'; ROOM];
            match request.encode(&mut buffer[..available]) {
                Ok(body) => {
                    assert!(available >= needed, "{}", vector.name);
                    assert_eq!(body, vector.body, "{}", vector.name);
                    assert!(buffer[needed..].iter().all(|byte| *byte == b'?'));
                }
                Err(error) => {
                    assert!(available < needed, "{}", vector.name);
                    assert_eq!(
                        (error.what(), error.needed(), error.available()),
                        (Capacity::RequestBody, needed, available)
                    );
                    assert_eq!(buffer, [b'?'; ROOM], "{}", vector.name);
                }
            }
        }
    }
}

pub(crate) fn one_that_the_service_would_refuse_is_not_made() {
    assert_eq!(BatchStatusRequest::new(&[]), Err(RequestError::NoIds));
    let twice = [JOBS[0], JOBS[1], JOBS[0]];
    assert_eq!(
        BatchStatusRequest::new(&twice),
        Err(RequestError::Duplicate {
            first: 0,
            second: 2
        })
    );
    assert!(JobId::new("9a470239").is_err());
    assert!(Page::new(2, 0).is_err());
}
