//! Refusals of any bytes.

use drs_status_core::{
    MAX_ERROR_CODE_LEN, MAX_REFUSAL_MESSAGE_LEN, MoreWanted, RefusalDecoder, ResponseHead,
    ServiceError, StatusCode,
};

use crate::chance::Chance;

/// Demands that of `bytes` one service error comes, the same however they
/// arrive, and that it can be shown.
///
/// # Panics
///
/// If it is not.
pub fn refusal(bytes: &[u8]) {
    let whole = refused([bytes]);
    for len in [1, 2, 7, 8, 9] {
        assert_eq!(refused(bytes.chunks(len)), whole, "pieces of {len}");
    }
    let pieces = Chance::of(bytes).pieces(bytes);
    assert_eq!(refused(pieces), whole, "pieces by chance");

    assert!(whole.code().is_none_or(|it| it.len() <= MAX_ERROR_CODE_LEN));
    let message = whole.message();
    assert!(message.is_none_or(|it| it.len() <= MAX_REFUSAL_MESSAGE_LEN));
    // A person sees it: nothing in it may move a cursor or hide text.
    assert!(!whole.to_string().contains(char::is_control));
}

fn refused<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> ServiceError {
    let mut decoder = RefusalDecoder::new();
    for piece in pieces {
        if decoder.push(piece) == MoreWanted::No {
            assert_eq!(decoder.push(b"{\"error_code\":\"late\"}"), MoreWanted::No);
        }
    }
    let status = StatusCode::new(403).expect("a status");
    decoder.finish(status, &ResponseHead::new())
}
