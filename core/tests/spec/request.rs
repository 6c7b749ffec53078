//! What is asked goes out byte for byte as the API reference shows it, and its
//! length is known beforehand.

use drs_status_core::{
    BatchStatusRequest, Capacity, JOB_ID_LEN, JobId, MAX_PIECE_LEN, Page, RequestError,
    max_encoded_len,
};

use crate::ids::{ids, texts};
use crate::vectors::{REQUESTS, TWO_JOBS};

/// A request for each list of ids up to 200, with each kind of page.
fn each_request(check: impl Fn(&BatchStatusRequest<'_>)) {
    let texts = texts(200);
    let ids = ids(&texts);
    for len in 1..=ids.len() {
        let jobs = &ids[..len];
        check(&BatchStatusRequest::new(jobs).unwrap());
        for page in [
            Page::covering(len),
            Page::new(0, 0).unwrap(),
            Page::new(1, 0).unwrap(),
            Page::new(1, 100).unwrap(),
            Page::new(u32::try_from(len).unwrap(), 1).unwrap(),
        ] {
            check(&BatchStatusRequest::with_page(jobs, page).unwrap());
        }
    }
}

#[test]
fn each_named_request_is_written_to_the_byte() {
    let jobs = JobId::list(TWO_JOBS);
    for vector in REQUESTS {
        let jobs = &jobs[..vector.jobs];
        let request = match vector.page {
            None => BatchStatusRequest::new(jobs),
            Some((current, per_page)) => {
                BatchStatusRequest::with_page(jobs, Page::new(current, per_page).unwrap())
            }
        }
        .unwrap();
        assert_eq!(request.jobs(), jobs);
        let page = request.page().map(|page| (page.current(), page.per_page()));
        assert_eq!(page, vector.page);
        let mut buffer = [0; 256];
        assert_eq!(
            request
                .encode(&mut buffer)
                .unwrap()
                .escape_ascii()
                .to_string(),
            vector.body.escape_ascii().to_string(),
            "{}",
            vector.name
        );
    }
}

#[test]
fn a_body_has_the_length_that_was_announced_and_so_have_its_pieces() {
    each_request(|request| {
        let mut buffer = vec![0; max_encoded_len(request.jobs().len())];
        let body = request.encode(&mut buffer).unwrap();
        assert_eq!(body.len(), request.encoded_len());
        let mut rest = body;
        for piece in request.pieces() {
            assert!(piece.as_ref().len() <= MAX_PIECE_LEN);
            rest = rest.strip_prefix(piece.as_ref()).unwrap();
        }
        assert_eq!(rest, b"");
    });
}

#[test]
fn a_body_is_json_and_says_what_was_asked() {
    each_request(|request| {
        let mut buffer = [0; 10_000];
        let body = request.encode(&mut buffer).unwrap();
        let value: serde_json::Value = serde_json::from_slice(body).unwrap();
        let ids: Vec<&str> = request.jobs().iter().map(JobId::as_str).collect();
        let expected = match request.page() {
            None => serde_json::json!({ "jobs": ids }),
            Some(page) => serde_json::json!({
                "jobs": ids,
                "page_req": { "cur_page": page.current(), "per_page": page.per_page() },
            }),
        };
        assert_eq!(value, expected);
    });
}

#[test]
fn a_buffer_that_is_exactly_as_long_is_filled_and_a_shorter_one_left_alone() {
    each_request(|request| {
        let needed = request.encoded_len();
        let mut exact = vec![b'?'; needed];
        assert_eq!(request.encode(&mut exact).unwrap().len(), needed);
        assert!(!exact.contains(&b'?'));

        let mut longer = vec![b'?'; needed + 3];
        assert_eq!(request.encode(&mut longer).unwrap(), exact);
        assert_eq!(longer[needed..], *b"???");

        for available in [0, 1, needed - 1] {
            let mut short = vec![b'?'; available];
            let error = request.encode(&mut short).unwrap_err();
            assert_eq!(
                (error.what(), error.needed(), error.available()),
                (Capacity::RequestBody, needed, available)
            );
            assert!(short.iter().all(|byte| *byte == b'?'));
        }
    });
}

#[test]
fn no_body_is_longer_than_the_constant_for_its_ids() {
    let texts = texts(100);
    let ids = ids(&texts);
    for len in 1..=ids.len() {
        let last = Page::new(u32::try_from(len).unwrap(), 1).unwrap();
        let request = BatchStatusRequest::with_page(&ids[..len], last).unwrap();
        // The numbers of a page have up to ten digits and three.
        let spare = 13 - last.current().to_string().len() - "1".len();
        assert_eq!(request.encoded_len() + spare, max_encoded_len(len));
    }
    assert_eq!(max_encoded_len(2) - max_encoded_len(1), JOB_ID_LEN + 3);
    let tail = "\"],\"page_req\":{\"cur_page\":4294967295,\"per_page\":100}}";
    assert_eq!(MAX_PIECE_LEN, tail.len());
}

#[test]
fn a_list_without_ids_is_not_sent() {
    assert_eq!(BatchStatusRequest::new(&[]), Err(RequestError::NoIds));
    assert_eq!(
        BatchStatusRequest::with_page(&[], Page::covering(0)),
        Err(RequestError::NoIds)
    );
}

#[test]
fn an_id_that_stands_twice_is_named_by_both_its_places() {
    let texts = texts(7);
    for second in 1..texts.len() {
        for first in 0..second {
            let mut jobs = ids(&texts);
            jobs[second] = jobs[first];
            let duplicate = Err(RequestError::Duplicate { first, second });
            assert_eq!(BatchStatusRequest::new(&jobs), duplicate);
            let page = Page::covering(jobs.len());
            assert_eq!(BatchStatusRequest::with_page(&jobs, page), duplicate);
        }
    }
    // Letters of another case make another id.
    let case = ["9A470239", "9a470239"].map(|start| format!("{start}-2308-4bb5-a6bc-1040402fjb21"));
    assert!(BatchStatusRequest::new(&ids(&case)).is_ok());
    // Of several duplicates the one that shows first is named.
    let mut jobs = ids(&texts);
    jobs[6] = jobs[0];
    jobs[4] = jobs[3];
    assert_eq!(
        BatchStatusRequest::new(&jobs),
        Err(RequestError::Duplicate {
            first: 3,
            second: 4
        })
    );
}
