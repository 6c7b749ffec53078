//! What the service says when it says no, and what to do about it.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use drs_status_core::{Call, Reason, ServiceError};

use crate::credentials::Kind;
use crate::exit::Exit;
use crate::failure::Failure;

/// The service refused what credentials of this kind asked.
pub(crate) fn failure(error: &ServiceError, kind: Kind) -> Failure {
    if error.call() == Call::Login {
        return login_failure(error);
    }
    if error.is_authentication() {
        let what = match kind {
            // An older one would have been renewed.
            Kind::Login => "token that IAM has just given".to_owned(),
            Kind::Token | Kind::AccessKey => kind.to_string(),
        };
        let message = format!("the service does not accept the {what}{}", details(error));
        return Failure::new(
            Exit::Authentication,
            message,
            credentials_advice(error, kind),
        );
    }
    let message = format!("the service refuses{}", details(error));
    Failure::new(Exit::Refused, message, advice(error, kind))
}

/// IAM refused a login.
fn login_failure(error: &ServiceError) -> Failure {
    if error.is_authentication() {
        return Failure::new(
            Exit::Authentication,
            format!(
                "IAM does not accept the password of this user{}",
                details(error)
            ),
            "it is the password, or the user, domain or project beside it, and no token; correct it \
             before the next login: it is not tried again, for repeated wrong attempts lock the \
             account",
        );
    }
    Failure::new(
        Exit::Refused,
        format!("IAM refuses the login{}", details(error)),
        match error.status().get() {
            400 | 404 | 405 => "check --iam-endpoint, the domain and the project",
            403 => "the user may not log in so: check with whoever administers the account",
            429 => "it is asked too often: log in again later",
            500.. => "the trouble is IAM's: log in again later",
            _ => "check --iam-endpoint",
        },
    )
}

/// ` (HTTP 400, DRS.M00202): what it says [request id]`. The text is the
/// service's own; it is escaped where it is shown.
fn details(error: &ServiceError) -> String {
    let part = |before, text: Option<&str>, after| {
        text.map_or_else(String::new, |text| format!("{before}{text}{after}"))
    };
    // IAM's code is the status once more.
    let status = error.status().to_string();
    let code = part(", ", error.code().filter(|code| *code != status), "");
    let message = part(": ", error.message(), "");
    let request = part(" [request ", error.request_id(), "]");
    format!(" (HTTP {status}{code}){message}{request}")
}

/// What stands in the gateway's answer to a key that has been refused too often.
///
/// Source: API Gateway FAQ, Common Errors Related to IAM Authentication
/// Information.
const LOCKED: &str = "failed to reach the limit";

/// What stands in its answer to a signature whose date is not now.
///
/// Source: the same.
const NOT_NOW: &str = "signature expired";

fn credentials_advice(error: &ServiceError, kind: Kind) -> String {
    // How far, if the answer had a date to compare with.
    if let (Kind::AccessKey, Some(skew)) = (kind, error.clock_skew()) {
        return format!(
            "{skew}, and a signature is good for 15 minutes before and after its date: set the \
             clock here"
        );
    }
    fixed_advice(error, kind).to_owned()
}

fn fixed_advice(error: &ServiceError, kind: Kind) -> &'static str {
    let says = |words| {
        error
            .message()
            .is_some_and(|message| message.contains(words))
    };
    match kind {
        Kind::Token if error.reason() == Some(Reason::TokenExpired) => {
            "it has expired, or belongs to another region: take a fresh one from the endpoint's \
             region, as by drs-status login; if that is refused too, it is the region"
        }
        Kind::Token => {
            "take a fresh one before asking again: more than five refusals in a row may lock the \
             account's key for five minutes"
        }
        Kind::Login => {
            "it is fresh, so it belongs to another region or cloud: let --endpoint, --iam-endpoint \
             and --project be of one region"
        }
        Kind::AccessKey if says(LOCKED) => {
            "it is locked: ask nothing by it for five minutes, then check its secret and ask once"
        }
        Kind::AccessKey if says(NOT_NOW) => {
            "set this machine's clock: a signature is good for 15 minutes before and after its date"
        }
        Kind::AccessKey if error.reason() == Some(Reason::TokenExpired) => {
            "its security token has expired, or it belongs to another region: check the endpoint's \
             region, and fetch a fresh temporary key"
        }
        Kind::AccessKey => {
            "check its id, its secret, its cloud and this machine's clock before asking again: more \
             than five refusals in a row lock it for five minutes"
        }
    }
}

fn advice(error: &ServiceError, kind: Kind) -> String {
    use Reason as R;
    let status = error.status().get();
    let mut advice = match (error.reason(), status) {
        (Some(R::BadParameter | R::BadPage | R::DuplicateJob), _) => {
            "check the ids and the page; --dry-run shows the request"
        }
        (Some(R::BadProject), _) => match kind {
            Kind::Token => "the project is not the token's: check --project",
            Kind::AccessKey => "the project is not the access key's: check --project",
            Kind::Login => "the project is not the user's: check --project",
        },
        (Some(R::NotAllowed), _) | (None, 403) => {
            "check what the user who asks may do in this project"
        }
        (Some(R::TooFrequent), _) | (None, 429) => "it is asked too often: ask again later",
        (Some(R::NoSuchApi), _) | (None, 404 | 405) => {
            "check --endpoint: its region, its port and its base path"
        }
        (Some(R::TooLarge), _) | (None, 413 | 494) => {
            "the credentials or the request are too large for it, or it took too long"
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
