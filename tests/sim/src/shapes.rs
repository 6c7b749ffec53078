//! The shapes that an error comes in.
//!
//! The service does not speak with one voice: DRS, the gateway before it, IAM
//! and the load balancer each have their own.

use serde::Serialize;
use serde_json::json;

use crate::answer::Answer;
use crate::random;

/// An answer that refuses the request item by item.
#[derive(Serialize)]
struct RefusedItems<'a> {
    results: Vec<RefusedItem<'a>>,
    count: usize,
}

/// The error of one job in an answer that refuses the request.
#[derive(Serialize)]
struct RefusedItem<'a> {
    id: &'a str,
    error_code: &'a str,
    // Spelled so by sibling calls; an item of an answer of 200 has
    // `error_message`.
    error_msg: &'a str,
}

impl Answer {
    /// An answer whose body is this as JSON.
    pub(crate) fn of(status: u16, body: &impl Serialize) -> Self {
        let text = serde_json::to_string(body)
            .unwrap_or_else(|error| panic!("texts and numbers become JSON: {error}"));
        Self::json(status, text)
    }

    /// As DRS refuses: `error_code` and `error_msg`.
    ///
    /// Source: DRS API reference, Status Codes and Error Codes.
    ///
    /// # Panics
    ///
    /// As [`Answer::empty`].
    #[must_use]
    pub fn drs(status: u16, code: &str, message: &str) -> Self {
        let body = json!({ "error_code": code, "error_msg": message });
        Self::of(status, &body)
    }

    /// As the gateway refuses: `error_code`, `error_msg`, and a `request_id`
    /// that stands in the header `X-Request-Id` too.
    ///
    /// Source: API Gateway user guide, Error Codes.
    ///
    /// # Panics
    ///
    /// As [`Answer::empty`], and when the system gives no random numbers.
    #[must_use]
    pub fn gateway(status: u16, code: &str, message: &str) -> Self {
        let request_id = random::id().unwrap_or_else(|error| panic!("{error}"));
        let body = json!({ "error_msg": message, "error_code": code, "request_id": request_id });
        Self::of(status, &body).header("X-Request-Id", &request_id)
    }

    /// As IAM refuses: an object `error`, whose `code` is a number.
    ///
    /// Source: IAM API reference, Error Codes.
    ///
    /// # Panics
    ///
    /// As [`Answer::empty`].
    #[must_use]
    pub fn iam(status: u16, message: &str) -> Self {
        let title = http::StatusCode::from_u16(status)
            .ok()
            .and_then(|status| status.canonical_reason());
        let body = json!({ "error": { "code": status, "message": message, "title": title } });
        Self::of(status, &body)
    }

    /// A refusal item by item: id, error code and message of each.
    ///
    /// Inferred: from the form in which sibling calls refuse.
    ///
    /// # Panics
    ///
    /// As [`Answer::empty`].
    #[must_use]
    pub fn per_item(status: u16, items: &[(&str, &str, &str)]) -> Self {
        let body = RefusedItems {
            results: items
                .iter()
                .map(|&(id, error_code, error_msg)| RefusedItem {
                    id,
                    error_code,
                    error_msg,
                })
                .collect(),
            count: items.len(),
        };
        Self::of(status, &body)
    }

    /// A refusal with `errorCode` and `errorMsg`, as some services give it.
    ///
    /// # Panics
    ///
    /// As [`Answer::empty`].
    #[must_use]
    pub fn camel_case(status: u16, code: &str, message: &str) -> Self {
        let body = json!({ "errorCode": code, "errorMsg": message });
        Self::of(status, &body)
    }

    /// A refusal with `code` and `message`, as some services give it.
    ///
    /// # Panics
    ///
    /// As [`Answer::empty`].
    #[must_use]
    pub fn short(status: u16, code: &str, message: &str) -> Self {
        let body = json!({ "code": code, "message": message });
        Self::of(status, &body)
    }
}
