//! What of a request is signed, how it is written, and what is made of it.

use core::time::Duration;

use drs_status_core::{
    AccessKey, AccessKeyId, BatchStatusRequest, BodyHash, CanonicalRequest, CivilTime, Endpoint,
    JobId, Language, Page, ProjectId, Request, Secrecy, SignedHeader, Signing, Token,
};

use crate::signing_vectors::{KEY_ID, SECRET, SIGNED_REQUESTS, SignedRequest, whole_request};
use crate::vectors::TWO_JOBS;

const JOBS: [JobId<'static>; 2] = JobId::list(TWO_JOBS);

fn headers<'v>(vector: &SignedRequest) -> Vec<SignedHeader<'v>> {
    let host = SignedHeader::new("Host", vector.host);
    let others = vector.headers.iter();
    others
        .map(|(name, value)| SignedHeader::new(name, value))
        .chain([host])
        .collect()
}

fn canonical<'v>(
    vector: &'v SignedRequest,
    query: &'v [(&'v str, &'v str)],
    headers: &'v [SignedHeader<'v>],
) -> CanonicalRequest<'v, &'v str> {
    CanonicalRequest {
        method: vector.method,
        path: vector.path,
        query,
        headers,
        body: BodyHash::of([vector.body]),
    }
}

fn written<P: core::fmt::Display>(request: &CanonicalRequest<'_, P>) -> String {
    let mut text = String::new();
    request.write(&mut text).unwrap();
    text
}

#[test]
fn each_step_is_what_the_official_signer_made() {
    let key = AccessKey::new(KEY_ID, SECRET).unwrap();
    for vector in SIGNED_REQUESTS {
        let headers = headers(vector);
        let request = canonical(vector, vector.query, &headers);
        assert_eq!(
            written(&request),
            vector.canonical_request,
            "{}",
            vector.name
        );

        let date = CivilTime::at(Duration::from_secs(vector.unix_time)).unwrap();
        let string_to_sign = request.string_to_sign(date);
        assert_eq!(
            core::str::from_utf8(&string_to_sign),
            Ok(vector.string_to_sign),
            "{}",
            vector.name
        );

        let mut authorization = String::new();
        key.write_authorization(&request, date, &mut authorization)
            .unwrap();
        assert_eq!(authorization, vector.authorization, "{}", vector.name);

        let mut names = String::new();
        request.write_signed_headers(&mut names).unwrap();
        let in_header = format!(" SignedHeaders={names}, ");
        assert!(authorization.contains(&in_header), "{}", vector.name);
    }
}

#[test]
fn in_which_order_headers_and_query_come_does_not_matter() {
    for vector in SIGNED_REQUESTS {
        let mut headers = headers(vector);
        let mut query = vector.query.to_vec();
        for _ in 0..headers.len() {
            headers.rotate_left(1);
            query.reverse();
            let request = canonical(vector, &query, &headers);
            assert_eq!(written(&request), vector.canonical_request);
        }
    }
}

#[test]
fn in_which_pieces_the_body_comes_does_not_matter() {
    let body = whole_request().body;
    let whole = BodyHash::of([body]);
    for at in 0..=body.len() {
        let (before, behind) = body.split_at(at);
        assert_eq!(BodyHash::of([before, behind]), whole);
    }
    assert_eq!(BodyHash::of(body.as_bytes().chunks(1)), whole);
}

#[test]
fn a_query_is_sorted_and_then_encoded() {
    let mut request = CanonicalRequest {
        method: "GET",
        path: "/",
        query: &[],
        headers: &[],
        body: BodyHash::of([""]),
    };
    for (query, expected) in [
        (&[][..], ""),
        (&[("a", "")], "a="),
        (&[("b", "2"), ("a", "1")], "a=1&b=2"),
        (&[("a", "2"), ("a", "1"), ("a", "1")], "a=1&a=1&a=2"),
        (&[("B", "x"), ("a", "y")], "B=x&a=y"),
        // By what they are, not by how they are written: `%` comes before `-`.
        (
            &[("a-", "1"), ("a~", "2"), ("aä", "3")],
            "a-=1&a~=2&a%C3%A4=3",
        ),
        (&[("a b", "c&d=e"), ("a+", "/")], "a%20b=c%26d%3De&a%2B=%2F"),
    ] {
        request.query = query;
        let text = written(&request);
        assert_eq!(text.lines().nth(2), Some(expected), "{query:?}");
    }
}

#[test]
fn a_header_has_its_name_in_lower_case_and_no_white_space_around_its_value() {
    let headers = [
        SignedHeader::new("X-Sdk-Date", "\t20260101T000000Z "),
        SignedHeader::new("hOST", "a  b"),
    ];
    let request = CanonicalRequest {
        method: "GET",
        path: "/",
        query: &[],
        headers: &headers,
        body: BodyHash::of([""]),
    };
    let text = written(&request);
    let end = "\n\nhost:a  b\nx-sdk-date:20260101T000000Z\n\nhost;x-sdk-date\n";
    assert!(text.contains(end), "{text}");
}

/// The request of the vector that a client would send.
fn batch_status(endpoint: &str) -> Request<'_> {
    let page = Page::new(1, 10).unwrap();
    Request::new(
        Endpoint::new(endpoint).unwrap(),
        ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
        BatchStatusRequest::with_page(&const { JOBS }, page).unwrap(),
    )
    .language(Some(Language::EnUs))
}

fn signing<'r>(request: &Request<'r>, token: Option<Token<'r>>) -> Signing<'r> {
    let time = Duration::from_secs(whole_request().unix_time);
    Signing::new(
        request,
        AccessKeyId::new(KEY_ID).unwrap(),
        token,
        Some(time),
    )
    .unwrap()
}

fn canonical_of(signing: &Signing<'_>) -> String {
    let mut text = String::new();
    signing.write_canonical_request(&mut text).unwrap();
    text
}

#[test]
fn a_request_of_this_crate_is_signed_as_the_official_signer_does() {
    let vector = whole_request();
    let request = batch_status("https://drs.eu-de.otc.t-systems.com");
    assert_eq!(request.headers().count(), 3, "as yet nothing says who asks");
    let signing = signing(&request, None);
    assert_eq!(canonical_of(&signing), vector.canonical_request);
    assert_eq!(signing.string_to_sign(), vector.string_to_sign.as_bytes());

    let mut key = AccessKey::new(KEY_ID, SECRET).unwrap();
    let time = Duration::from_secs(vector.unix_time);
    let authorization = key.sign(&request, Some(time)).unwrap();
    let headers: Vec<_> = request
        .authorized(authorization)
        .headers()
        .map(|header| (header.name(), header.value(), header.secrecy()))
        .collect();
    assert_eq!(
        headers,
        [
            ("Content-Type", "application/json", Secrecy::Public),
            ("Accept", "application/json", Secrecy::Public),
            ("X-Language", "en-us", Secrecy::Public),
            ("X-Sdk-Date", "20260101T000000Z", Secrecy::Public),
            (
                "X-Project-Id",
                "054ba152d480d55b2f5dc0069e7ddef0",
                Secrecy::Public
            ),
            ("Authorization", vector.authorization, Secrecy::Secret),
        ]
    );
}

#[test]
fn the_port_and_the_base_path_are_signed_as_they_are_sent() {
    for (endpoint, path, host) in [
        ("https://h:443", "/v3/", "h"),
        ("https://h:8443", "/v3/", "h:8443"),
        ("http://[::1]:80", "/v3/", "[::1]"),
        ("https://h/base/a%20b@c", "/base/a%20b%40c/v3/", "h"),
    ] {
        let request = batch_status(endpoint);
        let text = canonical_of(&signing(&request, None));
        let project = request.project().unwrap();
        let line = format!("{path}{project}/jobs/batch-status/");
        assert_eq!(text.lines().nth(1), Some(&*line));
        assert!(text.contains(&format!("\nhost:{host}\n")), "{text}");
    }
}

#[test]
fn a_temporary_key_sends_and_signs_its_security_token() {
    let token = Token::new("a-security-token").unwrap();
    let request = batch_status("https://drs.eu-de.otc.t-systems.com");
    let signing = signing(&request, Some(token));
    let text = canonical_of(&signing);
    let expected = "x-sdk-date:20260101T000000Z\nx-security-token:a-security-token\n\n\
        content-type;host;x-language;x-project-id;x-sdk-date;x-security-token\n";
    assert!(text.contains(expected), "{text}");

    // As long as the longest header can be.
    let long = "x".repeat(drs_status_core::MAX_ACCESS_KEY_ID_LEN);
    let mut key = AccessKey::new(&long, SECRET).unwrap().security_token(token);
    let time = Duration::from_secs(whole_request().unix_time);
    let authorized = request.authorized(key.sign(&request, Some(time)).unwrap());
    let value = |name: &str| {
        let mut headers = authorized.headers();
        headers
            .find(|header| header.name() == name)
            .unwrap()
            .value()
    };
    assert_eq!(value("X-Security-Token"), "a-security-token");
    let (before, signature) = value("Authorization").rsplit_once('=').unwrap();
    assert_eq!(
        before,
        format!(
            "SDK-HMAC-SHA256 Access={long}, SignedHeaders=content-type;host;x-language;\
             x-project-id;x-sdk-date;x-security-token, Signature"
        )
    );
    assert_eq!(signature.len(), 64);

    for shown in [
        authorized.to_string(),
        format!("{authorized:?}"),
        format!("{signing:?}"),
    ] {
        assert!(!shown.contains("a-security-token"), "{shown}");
        assert!(!shown.contains(signature), "{shown}");
    }
}

#[test]
fn of_what_is_signed_no_more_is_shown_than_tells_who_and_when() {
    let request = batch_status("https://drs.eu-de.otc.t-systems.com");
    let signing = signing(&request, Some(Token::new("a-security-token").unwrap()));
    assert_eq!(
        format!("{signing:?}"),
        r#"Signing { id: AccessKeyId(QTWA***), date: "20260101T000000Z", .. }"#
    );
}
