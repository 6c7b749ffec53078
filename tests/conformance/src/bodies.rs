//! Bodies that more than one case answers with, and those too long to write.

/// The first job runs.
pub(crate) const ONE: &str = r#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","status":"INCRE_TRANSFER_STARTED"}],"count":1}"#;

/// The first job runs, the second failed.
pub(crate) const TWO: &str = r#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","status":"INCRE_TRANSFER_STARTED"},{"id":"dc67695a-ee3e-49b8-a022-a099bd81jb21","status":"INCRE_TRANSFER_FAILED","error_code":"DRS.M05004","error_message":"The task has been deleted."}],"count":2}"#;

/// The same two, the other way round.
pub(crate) const TWO_REVERSED: &str = r#"{"count":2,"results":[{"error_message":"The task has been deleted.","error_code":"DRS.M05004","status":"INCRE_TRANSFER_FAILED","id":"dc67695a-ee3e-49b8-a022-a099bd81jb21"},{"status":"INCRE_TRANSFER_STARTED","id":"9a470239-2308-4bb5-a6bc-1040402fjb21"}]}"#;

/// The same two, indented, with fields that nobody knows.
pub(crate) const TWO_PRETTY: &str = r#"
{
    "took": 1.5e-3,
    "results": [
        {
            "tags": [{"k": ["v", null, true]}],
            "id": "9a470239-2308-4bb5-a6bc-1040402fjb21",
            "status": "INCRE_TRANSFER_STARTED"
        },
        {
            "id": "dc67695a-ee3e-49b8-a022-a099bd81jb21",
            "status": "INCRE_TRANSFER_FAILED",
            "error_code": "DRS.M05004",
            "error_message": "The task has been deleted.",
            "hint": "\"}]"
        }
    ],
    "count": 2
}
"#;

/// A load balancer speaks.
pub(crate) const HTML: &str =
    "<html><head><title>502 Bad Gateway</title></head><body></body></html>";

const DEPTH: usize = 257;
const OPEN: &[u8] = br#"{"x":"#;

/// An unknown value nested one level deeper than is followed.
pub(crate) static TOO_DEEP: [u8; OPEN.len() + DEPTH] = {
    let mut body = [b'['; OPEN.len() + DEPTH];
    let mut at = 0;
    while at < OPEN.len() {
        body[at] = OPEN[at];
        at += 1;
    }
    body
};

/// White space without end, as far as the limit goes.
pub(crate) static LONG: [u8; 5000] = [b' '; 5000];
