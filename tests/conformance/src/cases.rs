//! The table of cases.

use drs_status_core::{
    Capacity, DecodeErrorKind, MAX_DEPTH, RequestError, Status, Text, TransportErrorKind,
};

use crate::bodies::{HTML, LONG, ONE, TOO_DEEP, TWO, TWO_PRETTY, TWO_REVERSED};
use crate::case::{Answer, Case, Ending, ExpectedFault, ExpectedTask, Framing};

const RUNS: ExpectedTask = ExpectedTask::new(0, Status::IncreTransferStarted);

const FAILED: ExpectedTask = ExpectedTask {
    error_code: Some("DRS.M05004"),
    error_message: Some("The task has been deleted."),
    ..ExpectedTask::new(1, Status::IncreTransferFailed)
};

const fn refused(
    status: u16,
    code: Option<&'static str>,
    message: Option<&'static str>,
) -> ExpectedFault {
    ExpectedFault::Service {
        status,
        code,
        message,
        request_id: None,
        retry_after: None,
    }
}

/// Every case, in an order that does not change: case `n` is answered under the
/// path of [`base_path`](crate::base_path) `n`.
pub static CASES: &[Case] = &[
    // Answers.
    Case::new("one job", 1, &[Answer::ok(ONE)]).delivers(&[RUNS]).counted(1),
    Case::new("chunks of one byte", 2, &[Answer::ok(TWO).framed(Framing::Chunked(1))])
        .delivers(&[RUNS, FAILED])
        .counted(2),
    Case::new("chunks of thousand bytes", 2, &[Answer::ok(TWO).framed(Framing::Chunked(1000))])
        .delivers(&[RUNS, FAILED])
        .counted(2),
    Case::new("until the connection ends", 2, &[Answer::ok(TWO).framed(Framing::UntilClose)])
        .delivers(&[RUNS, FAILED])
        .counted(2),
    Case::new("indented, with unknown fields", 2, &[Answer::ok(TWO_PRETTY)])
        .delivers(&[RUNS, FAILED])
        .counted(2),
    Case::new("in another order", 2, &[Answer::ok(TWO_REVERSED)])
        .delivers(&[FAILED, RUNS])
        .counted(2),
    Case::new("accepted, 202", 1, &[Answer::ok(ONE).status(202)]).delivers(&[RUNS]).counted(1),
    Case::new(
        "a status that nobody knows",
        1,
        &[Answer::ok(r#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","status":"SLEEPING"}]}"#)],
    )
    .delivers(&[ExpectedTask::new(0, Status::Other(Text::new("SLEEPING")))]),
    Case::new(
        "paused, as it is misspelt",
        1,
        &[Answer::ok(r#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","status":"PAUSEING"}],"count":"1"}"#)],
    )
    .delivers(&[ExpectedTask::new(0, Status::Pausing)])
    .counted(1),
    Case::new(
        "an error and no status",
        1,
        &[Answer::ok(
            r#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","status":null,"error_code":"DRS.M05003","error_msg":"\u4efb\u52a1 \ud83d\ude00\n"}],"count":null}"#,
        )],
    )
    .delivers(&[ExpectedTask {
        index: 0,
        status: None,
        error_code: Some("DRS.M05003"),
        error_message: Some("任务 😀\n"),
    }]),
    Case::new(
        "three requests for five jobs",
        5,
        &[
            Answer::ok(TWO),
            Answer::ok(r#"{"results":[{"id":"31fa62a5-8d6c-4b8e-9c1e-5be4f1a2jb20","status":"PAUSING"},{"id":"4f0b2d6e-77aa-4c3d-8e55-0d1c2b3ajb10","status":"CREATING"}],"count":2}"#),
            Answer::ok(r#"{"results":[{"id":"a1b2c3d4-0000-4fff-8abc-ffffeeeejb1z","status":"DELETED"}],"count":1}"#),
        ],
    )
    .split(2)
    .delivers(&[
        RUNS,
        FAILED,
        ExpectedTask::new(2, Status::Pausing),
        ExpectedTask::new(3, Status::Creating),
        ExpectedTask::new(4, Status::Deleted),
    ])
    .counted(1)
    .in_requests(3),
    // Answers that are not what was asked.
    Case::new("no answer for a job", 2, &[Answer::ok(ONE)]).delivers(&[RUNS]).ends(Ending::Summary {
        missing: 1,
        repeated: 0,
        foreign: 0,
        count: Some(1),
    }),
    Case::new("no answer at all", 2, &[Answer::ok(r#"{"results":[]}"#)]).ends(Ending::Summary {
        missing: 2,
        repeated: 0,
        foreign: 0,
        count: None,
    }),
    Case::new("an answer that nobody asked for", 1, &[Answer::ok(TWO)])
        .delivers(&[RUNS])
        .ends(Ending::Summary {
            missing: 0,
            repeated: 0,
            foreign: 1,
            count: Some(2),
        }),
    Case::new(
        "an answer that comes again",
        1,
        &[Answer::ok(
            r#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","status":"INCRE_TRANSFER_STARTED"},{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","status":"DELETED"}]}"#,
        )],
    )
    .delivers(&[RUNS])
    .ends(Ending::Summary {
        missing: 0,
        repeated: 1,
        foreign: 0,
        count: None,
    }),
    // Answers that break.
    Case::new(
        "broken once, then whole",
        2,
        &[Answer::ok(TWO).framed(Framing::CutAfter(110)), Answer::ok(TWO_REVERSED)],
    )
    .delivers(&[RUNS, FAILED])
    .counted(2)
    .in_requests(2),
    Case::new("broken each time", 2, &[Answer::ok(TWO).framed(Framing::CutAfter(110))])
        .delivers(&[RUNS])
        .fails(ExpectedFault::Transport(TransportErrorKind::Truncated))
        .in_requests(2),
    Case::new("a body that is empty", 1, &[Answer::ok("")])
        .fails(ExpectedFault::Decode(DecodeErrorKind::Truncated, 0))
        .in_requests(2),
    Case::new("no content, 204", 1, &[Answer::ok("").status(204)])
        .fails(ExpectedFault::Decode(DecodeErrorKind::Truncated, 0))
        .in_requests(2),
    Case::new("a whole body that is half a response", 2, &[Answer::ok(r#"{"results":["#)])
        .fails(ExpectedFault::Decode(DecodeErrorKind::Truncated, 12))
        .in_requests(2),
    Case::new("HTML in place of an answer", 1, &[Answer::ok(HTML)])
        .fails(ExpectedFault::Decode(DecodeErrorKind::Unexpected, 0))
        .in_requests(2),
    Case::new("something after the end", 1, &[Answer::ok(r#"{"results":[]}{}"#)])
        .fails(ExpectedFault::Decode(DecodeErrorKind::Trailing, 14))
        .in_requests(2),
    Case::new("no results", 1, &[Answer::ok(r#"{"count":0}"#)])
        .fails(ExpectedFault::Decode(DecodeErrorKind::ResultsMissing, 11))
        .in_requests(2),
    Case::new("results that are null", 1, &[Answer::ok(r#"{"results":null}"#)])
        .fails(ExpectedFault::Decode(DecodeErrorKind::ResultsNull, 11))
        .in_requests(2),
    Case::new("nested too deep", 1, &[Answer::ok("").body(&TOO_DEEP)]).fails(ExpectedFault::Decode(
        DecodeErrorKind::Capacity {
            what: Capacity::Depth,
            needed: MAX_DEPTH + 1,
            available: MAX_DEPTH,
        },
        260,
    )),
    Case::new("longer than the limit", 1, &[Answer::ok("").body(&LONG)])
        .limited(4999)
        .fails(ExpectedFault::BodyTooLong),
    // Refusals.
    Case::new(
        "refused by DRS",
        1,
        &[Answer::refusal(400, r#"{"error_code":"DRS.M00202","error_msg":"Invalid parameter."}"#)],
    )
    .fails(refused(400, Some("DRS.M00202"), Some("Invalid parameter."))),
    Case::new(
        "refused by the gateway",
        1,
        &[Answer::refusal(
            401,
            r#"{"error_msg":"Incorrect IAM authentication information","error_code":"APIGW.0301","request_id":"from-the-body"}"#,
        )
        .headers(&[("x-request-id", "from-the-head")])],
    )
    .fails(ExpectedFault::Service {
        status: 401,
        code: Some("APIGW.0301"),
        message: Some("Incorrect IAM authentication information"),
        request_id: Some("from-the-head"),
        retry_after: None,
    }),
    Case::new(
        "refused by IAM",
        1,
        &[Answer::refusal(401, r#"{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}"#)],
    )
    .fails(refused(401, Some("401"), Some("The username or password is wrong."))),
    Case::new(
        "refused item by item",
        1,
        &[Answer::refusal(
            400,
            r#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","error_code":"DRS.M05004","error_msg":"gone"}],"count":1}"#,
        )],
    )
    .fails(refused(400, Some("DRS.M05004"), Some("gone"))),
    Case::new("refused in camel case", 1, &[Answer::refusal(403, r#"{"errorCode":"DRS.M00102","errorMsg":"no"}"#)])
        .fails(refused(403, Some("DRS.M00102"), Some("no"))),
    Case::new("refused in short", 1, &[Answer::refusal(404, r#"{"code":"APIG.0101","message":"no such API"}"#)])
        .fails(refused(404, Some("APIG.0101"), Some("no such API"))),
    Case::new("refused in HTML", 1, &[Answer::refusal(502, HTML).framed(Framing::UntilClose)])
        .fails(refused(502, None, None))
        .in_requests(2),
    Case::new("refused without a word", 1, &[Answer::refusal(503, "")])
        .fails(refused(503, None, None))
        .in_requests(2),
    Case::new("refused for now, then answered", 1, &[Answer::refusal(503, ""), Answer::ok(ONE)])
        .delivers(&[RUNS])
        .counted(1)
        .in_requests(2),
    Case::new(
        "asked too often",
        1,
        &[Answer::refusal(429, r#"{"error_code":"APIG.0308","error_msg":"throttled"}"#)
            .headers(&[("Retry-After", "120"), ("X-Request-Id", "r-1")])],
    )
    .fails(ExpectedFault::Service {
        status: 429,
        code: Some("APIG.0308"),
        message: Some("throttled"),
        request_id: Some("r-1"),
        retry_after: Some(120),
    }),
    Case::new("sent elsewhere", 1, &[Answer::refusal(302, "").headers(&[("Location", "/elsewhere")])])
        .fails(ExpectedFault::Redirect(302)),
    // Nothing is sent.
    Case::new("no ids", 0, &[Answer::ok(ONE)]).fails(ExpectedFault::Config(RequestError::NoIds)).in_requests(0),
];

impl Case {
    const fn split(self, ids_per_request: usize) -> Self {
        Self {
            ids_per_request,
            ..self
        }
    }

    const fn limited(self, body_limit: usize) -> Self {
        Self { body_limit, ..self }
    }
}
