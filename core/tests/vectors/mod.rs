//! Named vectors: bytes as they travel, each in a file of its own, and what
//! they say.
//!
//! Nothing but `core` is used here, so that tests on a device can include this
//! file as it is.

/// A response that is whole, and what a decoder makes of it.
pub(crate) struct Response {
    pub(crate) name: &'static str,
    pub(crate) body: &'static [u8],
    pub(crate) items: &'static [Item],
    pub(crate) count: Option<u32>,
}

/// An item of `results`; of the message the whole text, however much of it
/// there is room for.
pub(crate) struct Item {
    pub(crate) id: Option<&'static str>,
    pub(crate) status: Option<&'static str>,
    pub(crate) error_code: Option<&'static str>,
    pub(crate) error_message: Option<&'static str>,
}

impl Item {
    const NOTHING: Self = Self {
        id: None,
        status: None,
        error_code: None,
        error_message: None,
    };

    const fn id(self, id: &'static str) -> Self {
        Self {
            id: Some(id),
            ..self
        }
    }

    const fn status(self, status: &'static str) -> Self {
        Self {
            status: Some(status),
            ..self
        }
    }

    const fn code(self, code: &'static str) -> Self {
        Self {
            error_code: Some(code),
            ..self
        }
    }

    const fn message(self, message: &'static str) -> Self {
        Self {
            error_message: Some(message),
            ..self
        }
    }
}

const ITEM: Item = Item::NOTHING;

const JOB_A: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";
const JOB_B: &str = "dc67695a-ee3e-49b8-a022-a099bd81jb21";

/// The ids of the example in the API reference.
pub(crate) const TWO_JOBS: [&str; 2] = [JOB_A, JOB_B];

macro_rules! responses {
    ($( $name:literal: [$($item:expr),* $(,)?], $count:expr; )*) => {
        pub(crate) static RESPONSES: &[Response] = &[$( Response {
            name: $name,
            body: include_bytes!(concat!("response/", $name, ".json")),
            items: &[$($item),*],
            count: $count,
        }, )*];
    };
}

responses! {
    "two_jobs": [
        ITEM.id(JOB_A).status("INCRE_TRANSFER_STARTED"),
        ITEM.id(JOB_B)
            .status("INCRE_TRANSFER_FAILED")
            .code("DRS.M05004")
            .message("The task has been deleted."),
    ], Some(2);
    "no_results": [], None;
    "nothing_said": [ITEM], None;
    "all_null": [ITEM], None;
    "all_empty": [ITEM.id("").status("").code("").message("")], Some(0);
    "only_an_error": [
        ITEM.id(JOB_A).code("DRS.M05003").message("The task does not exist."),
    ], Some(1);
    "two_messages": [ITEM.message("first"), ITEM.message("first"), ITEM.message("second")], None;
    "count_quoted": [], Some(12);
    "count_escaped": [], Some(12);
    "count_largest": [], Some(u32::MAX);
    "same_id_twice": [
        ITEM.id(JOB_A).status("CREATING"),
        ITEM.id(JOB_A).status("DELETED"),
    ], None;
    "other_id": [ITEM.id("not-an-id").status("SLEEPING")], None;
    "paused_both_spellings": [ITEM.status("PAUSING"), ITEM.status("PAUSING")], None;
    "indented": [ITEM.id(JOB_A).status("CONFIGURATION"), ITEM], Some(2);
    "escapes": [
        ITEM.id("a\"\\/")
            .status("\u{8}\u{c}\n\r\t")
            .code("\0\u{1f}\u{7f}")
            .message("é任务 😀 \u{10ffff} \u{ffff}\u{10000}"),
    ], None;
    "utf8_edges": [
        ITEM.id("é任😀").message(
            "\u{7f}\u{80}\u{7ff}\u{800}\u{d7ff}\u{e000}\u{fffd}\u{ffff}\u{10000}\
             \u{3ffff}\u{40000}\u{fffff}\u{100000}\u{10ffff}",
        ),
    ], None;
    "chinese": [
        ITEM.id(JOB_A)
            .status("FULL_TRANSFER_FAILED")
            .code("DRS.M00289")
            .message("任务不存在，请检查任务ID。"),
    ], Some(1);
    "numbers_passed_over": [], None;
    "literals_passed_over": [ITEM.id("x")], None;
    "unknown_fields": [ITEM.id(JOB_A).status("DELETED")], None;
    "keys_like_ours": [ITEM], None;
    "full_rooms": [
        ITEM.id("iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii")
            .status("SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS")
            .code("CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC")
            .message(include_str!("response/full_rooms.message.txt")),
    ], None;
    "long_message": [
        ITEM.id(JOB_A).message(include_str!("response/long_message.message.txt")),
        ITEM.id("after"),
    ], None;
    "every_status": [
        ITEM.status("CREATING"),
        ITEM.status("CREATE_FAILED"),
        ITEM.status("CONFIGURATION"),
        ITEM.status("STARTJOBING"),
        ITEM.status("WAITING_FOR_START"),
        ITEM.status("START_JOB_FAILED"),
        ITEM.status("PAUSING"),
        ITEM.status("FULL_TRANSFER_STARTED"),
        ITEM.status("FULL_TRANSFER_FAILED"),
        ITEM.status("FULL_TRANSFER_COMPLETE"),
        ITEM.status("INCRE_TRANSFER_STARTED"),
        ITEM.status("INCRE_TRANSFER_FAILED"),
        ITEM.status("RELEASE_RESOURCE_STARTED"),
        ITEM.status("RELEASE_RESOURCE_FAILED"),
        ITEM.status("RELEASE_RESOURCE_COMPLETE"),
        ITEM.status("REBUILD_NODE_STARTED"),
        ITEM.status("REBUILD_NODE_FAILED"),
        ITEM.status("CHANGE_JOB_STARTED"),
        ITEM.status("CHANGE_JOB_FAILED"),
        ITEM.status("DELETED"),
        ITEM.status("CHILD_TRANSFER_STARTING"),
        ITEM.status("CHILD_TRANSFER_STARTED"),
        ITEM.status("CHILD_TRANSFER_COMPLETE"),
        ITEM.status("CHILD_TRANSFER_FAILED"),
        ITEM.status("RELEASE_CHILD_TRANSFER_STARTED"),
        ITEM.status("RELEASE_CHILD_TRANSFER_COMPLETE"),
        ITEM.status("NODE_UPGRADE_START"),
        ITEM.status("NODE_UPGRADE_COMPLETE"),
        ITEM.status("NODE_UPGRADE_FAILED"),
    ], Some(29);
}

/// The body of a refusal, and what is understood of it.
pub(crate) struct Refusal {
    pub(crate) name: &'static str,
    pub(crate) body: &'static [u8],
    pub(crate) code: Option<&'static str>,
    pub(crate) message: Option<&'static str>,
    pub(crate) request_id: Option<&'static str>,
}

macro_rules! refusals {
    ($( $file:literal: $code:expr, $message:expr, $request_id:expr; )*) => {
        pub(crate) static REFUSALS: &[Refusal] = &[$( Refusal {
            name: $file,
            body: include_bytes!(concat!("refusal/", $file)),
            code: $code,
            message: $message,
            request_id: $request_id,
        }, )*];
    };
}

const GATEWAY_REQUEST: &str = "9660a3f08e3b58f1a33e1a0ee2ec9ba0";

refusals! {
    "drs.json": Some("DRS.M00202"), Some("Invalid parameter value."), None;
    "drs_error_message.json": Some("DRS.M00201"), Some("Invalid parameter value."), None;
    "drs_chinese.json": Some("DRS.M00301"), Some("任务ID重复。"), None;
    "gateway.json":
        Some("APIG.0301"),
        Some("Incorrect IAM authentication information: decrypt token fail"),
        Some(GATEWAY_REQUEST);
    "gateway_apigw.json":
        Some("APIGW.0307"), Some("The token must be updated."), Some(GATEWAY_REQUEST);
    "iam.json":
        Some("401"), Some("The request you have made requires authentication."), None;
    "by_task.json": Some("DRS.M05004"), Some("The task has been deleted."), None;
    "by_several_tasks.json": Some("DRS.M05003"), Some("The task does not exist."), None;
    "camel_case.json": Some("DRS.M00004"), Some("Internal error."), None;
    "code_and_message.json":
        Some("APIGW.0101"),
        Some("The API does not exist or has not been published in the environment."),
        None;
    "code_as_number.json": Some("429"), Some("slow down"), None;
    "indented.json": Some("DRS.M01503"), Some("The operation is too frequent."), None;
    "unknown_beside.json": Some("DRS.M00210"), Some("No such page."), None;
    "load_balancer.html": None, None, None;
    "plain_text.txt": None, None, None;
    "empty.txt": None, None, None;
}

/// A request: ids of [`TWO_JOBS`], the page as `cur_page` and `per_page`, and
/// its body.
pub(crate) struct Request {
    pub(crate) name: &'static str,
    pub(crate) jobs: usize,
    pub(crate) page: Option<(u32, u8)>,
    pub(crate) body: &'static [u8],
}

macro_rules! requests {
    ($( $name:literal: $jobs:expr, $page:expr; )*) => {
        pub(crate) static REQUESTS: &[Request] = &[$( Request {
            name: $name,
            jobs: $jobs,
            page: $page,
            body: include_bytes!(concat!("request/", $name, ".json")),
        }, )*];
    };
}

requests! {
    "two_jobs": 2, Some((1, 10));
    "two_jobs_without_page": 2, None;
    "one_job_everything": 1, Some((0, 0));
    "last_page": 2, Some((2, 1));
}
