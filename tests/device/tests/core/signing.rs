//! Signatures come out as the official signer made them, step by step.

use core::time::Duration;

use drs_status_core::{
    AccessKey, AccessKeyId, BatchStatusRequest, BodyHash, CanonicalRequest, CivilTime, Endpoint,
    JobId, Language, Page, ProjectId, Request, SignedHeader, Signing,
};
use heapless::{String, Vec};

use crate::signing_vectors::{KEY_ID, SECRET, SIGNED_REQUESTS, whole_request};
use crate::vectors::TWO_JOBS;

/// Room for the longest of the texts.
type Text = String<512>;

const JOBS: [JobId<'static>; 2] = JobId::list(TWO_JOBS);

pub(crate) fn each_step_is_what_the_official_signer_made() {
    let key = AccessKey::new(KEY_ID, SECRET).expect("it is one");
    for vector in SIGNED_REQUESTS {
        let headers = vector.headers.iter();
        let headers: Vec<_, 5> = headers
            .map(|(name, value)| SignedHeader::new(name, value))
            .chain([SignedHeader::new("Host", vector.host)])
            .collect();
        let request = CanonicalRequest {
            method: vector.method,
            path: vector.path,
            query: vector.query,
            headers: &headers,
            body: BodyHash::of(vector.body.as_bytes().chunks(7)),
        };
        let mut text = Text::new();
        request.write(&mut text).expect(vector.name);
        assert_eq!(text, vector.canonical_request, "{}", vector.name);

        let date = CivilTime::at(Duration::from_secs(vector.unix_time)).expect(vector.name);
        let string_to_sign = request.string_to_sign(date);
        assert_eq!(&string_to_sign, vector.string_to_sign.as_bytes());

        text.clear();
        key.write_authorization(&request, date, &mut text)
            .expect(vector.name);
        assert_eq!(text, vector.authorization, "{}", vector.name);
    }
}

/// The request of the vector that a client would send.
fn request() -> Request<'static> {
    let page = Page::new(1, 10).expect("it is one");
    let body = BatchStatusRequest::with_page(&const { JOBS }, page);
    Request::new(
        Endpoint::literal("https://drs.eu-de.otc.t-systems.com"),
        ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
        body.expect("two ids make a request"),
    )
    .language(Some(Language::EnUs))
}

pub(crate) fn a_request_of_this_crate_is_signed_as_the_official_signer_does() {
    let vector = whole_request();
    let request = request();
    let time = Some(Duration::from_secs(vector.unix_time));
    let id = AccessKeyId::new(KEY_ID).expect("it is one");
    let signing = Signing::new(&request, id, None, time).expect("the time is known");
    let mut text = Text::new();
    signing
        .write_canonical_request(&mut text)
        .expect("there is room");
    assert_eq!(text, vector.canonical_request);
    assert_eq!(signing.string_to_sign(), vector.string_to_sign.as_bytes());

    sign(|value| assert_eq!(value, vector.authorization));
}

/// Signs the request, and hands out the header.
pub(crate) fn sign(with: impl FnOnce(&str)) {
    let mut key = AccessKey::new(KEY_ID, SECRET).expect("it is one");
    let request = request();
    let time = Some(Duration::from_secs(whole_request().unix_time));
    let authorization = key.sign(&request, time).expect("the time is known");
    with(authorization.headers().last().expect("a header").value());
}
