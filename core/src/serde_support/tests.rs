use std::prelude::v1::*;
use std::string::String as StdString;

use serde::de::DeserializeSeed;
use serde_json_core::de::Deserializer;

use super::BatchStatusResponse;
use crate::{
    BatchStatusRequest, Endpoint, Item, JobId, Language, Outcome, Page, ProjectId, Status,
    TaskStatus,
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
    assert_eq!(gone.error_message().unwrap().text(), "gone");
    assert!(gone.has_failed());
    assert_eq!(
        (sleeping.id(), sleeping.status()),
        (None, Some(Status::Other("SLEEPING")))
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

#[test]
fn what_was_kept_comes_back_as_it_was() {
    let item = Item {
        id: None,
        status: Some(Status::IncreTransferFailed),
        error_code: Some("DRS.M05004"),
        error_message: Some(crate::task::Message::new("0123456789", 10)),
    };
    let task = TaskStatus::<4> {
        index: 7,
        outcome: Outcome::of(&item),
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

    let response = fill::<3, 16>(RESPONSE).unwrap();
    let (again, _) = serde_json_core::from_slice(json(&response).as_bytes()).unwrap();
    assert_eq!(response, again);
}

#[test]
fn escapes_are_undone_where_there_is_room_for_it() {
    let body = br#"{"results":[{"error_message":"a\"\n\u0041"}]}"#;
    let mut room = [0; 64];
    let (undone, _) =
        serde_json_core::from_slice_escaped::<BatchStatusResponse<1, 16>>(body, &mut room).unwrap();
    assert_eq!(undone.results[0].error_message().unwrap().text(), "a\"\nA");
    let (left, _) = serde_json_core::from_slice::<BatchStatusResponse<1, 16>>(body).unwrap();
    assert_eq!(
        left.results[0].error_message().unwrap().text(),
        r#"a\"\n\u0041"#
    );
}
