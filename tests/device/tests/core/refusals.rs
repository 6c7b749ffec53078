//! Whatever body a refusal has, one service error comes of it.

use drs_status_core::{MoreWanted, RefusalDecoder, ResponseHead, ServiceError, StatusCode};

use crate::vectors::{REFUSALS, Refusal};

const BAD_REQUEST: u16 = 400;

/// What becomes of a body that arrives in `pieces`.
fn refused<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> ServiceError {
    let mut decoder = RefusalDecoder::new();
    for piece in pieces {
        if decoder.push(piece) == MoreWanted::No {
            assert_eq!(decoder.push(b"{\"error_code\":\"late\"}"), MoreWanted::No);
        }
    }
    let status = StatusCode::new(BAD_REQUEST).expect("400 is a status");
    decoder.finish(status, &ResponseHead::new())
}

#[track_caller]
fn says(refusal: &Refusal, error: &ServiceError) {
    assert_eq!(
        (error.code(), error.message(), error.request_id()),
        (refusal.code, refusal.message, refusal.request_id),
        "{}",
        refusal.name
    );
    assert_eq!(error.status().get(), BAD_REQUEST);
}

pub(crate) fn each_is_understood_whole_and_byte_by_byte() {
    for refusal in REFUSALS {
        says(refusal, &refused([refusal.body]));
        says(refusal, &refused(refusal.body.chunks(1)));
    }
}

pub(crate) fn each_is_understood_split_at_every_byte() {
    for refusal in REFUSALS {
        for at in 0..=refusal.body.len() {
            let (front, back) = refusal.body.split_at(at);
            says(refusal, &refused([front, back]));
        }
    }
}

pub(crate) fn of_one_that_is_cut_nothing_is_half() {
    for refusal in REFUSALS {
        for at in 0..=refusal.body.len() {
            let error = refused([&refusal.body[..at]]);
            for (part, whole) in [
                (error.code(), refusal.code),
                (error.message(), refusal.message),
                (error.request_id(), refusal.request_id),
            ] {
                assert!(
                    part.is_none() || part == whole,
                    "{} cut at {at}",
                    refusal.name
                );
            }
        }
    }
}
