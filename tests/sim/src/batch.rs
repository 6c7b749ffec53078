//! The call: `POST /v3/{project_id}/jobs/batch-status`.
//!
//! Source, unless said otherwise: DRS API reference, Querying Task Statuses in
//! Batches (operation `BatchListJobStatus`).

use std::collections::HashSet;
use std::time::Instant;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::answer::Answer;
use crate::jobs::{Jobs, Report};
use crate::language::Language;
use crate::page::{self, MissingPage};
use crate::refusal::Refusal;

/// What an id that belongs to no job gets. The documents do not say.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum UnknownJob {
    /// An item with the error code DRS.M05003 and no status.
    #[default]
    Item,
    /// The whole request is refused with 400, item by item.
    Refuse,
    /// Nothing: its item is missing.
    LeaveOut,
}

/// What the call depends on beside the request.
#[derive(Clone, Copy, Default)]
pub(crate) struct Rules {
    pub(crate) missing_page: MissingPage,
    pub(crate) unknown_job: UnknownJob,
}

/// Source: schema `BatchGetJobStatusResp`. `count` is the length of `results`.
#[derive(Serialize)]
struct Response<'a> {
    results: Vec<Item<'a>>,
    count: usize,
}

/// Source: schema `QueryJobStatusResp`. Inferred: fields that have nothing to say
/// are left out.
#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_message: Option<String>,
}

/// The answer to a request with this body.
pub(crate) fn answer(
    body: &[u8],
    language: Language,
    rules: Rules,
    jobs: &mut Jobs,
    now: Instant,
) -> Answer {
    respond(body, language, rules, jobs, now).unwrap_or_else(|refusal| refusal.answer(language))
}

fn respond(
    body: &[u8],
    language: Language,
    rules: Rules,
    jobs: &mut Jobs,
    now: Instant,
) -> Result<Answer, Refusal> {
    let request: Map<String, Value> =
        serde_json::from_slice(body).map_err(|_| Refusal::Unreadable)?;
    let ids = ids(&request)?;
    // Inferred: a field of another name, such as `pageReq` in some examples of
    // the documents, is ignored.
    let page = page::range(ids.len(), request.get("page_req"), rules.missing_page)?;
    let ids = &ids[page];

    if rules.unknown_job == UnknownJob::Refuse {
        let unknown: Vec<_> = ids
            .iter()
            .filter(|id| !jobs.knows(id))
            .map(|&id| {
                let refusal = Refusal::UnknownJob;
                (id, refusal.code(), refusal.message(language))
            })
            .collect();
        if !unknown.is_empty() {
            return Ok(Answer::per_item(400, &unknown));
        }
    }
    let results: Vec<Item<'_>> = ids
        .iter()
        .filter_map(|&id| match (jobs.ask(id, now), rules.unknown_job) {
            (Some(report), _) => Some(Item::reporting(id, report, language)),
            (None, UnknownJob::LeaveOut) => None,
            (None, _) => Some(Item::unknown(id, language)),
        })
        .collect();
    let response = Response {
        count: results.len(),
        results,
    };
    Ok(Answer::of(200, &response))
}

/// The ids asked for: at least one, each once.
fn ids(request: &Map<String, Value>) -> Result<Vec<&str>, Refusal> {
    let ids = match request.get("jobs") {
        Some(Value::Array(ids)) if !ids.is_empty() => ids,
        None | Some(Value::Null | Value::Array(_)) => return Err(Refusal::NoJobs),
        Some(_) => return Err(Refusal::BadValue),
    };
    let ids = ids
        .iter()
        .map(|id| id.as_str().filter(|id| is_job_id(id)))
        .collect::<Option<Vec<&str>>>()
        .ok_or(Refusal::BadValue)?;
    let different: HashSet<&str> = ids.iter().copied().collect();
    if different.len() == ids.len() {
        Ok(ids)
    } else {
        Err(Refusal::Duplicate)
    }
}

/// Whether this is 36 characters in groups of 8, 4, 4, 4 and 12, ASCII letters
/// and digits. Inferred: from the examples; that anything else is refused.
fn is_job_id(text: &str) -> bool {
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && text
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_alphanumeric())
}

impl<'a> Item<'a> {
    fn reporting(id: &'a str, report: Report, language: Language) -> Self {
        let (error_code, error_message) = match report.error {
            None => (None, None),
            Some(error) => {
                let message = match language {
                    Language::English => error.english,
                    Language::Chinese => error.chinese,
                };
                (Some(error.code), Some(message))
            }
        };
        Self {
            id,
            status: report.status,
            error_code,
            error_message,
        }
    }

    fn unknown(id: &'a str, language: Language) -> Self {
        Self {
            id,
            status: None,
            error_code: Some(Refusal::UnknownJob.code().to_owned()),
            error_message: Some(Refusal::UnknownJob.message(language).to_owned()),
        }
    }
}
