use std::prelude::v1::*;
use std::string::String as StdString;

use serde::de::DeserializeSeed;
use serde_json_core::de::Deserializer;
use serde_test::{Token, assert_ser_tokens};

use super::BatchStatusResponse;
use crate::{
    BatchStatusRequest, Endpoint, JobId, Language, Outcome, Page, ProjectId, Status, TaskStatus,
};

const JOBS: [JobId<'_>; 2] = JobId::list([
    "9a470239-2308-4bb5-a6bc-1040402fjb21",
    "dc67695a-ee3e-49b8-a022-a099bd81jb21",
]);

fn json<T: serde::Serialize>(value: &T) -> StdString {
    let mut buffer = [0; 1024];
    let len = serde_json_core::to_slice(value, &mut buffer).unwrap();
    StdString::from_utf8(buffer[..len].to_vec()).unwrap()
}

#[test]
fn serde_json_core_writes_a_request_as_encode_does() {
    for page in [
        None,
        Some(Page::new(1, 10).unwrap()),
        Some(Page::new(0, 0).unwrap()),
    ] {
        let request = match page {
            None => BatchStatusRequest::new(&JOBS),
            Some(page) => BatchStatusRequest::with_page(&JOBS, page),
        }
        .unwrap();
        let mut buffer = [0; 256];
        assert_eq!(
            json(&request).as_bytes(),
            request.encode(&mut buffer).unwrap()
        );
    }
}

#[test]
fn names_are_checked_when_they_are_read() {
    let (job, _) =
        serde_json_core::from_slice::<JobId<'_>>(b"\"9a470239-2308-4bb5-a6bc-1040402fjb21\"")
            .unwrap();
    assert_eq!(job, JOBS[0]);
    assert_eq!(json(&job), "\"9a470239-2308-4bb5-a6bc-1040402fjb21\"");
    assert!(serde_json_core::from_slice::<JobId<'_>>(b"\"9a470239\"").is_err());
    assert!(serde_json_core::from_slice::<ProjectId<'_>>(b"\"../admin\"").is_err());
    assert!(serde_json_core::from_slice::<Endpoint<'_>>(b"\"drs.example.com\"").is_err());
    assert!(serde_json_core::from_slice::<Page>(b"{\"cur_page\":0,\"per_page\":7}").is_err());
    let (language, _) = serde_json_core::from_slice::<Language>(b"\"zh-cn\"").unwrap();
    assert_eq!(language, Language::ZhCn);
    let endpoint = Endpoint::literal("https://drs.example.com:8443/x");
    assert_eq!(json(&endpoint), "\"https://drs.example.com:8443/x\"");
    let project = ProjectId::literal("054ba152");
    assert_eq!(json(&project), "\"054ba152\"");
}

#[test]
fn what_is_said_in_one_word_comes_back_as_it_was() {
    for language in [Language::EnUs, Language::ZhCn] {
        let text = json(&language);
        assert_eq!(serde_json::from_str::<Language>(&text).unwrap(), language);
    }
    for status in Status::ALL
        .into_iter()
        .chain([Status::Other("SLEEPING".into())])
    {
        let text = json(&status);
        assert_eq!(text, std::format!("\"{}\"", status.as_str()));
        assert_eq!(serde_json::from_str::<Status<'_>>(&text).unwrap(), status);
    }
}

/// What a library that words its errors says of `text`.
fn refusal<'de, T: serde::Deserialize<'de>>(text: &'de str) -> StdString {
    let error = serde_json::from_str::<T>(text).err().unwrap().to_string();
    // Where in the text is the library's.
    error.split(" at line ").next().unwrap().into()
}

#[test]
fn an_error_says_what_was_expected() {
    type Response = BatchStatusResponse<1, 8>;
    for (said, expected) in [
        (
            refusal::<JobId<'_>>("\"9a470239\""),
            "invalid value: string \"9a470239\", expected a job id, 8-4-4-4-12",
        ),
        (
            refusal::<ProjectId<'_>>("\"..\""),
            "invalid value: string \"..\", expected a project id",
        ),
        (
            refusal::<Endpoint<'_>>("\"ftp://h\""),
            "invalid value: string \"ftp://h\", expected an https:// endpoint",
        ),
        (
            refusal::<Language>("\"de-de\""),
            "unknown variant `de-de`, expected `en-us` or `zh-cn`",
        ),
        (
            refusal::<Page>("{\"cur_page\":1,\"per_page\":101}"),
            "pages have 1 to 100 tasks and count from 1; 0 a page asks for all and goes with page 0 or 1",
        ),
        (
            refusal::<Response>("0"),
            "invalid type: integer `0`, expected a response with results",
        ),
        (
            refusal::<Response>("{\"results\":0}"),
            "invalid type: integer `0`, expected at most 1 results",
        ),
        (
            refusal::<Response>("{\"results\":[{},{}]}"),
            "invalid length 2, expected at most 1 results",
        ),
        (refusal::<Response>("{}"), "missing field `results`"),
        (
            refusal::<Response>("{\"results\":[],\"results\":[]}"),
            "duplicate field `results`",
        ),
        (
            refusal::<Response>("{\"count\":0,\"count\":0}"),
            "duplicate field `count`",
        ),
        (
            refusal::<Response>("{\"results\":[{\"status\":0}]}"),
            "invalid type: integer `0`, expected a status of at most 40 bytes",
        ),
        (
            refusal::<Response>("{\"results\":[{\"error_message\":0}]}"),
            "invalid type: integer `0`, expected a message",
        ),
        (refusal::<TaskStatus<8>>("{}"), "missing field `index`"),
    ] {
        assert_eq!(said, expected);
    }
    let body = |len| {
        let status = "S".repeat(len);
        std::format!("{{\"results\":[{{\"status\":\"{status}\"}}]}}")
    };
    assert!(serde_json::from_str::<Response>(&body(40)).is_ok());
    assert_eq!(
        refusal::<Response>(&body(41)),
        "invalid length 41, expected a status of at most 40 bytes"
    );
}

const RESPONSE: &[u8] = br#"{ "count": 3, "more": [{"a": [1, {}]}], "results": [
    {"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","status":"PAUSEING","error_code":null},
    {"error_msg":"gone","error_code":"DRS.M05004","id":"dc67695a-ee3e-49b8-a022-a099bd81jb21"},
    {"status":"SLEEPING"} ]}"#;

fn fill<const N: usize, const MESSAGE: usize>(
    body: &[u8],
) -> Result<BatchStatusResponse<N, MESSAGE>, serde_json_core::de::Error> {
    let mut response = BatchStatusResponse::new();
    let mut deserializer = Deserializer::new(body, None);
    response.seed().deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(response)
}

#[test]
fn a_seed_fills_a_response_in_place() {
    let response = fill::<3, 16>(RESPONSE).unwrap();
    assert_eq!(response.count, Some(3));
    let [paused, gone, sleeping] = &response.results[..] else {
        unreachable!("{response:?}")
    };
    assert_eq!(paused.id(), Some("9a470239-2308-4bb5-a6bc-1040402fjb21"));
    assert_eq!(
        (paused.status(), paused.error_code()),
        (Some(Status::Pausing), None)
    );
    assert_eq!(gone.error_code(), Some("DRS.M05004"));
    assert_eq!(gone.error_message().unwrap().text().as_str(), "gone");
    assert!(gone.has_failed());
    assert_eq!(
        (sleeping.id(), sleeping.status()),
        (None, Some(Status::Other("SLEEPING".into())))
    );

    let (whole, _) = serde_json_core::from_slice(RESPONSE).unwrap();
    assert_eq!(response, whole);
}

#[test]
fn a_response_has_room_for_so_many_items_and_no_more() {
    assert!(fill::<3, 16>(RESPONSE).is_ok());
    assert!(fill::<2, 16>(RESPONSE).is_err());
}

#[test]
fn what_is_no_response_is_refused() {
    for body in [
        "{}",
        "[]",
        "null",
        "{\"results\":null}",
        "{\"results\":[],\"results\":[]}",
        "{\"results\":[],\"count\":1,\"count\":1}",
        "{\"results\":[{\"id\":1}]}",
        "{\"results\":[{\"status\":\"12345678901234567890123456789012345678901\"}]}",
        "{\"results\":[]",
        "{\"results\":[]}x",
    ] {
        assert!(fill::<3, 16>(body.as_bytes()).is_err(), "{body}");
    }
}

/// The tokens of an object, which begins by the number of its fields: formats
/// that are not text need it.
fn object(name: &'static str, fields: &[(&'static str, &[Token])]) -> Vec<Token> {
    let len = fields.len();
    let mut tokens = std::vec![Token::Struct { name, len }];
    for (key, value) in fields {
        tokens.push(Token::Str(key));
        tokens.extend_from_slice(value);
    }
    tokens.push(Token::StructEnd);
    tokens
}

#[test]
fn as_many_fields_are_announced_as_there_are() {
    let status: (_, &[_]) = ("status", &[Token::Str("DELETED")]);
    let code: (_, &[_]) = ("error_code", &[Token::Str("DRS.M05004")]);
    let message: (_, &[_]) = ("error_message", &[Token::Str("gone")]);
    let cut: (_, &[_]) = ("error_message_len", &[Token::U64(9)]);
    let index: (_, &[_]) = ("index", &[Token::U64(7)]);
    let id: (_, &[_]) = ("id", &[Token::Str("x")]);
    for fields in [
        &[][..],
        &[status],
        &[code],
        &[message],
        &[message, cut],
        &[status, code],
        &[status, code, message],
        &[status, code, message, cut],
    ] {
        let full_len = if fields.contains(&cut) { 9 } else { 4 };
        let has = |field| fields.contains(field);
        let outcome = Outcome::<4>::new(
            has(&status).then_some(Status::Deleted),
            has(&code).then_some("DRS.M05004".into()),
            has(&message).then_some(crate::task::Message::new("gone".into(), full_len)),
        );
        assert_ser_tokens(&outcome, &object("Outcome", fields));

        let task = TaskStatus { index: 7, outcome };
        let fields_of_task = [&[index], fields].concat();
        assert_ser_tokens(&task, &object("TaskStatus", &fields_of_task));

        // A response is only ever read, so it is read first.
        let text = json(&task).replace("\"index\":7", "\"id\":\"x\"");
        let body = std::format!("{{\"results\":[{text}]}}");
        let mut response = fill::<1, 4>(body.as_bytes()).unwrap();
        let item = object("QueryJobStatusResp", &[&[id], fields].concat());
        let results = [&[Token::Seq { len: Some(1) }], &*item, &[Token::SeqEnd]].concat();
        let results: (_, &[_]) = ("results", &results);
        assert_ser_tokens(&response, &object("BatchGetJobStatusResp", &[results]));
        response.count = Some(3);
        let count: (_, &[_]) = ("count", &[Token::U32(3)]);
        let tokens = object("BatchGetJobStatusResp", &[results, count]);
        assert_ser_tokens(&response, &tokens);
    }
    let bare = fill::<1, 4>(b"{\"results\":[{}]}").unwrap();
    let nothing = object("QueryJobStatusResp", &[]);
    assert_ser_tokens(&bare.results[0], &nothing);
}

#[test]
fn as_many_fields_of_a_request_are_announced_as_there_are() {
    let jobs = JOBS.map(|job| Token::Str(job.as_str()));
    let jobs = [&[Token::Seq { len: Some(2) }], &jobs[..], &[Token::SeqEnd]].concat();
    let page = object(
        "PageReq",
        &[
            ("cur_page", &[Token::U32(1)]),
            ("per_page", &[Token::U8(2)]),
        ],
    );
    let request = BatchStatusRequest::new(&JOBS).unwrap();
    let tokens = object("BatchQueryJobReqPage", &[("jobs", &jobs)]);
    assert_ser_tokens(&request, &tokens);
    let request = BatchStatusRequest::with_page(&JOBS, Page::literal(1, 2)).unwrap();
    let tokens = object(
        "BatchQueryJobReqPage",
        &[("jobs", &jobs), ("page_req", &page)],
    );
    assert_ser_tokens(&request, &tokens);
}

#[test]
fn what_was_kept_comes_back_as_it_was() {
    let task = TaskStatus::<4> {
        index: 7,
        outcome: Outcome::new(
            Some(Status::IncreTransferFailed),
            Some("DRS.M05004".into()),
            Some(crate::task::Message::new("0123456789".into(), 10)),
        ),
    };
    let text = json(&task);
    assert_eq!(
        text,
        "{\"index\":7,\"status\":\"INCRE_TRANSFER_FAILED\",\"error_code\":\"DRS.M05004\",\
         \"error_message\":\"0123\",\"error_message_len\":10}"
    );
    let (again, _) = serde_json_core::from_slice::<TaskStatus<4>>(text.as_bytes()).unwrap();
    assert_eq!(again, task);
    assert!(serde_json_core::from_slice::<TaskStatus<4>>(b"{\"status\":\"PAUSING\"}").is_err());

    let text = json(&task.outcome);
    assert_eq!(
        text,
        "{\"status\":\"INCRE_TRANSFER_FAILED\",\"error_code\":\"DRS.M05004\",\
         \"error_message\":\"0123\",\"error_message_len\":10}"
    );
    let (again, _) = serde_json_core::from_slice::<Outcome<4>>(text.as_bytes()).unwrap();
    assert_eq!(again, task.outcome);

    let mut response = fill::<3, 16>(RESPONSE).unwrap();
    for count in [Some(3), None] {
        response.count = count;
        let text = json(&response);
        assert_eq!(text.contains("count"), count.is_some());
        let (again, _) = serde_json_core::from_slice(text.as_bytes()).unwrap();
        assert_eq!(response, again);
    }
}

#[test]
fn escapes_are_undone_where_there_is_room_for_it() {
    let body = br#"{"results":[{"error_message":"a\"\n\u0041"}]}"#;
    let mut room = [0; 64];
    let (undone, _) =
        serde_json_core::from_slice_escaped::<BatchStatusResponse<1, 16>>(body, &mut room).unwrap();
    assert_eq!(
        undone.results[0].error_message().unwrap().text().as_str(),
        "a\"\nA"
    );
    let (left, _) = serde_json_core::from_slice::<BatchStatusResponse<1, 16>>(body).unwrap();
    assert_eq!(
        left.results[0].error_message().unwrap().text().as_str(),
        r#"a\"\n\u0041"#
    );
}
