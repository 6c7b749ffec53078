//! Libraries for JSON of any schema, at the same work.

pub(crate) mod derive;
pub(crate) mod picojson;
pub(crate) mod seed;
pub(crate) mod serde_json;
pub(crate) mod sonic;

use std::borrow::Cow;

use drs_status_core::{BatchStatusRequest, JobId};
use serde::{Deserialize, Serialize, Serializer};

use crate::ledger::Ledger;

/// A response that borrows what has no escapes: for parsers with an allocator.
#[derive(Deserialize)]
struct Response<'a> {
    #[serde(borrow)]
    results: Vec<Job<'a>>,
    #[serde(rename = "count")]
    _count: Option<u32>,
}

#[derive(Deserialize)]
struct Job<'a> {
    id: &'a str,
    status: &'a str,
    error_code: Option<&'a str>,
    #[serde(borrow)]
    error_message: Option<Text<'a>>,
}

/// serde borrows a `Cow` only where it stands directly in a field.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Response<'_> {
    fn hand_to(&self, ledger: &mut Ledger<'_>) {
        for job in &self.results {
            let message = job.error_message.as_ref().map(|text| &*text.0);
            ledger.take_text(job.id, job.status, job.error_code, message);
        }
    }
}

/// The body of a request, by serde.
#[derive(Serialize)]
struct Request<'r> {
    jobs: Ids<'r>,
}

struct Ids<'r>(&'r BatchStatusRequest<'r>);

impl<'r> Request<'r> {
    const fn of(request: &'r BatchStatusRequest<'r>) -> Self {
        Self { jobs: Ids(request) }
    }
}

impl Serialize for Ids<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.jobs().iter().map(JobId::as_str))
    }
}
