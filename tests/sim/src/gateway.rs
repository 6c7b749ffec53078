//! The gateway before the services: what it refuses by itself.
//!
//! Source: API Gateway user guide, Error Codes and Notes and Constraints.
//! Inferred: the prefixes `APIG` and `APIGW` of its codes, which vary, the
//! wording, and the order in which it checks.

use std::time::Duration;

use crate::answer::Answer;
use crate::seen::Seen;
use crate::throttle;

/// The longest body, in bytes: 12 MB.
pub(crate) const MAX_BODY: usize = 12 * 1024 * 1024;

/// The longest header field and the longest header, in bytes: 32 KB and 128 KB.
/// Inferred: that the name of a field does not count for its own limit, so that
/// a token of 32,768 characters passes.
const MAX_FIELD: usize = 32 * 1024;
const MAX_HEADER: usize = 128 * 1024;

/// Where a request goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Route<'a> {
    Tokens,
    /// With the project id of the path.
    BatchStatus(&'a str),
}

/// Where `request` goes, if it comes through.
pub(crate) fn route(request: &Seen) -> Result<Route<'_>, Answer> {
    let sizes = || {
        let fields = request.headers.iter();
        fields.map(|(name, value)| (name.len(), value.len()))
    };
    let header: usize = sizes()
        .map(|(name, value)| name + value + ": \r\n".len())
        .sum();
    if header > MAX_HEADER || sizes().any(|(_, value)| value > MAX_FIELD) {
        return Err(Answer::gateway(
            494,
            "APIG.0201",
            "Request headers too large.",
        ));
    }
    let route = match request.bare_path() {
        "/v3/auth/tokens" => Route::Tokens,
        path => path
            .strip_prefix("/v3/")
            .and_then(|rest| rest.strip_suffix("/jobs/batch-status"))
            .filter(|project| !project.is_empty() && !project.contains('/'))
            .map(Route::BatchStatus)
            .ok_or_else(|| Answer::gateway(404, "APIG.0101", "The API does not exist."))?,
    };
    // Inferred: the code. The status stands in the services' general tables.
    if request.method != "POST" {
        return Err(Answer::gateway(
            405,
            "APIG.0101",
            "The method is not allowed.",
        ));
    }
    if request.body.len() > MAX_BODY {
        return Err(Answer::gateway(
            413,
            "APIG.0201",
            "Request entity too large.",
        ));
    }
    Ok(route)
}

/// The refusal of a request that comes too soon.
pub(crate) fn throttled(wait: Duration) -> Answer {
    Answer::gateway(
        429,
        "APIGW.0308",
        "The throttling threshold has been reached.",
    )
    .header("Retry-After", &throttle::seconds(wait).to_string())
}

/// Whether a body is JSON by its `Content-Type` (RFC 9110, section 8.3).
pub(crate) fn is_json(request: &Seen) -> bool {
    request.header("Content-Type").is_some_and(|value| {
        let essence = value.split(';').next().unwrap_or_default();
        essence.trim().eq_ignore_ascii_case("application/json")
    })
}
