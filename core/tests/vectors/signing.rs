//! Requests as they are signed, and what the official signer made of them: each
//! step in a file of its own.
//!
//! Nothing but `core` is used here, so that tests on a device can include this
//! file as it is.

/// The key that signs all of them; it is published.
pub(crate) const KEY_ID: &str = "QTWAOYTTINDUT2QVKYUC";
pub(crate) const SECRET: &str = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";

/// A request that is signed.
pub(crate) struct SignedRequest {
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    pub(crate) host: &'static str,
    pub(crate) path: &'static str,
    pub(crate) query: &'static [(&'static str, &'static str)],
    /// All but `Host`.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) body: &'static str,
    /// The time in `X-Sdk-Date`, in seconds since 1970.
    pub(crate) unix_time: u64,
    pub(crate) canonical_request: &'static str,
    pub(crate) string_to_sign: &'static str,
    pub(crate) authorization: &'static str,
}

/// What the signer made of the request in the folder `$name`.
macro_rules! signed {
    ($name:literal { $($field:ident: $value:expr,)+ }) => {
        SignedRequest {
            name: $name,
            $($field: $value,)+
            canonical_request: include_str!(concat!("signing/", $name, "/canonical_request.txt")),
            string_to_sign: include_str!(concat!("signing/", $name, "/string_to_sign.txt")),
            authorization: include_str!(concat!("signing/", $name, "/authorization.txt")),
        }
    };
}

const JSON: (&str, &str) = ("Content-Type", "application/json");
const NEW_YEAR: (&str, &str) = ("X-Sdk-Date", "20260101T000000Z");
pub(crate) const NEW_YEAR_UNIX_TIME: u64 = 1_767_225_600;
const DRS: &str = "drs.eu-de.otc.t-systems.com";
const BATCH_STATUS: &str = "/v3/054ba152d480d55b2f5dc0069e7ddef0/jobs/batch-status";

pub(crate) const SIGNED_REQUESTS: &[SignedRequest] = &[
    // The one that the manual of the signer publishes.
    signed!("published_doc_example" {
        method: "GET",
        host: "service.region.example.com",
        path: "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs",
        query: &[
            ("limit", "2"),
            ("marker", "13551d6b-755d-4757-b956-536f674975c0"),
        ],
        headers: &[JSON, ("X-Sdk-Date", "20191115T033655Z")],
        body: "",
        unix_time: 1_573_789_015,
    }),
    signed!("batch_status_min" {
        method: "POST",
        host: DRS,
        path: BATCH_STATUS,
        query: &[],
        headers: &[JSON, NEW_YEAR],
        body: include_str!("signing/batch_status_min/body.json"),
        unix_time: NEW_YEAR_UNIX_TIME,
    }),
    signed!("batch_status_project" {
        method: "POST",
        host: DRS,
        path: BATCH_STATUS,
        query: &[],
        headers: &[
            JSON,
            NEW_YEAR,
            ("X-Project-Id", "054ba152d480d55b2f5dc0069e7ddef0"),
            ("X-Language", "en-us"),
        ],
        body: include_str!("signing/batch_status_project/body.json"),
        unix_time: NEW_YEAR_UNIX_TIME,
    }),
    signed!("empty_body" {
        method: "POST",
        host: DRS,
        path: BATCH_STATUS,
        query: &[],
        headers: &[JSON, NEW_YEAR],
        body: "",
        unix_time: NEW_YEAR_UNIX_TIME,
    }),
];

/// The vector that is a whole request of a client: two jobs, the first page of
/// ten, messages in English.
pub(crate) fn whole_request() -> &'static SignedRequest {
    &SIGNED_REQUESTS[2]
}
