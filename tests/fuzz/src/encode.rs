//! Requests of any ids and pages.

use drs_status_core::{BatchStatusRequest, JobId, Page, RequestError, max_encoded_len};
use serde_json::{Value, json};

/// Bytes of input that one id is made of.
const ID: usize = 6;

/// Demands that a request made of `bytes` (a page in the first six, ids in the
/// rest) is JSON that says what was asked, whole and in pieces; or that the
/// reason to refuse it is so.
///
/// # Panics
///
/// If it is not.
pub fn encode(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        any_text(text);
    }
    let Some(([has_page, per_page, current @ ..], rest)) = bytes.split_first_chunk::<6>() else {
        return;
    };
    let texts: Vec<String> = rest.chunks(ID).map(id).collect();
    let ids: Vec<JobId<'_>> = texts
        .iter()
        .map(|text| JobId::new(text).expect(text))
        .collect();
    let current = u32::from_le_bytes(*current);
    let page = if has_page % 2 == 0 {
        None
    } else {
        // Half of the time one that there may be.
        let current = if has_page % 4 == 1 {
            current
        } else {
            current % 8
        };
        match Page::new(current, *per_page) {
            Ok(page) => Some(page),
            Err(error) => {
                assert_eq!(error, RequestError::Page);
                let zero = *per_page == 0 && current > 1;
                assert!(*per_page > 100 || current == 0 || zero);
                return;
            }
        }
    };
    let request = match page {
        None => BatchStatusRequest::new(&ids),
        Some(page) => BatchStatusRequest::with_page(&ids, page),
    };
    match request {
        Ok(request) => says_what_was_asked(&request, &texts, page),
        Err(error) => is_so(error, &texts, page),
    }
}

/// Whatever text is an id is written as it is.
fn any_text(text: &str) {
    let Ok(id) = JobId::new(text) else {
        return;
    };
    assert_eq!(id.as_str(), text);
    says_what_was_asked(
        &BatchStatusRequest::new(&[id]).expect("one id"),
        &[text.into()],
        None,
    );
}

/// An id out of up to [`ID`] bytes: different ones for different bytes of one
/// length.
fn id(bytes: &[u8]) -> String {
    let mut digits = bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 0xF])
        .map(|digit| char::from(b"0123456789abcdeZ"[usize::from(digit)]))
        .chain(std::iter::repeat('0'));
    let mut take = |count| digits.by_ref().take(count).collect::<String>();
    format!(
        "{}-{}-{}-{}-{}",
        take(8),
        take(4),
        take(4),
        take(4),
        take(12)
    )
}

fn says_what_was_asked(request: &BatchStatusRequest<'_>, texts: &[String], page: Option<Page>) {
    let mut asked = json!({ "jobs": texts });
    if let Some(page) = page {
        asked["page_req"] = json!({ "cur_page": page.current(), "per_page": page.per_page() });
    }
    let needed = request.encoded_len();
    assert!(needed <= max_encoded_len(texts.len()));

    let mut buffer = vec![0xA5; needed];
    let body = request.encode(&mut buffer).expect("exactly the room");
    assert_eq!(serde_json::from_slice::<Value>(body).ok(), Some(asked));

    let mut pieces = Vec::new();
    for piece in request.pieces() {
        pieces.extend_from_slice(piece.as_ref());
    }
    assert_eq!(pieces, body);

    let mut short = vec![0xA5; needed - 1];
    let error = request.encode(&mut short).expect_err("one byte less");
    assert_eq!((error.needed(), error.available()), (needed, needed - 1));
    assert!(short.iter().all(|byte| *byte == 0xA5), "nothing is written");
}

fn is_so(error: RequestError, texts: &[String], page: Option<Page>) {
    match error {
        RequestError::NoIds => assert!(texts.is_empty()),
        RequestError::Duplicate { first, second } => {
            assert!(first < second);
            assert_eq!(texts[first], texts[second]);
        }
        RequestError::NoSuchPage => {
            let page = page.expect("a page was asked");
            let before = (u64::from(page.current()) - 1) * u64::from(page.per_page());
            assert!(before >= texts.len() as u64);
        }
        other => panic!("{other:?} of a request with a good page"),
    }
}
