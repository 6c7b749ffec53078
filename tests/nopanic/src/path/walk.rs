//! Every synchronous thing that a user of the core can do with bytes.
//!
//! Left out: what is documented to panic (`literal` and `list`, which are for
//! constants), and what escapes text for people, since the tables for that in
//! Rust's own library are read with bounds checks (`Debug` of text, and
//! `Display` of [`ServiceError`](drs_status_core::ServiceError)).

use core::convert::Infallible;
use core::fmt::{self, Display, Write};
use core::hint::black_box;
use core::time::Duration;

use drs_status_core::{
    AccessKey, AccessKeyId, Authorization, BatchStatusRequest, BodyHash, CanonicalRequest,
    CivilTime, Config, Decoder, Endpoint, IamLogin, IamUser, JobId, Language, MoreWanted, NameOrId,
    Outcome, Page, ProjectId, RefusalDecoder, Request, ResponseHead, RetryPolicy, SignedHeader,
    Status, StatusCode, Token, Trouble, max_encoded_len,
};

/// Goes the whole path with `input` in every place where bytes come in.
pub fn walk(input: &[u8]) {
    let text = str::from_utf8(input).unwrap_or_default();
    names(text);
    ask(text);
    read_response(input);
    read_refusal(input, text);
    log_in(input, text);
}

/// What is wrong with names.
fn names(text: &str) {
    show_error(JobId::new(text));
    show_error(ProjectId::new(text));
    show_error(Endpoint::new(text));
    show_error(Token::new(text));
    show_error(AccessKeyId::new(text));
    show(Status::from_text(text).class());
}

/// The request and its bytes.
fn ask(text: &str) {
    let (Ok(job), Ok(project), Ok(endpoint), Ok(token)) = (
        JobId::new(black_box(text)),
        ProjectId::new(black_box(text)),
        Endpoint::new(black_box(text)),
        Token::new(black_box(text)),
    ) else {
        return;
    };
    show(job);
    show(project);
    show(endpoint);

    let jobs = [job; 3];
    let number = black_box(text).len();
    let jobs = jobs.get(..number).unwrap_or_default();
    show_error(BatchStatusRequest::new(jobs));
    let per_page = black_box(number).try_into().unwrap_or(u8::MAX);
    let Ok(page) = Page::new(black_box(1), per_page) else {
        return;
    };
    let Ok(body) = BatchStatusRequest::with_page(jobs, page) else {
        return;
    };
    let mut buffer = [0; max_encoded_len(2)];
    show_error(body.encode(black_box(&mut buffer[..])));

    let config = Config::new(endpoint, project).ids_per_request(black_box(number));
    black_box((config.min_buffer_len(), config.path().encoded_len()));
    let request = Request::new(endpoint, project, body)
        .authorized(Authorization::token(token))
        .language(Some(Language::ZhCn))
        .within(Some(Duration::from_secs(black_box(number) as u64)));
    show(request);
    sign(&request, token, text);
    for header in request.headers() {
        black_box((header.name(), header.value()));
    }
    for piece in request.body().pieces() {
        black_box(piece.as_ref());
    }
}

/// The request signed, and the canonical form of any other.
fn sign(request: &Request<'_>, token: Token<'_>, text: &str) {
    let key = AccessKey::new(black_box(text), black_box(text));
    let mut key = match key {
        Ok(key) => key,
        Err(error) => return show(error),
    };
    if black_box(text).is_empty() {
        key = key.security_token(token);
    }
    let seconds = black_box(text.len() as u64);
    let unix_time = black_box(Some(Duration::new(seconds << 32, 0)));
    match key.sign(request, unix_time) {
        Ok(authorization) => show(request.authorized(authorization)),
        Err(error) => show(error),
    }

    let query = [(text, black_box(text)); 3];
    let headers = [SignedHeader::new(text, black_box(text)); 3];
    let number = black_box(text).len();
    let canonical = CanonicalRequest {
        method: text,
        path: black_box(text),
        query: query.get(..number).unwrap_or_default(),
        headers: headers.get(..number).unwrap_or_default(),
        body: BodyHash::of([text, black_box(text)]),
    };
    black_box(canonical.write(&mut Nowhere).is_ok());
    if let Some(date) = CivilTime::at(Duration::from_secs(black_box(number as u64))) {
        black_box(
            key.write_authorization(&canonical, date, &mut Nowhere)
                .is_ok(),
        );
    }
}

/// A response in two slices.
fn read_response(input: &[u8]) {
    let mut message = [0; 64];
    let mut decoder = Decoder::new(black_box(&mut message[..]));
    for mut slice in [input, black_box(input)] {
        loop {
            match decoder.decode(&mut slice) {
                Ok(Some(item)) => {
                    let kept = Outcome::<32>::of(&item);
                    black_box((kept.has_failed(), kept.error_code()));
                    if let (Some(status), Some(message)) = (kept.status(), kept.error_message()) {
                        show(status);
                        show(message);
                    }
                }
                Ok(None) => break,
                Err(error) => return show(error),
            }
        }
    }
    show_error(decoder.finish());
}

/// A refusal, head and body.
fn read_refusal(input: &[u8], text: &str) {
    let mut head = ResponseHead::new();
    head.name(text);
    head.value(input);
    let mut decoder = RefusalDecoder::new();
    while decoder.push(black_box(input)) == MoreWanted::Yes {}
    let code: u16 = input.len().try_into().unwrap_or(u16::MAX);
    if let Some(status) = StatusCode::new(code) {
        show(status);
        let error = decoder.finish(status, &head);
        black_box((error.reason(), error.is_authentication(), error.call()));
        if let Some(skew) = error.clock_skew() {
            show(skew);
        }
        black_box((error.code(), error.message(), error.request_id()));
        let length = Duration::from_secs(input.len() as u64);
        let asked = error.retry_after().map(|after| after.wait(Some(length)));
        retry(black_box(code), asked.flatten(), length);
    }
}

/// The request for a token, and the token of its answer. What is between them is
/// in the image of the client; so is the writing of the body, by another library,
/// which can panic as far as the compiler sees.
fn log_in(input: &[u8], text: &str) {
    let Ok(iam) = Endpoint::new(black_box(text)) else {
        return;
    };
    let user = IamUser {
        name: black_box(text),
        password: black_box(text),
        domain: NameOrId::Name(black_box(text)),
    };
    let (mut room, mut buffer) = ([0; 32], [0; 64]);
    let room = black_box(&mut room[..]);
    let mut login = IamLogin::new(iam, user, NameOrId::Id(black_box(text)), room);
    black_box(login.body_len());
    login.forget();
    drop(login);
    let request = Request::login(iam, input);
    show(request);
    for piece in request.body().pieces() {
        black_box(piece.as_ref());
    }

    let mut head = ResponseHead::with_token_room(black_box(&mut buffer[..]));
    head.name(text);
    head.value(input);
    head.value(black_box(input));
    black_box(head.token::<Infallible>().is_ok());
}

/// Waits before another attempt.
fn retry(attempt: u16, asked: Option<Duration>, wait: Duration) {
    let policy = black_box(RetryPolicy::new().first_wait(wait).longest_wait(wait));
    let [attempt, trouble] = attempt.to_le_bytes();
    let trouble = match trouble {
        0 => Trouble::Connection,
        1 => Trouble::Throttled,
        2 => Trouble::Unavailable,
        _ => Trouble::Internal,
    };
    black_box(policy.wait(attempt, trouble, asked, attempt.into()));
}

fn show_error<T, E: Display>(result: Result<T, E>) {
    if let Err(error) = black_box(result) {
        show(error);
    }
}

fn show(value: impl Display) {
    black_box(write!(Nowhere, "{value}").is_ok());
}

/// Takes text, and may always have been full.
struct Nowhere;

impl Write for Nowhere {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if black_box(text).is_empty() {
            return Err(fmt::Error);
        }
        Ok(())
    }
}
