//! What the service says when it says no, and what to do about it.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use drs_status_core::{Reason, ServiceError};

use crate::exit::Exit;
use crate::failure::Failure;

/// The service refused.
pub(crate) fn failure(error: &ServiceError) -> Failure {
    if error.is_authentication() {
        let message = format!("the service does not accept the token{}", details(error));
        return Failure::new(Exit::Authentication, message, token_advice(error));
    }
    let message = format!("the service refuses{}", details(error));
    Failure::new(Exit::Refused, message, advice(error))
}

/// ` (HTTP 400, DRS.M00202): what it says [request id]`. The text is the
/// service's own; it is escaped where it is shown.
fn details(error: &ServiceError) -> String {
    let part = |before, text: Option<&str>, after| {
        text.map_or_else(String::new, |text| format!("{before}{text}{after}"))
    };
    let code = part(", ", error.code(), "");
    let message = part(": ", error.message(), "");
    let request = part(" [request ", error.request_id(), "]");
    format!(" (HTTP {}{code}){message}{request}", error.status())
}

fn token_advice(error: &ServiceError) -> &'static str {
    if error.reason() == Some(Reason::TokenExpired) {
        "it has expired, or belongs to another region: take a fresh one from the endpoint's region"
    } else {
        "take a fresh one before asking again: more than five refusals in a row may lock the \
         account's key for five minutes"
    }
}

fn advice(error: &ServiceError) -> String {
    use Reason as R;
    let status = error.status().get();
    let mut advice = match (error.reason(), status) {
        (Some(R::BadParameter | R::BadPage | R::DuplicateJob), _) => {
            "check the ids and the page; --dry-run shows the request"
        }
        (Some(R::BadProject), _) => "the project is not the token's: check --project",
        (Some(R::NotAllowed), _) | (None, 403) => {
            "check what the token's user may do in this project"
        }
        (Some(R::TooFrequent), _) | (None, 429) => "it is asked too often: ask again later",
        (Some(R::NoSuchApi), _) | (None, 404 | 405) => {
            "check --endpoint: its region, its port and its base path"
        }
        (Some(R::TooLarge), _) | (None, 413 | 494) => {
            "the token or the request is too large for it, or it took too long"
        }
        (Some(R::Internal | R::BackendUnavailable), _) | (None, 500..) => {
            "the trouble is the service's: ask again later"
        }
        _ => "--dry-run shows the request",
    }
    .to_owned();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    if let Some(wait) = error.retry_after().and_then(|after| after.wait(now)) {
        let _ = write!(advice, "; it says to wait {} s", wait.as_secs());
    }
    advice
}
