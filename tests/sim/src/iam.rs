//! IAM: `POST /v3/auth/tokens`.
//!
//! Source, unless said otherwise: IAM API reference, Obtaining a User Token
//! Through Password Authentication.

use std::fmt;
use std::io;
use std::time::Instant;

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::answer::Answer;
use crate::auth::Tokens;
use crate::random;
use crate::seen::Seen;
use crate::wall_clock::WallClock;

/// Services in the catalog of an answer that was not asked to leave it out.
/// Inferred: their number, some tens of kilobytes in all.
const CATALOG: usize = 64;

/// The one user that IAM knows, and where: made up at random for each run.
///
/// `Debug` does not show the password.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// The user's name.
    pub user: String,
    /// The user's password.
    pub password: String,
    /// The name of the domain that the user belongs to.
    pub domain: String,
    /// The name of the project whose jobs the user may see.
    pub project: String,
    /// The id of that project: 32 hexadecimal digits.
    pub project_id: String,
    user_id: String,
    domain_id: String,
}

impl Account {
    /// Of a project with this id, or one made up.
    pub(crate) fn new(project_id: Option<String>) -> io::Result<Self> {
        Ok(Self {
            user: "drs-reader".to_owned(),
            password: random::id()?,
            domain: "drs-sim".to_owned(),
            project: "sim-region-1".to_owned(),
            project_id: project_id.map_or_else(random::id, Ok)?,
            user_id: random::id()?,
            domain_id: random::id()?,
        })
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("user", &self.user)
            .field("password", &"***")
            .field("domain", &self.domain)
            .field("project", &self.project)
            .field("project_id", &self.project_id)
            .finish_non_exhaustive()
    }
}

/// The answer to a request for a token.
pub(crate) fn answer(
    request: &Seen,
    account: &Account,
    tokens: &mut Tokens,
    now: Instant,
    clock: WallClock,
) -> Answer {
    let Ok(body) = serde_json::from_slice::<Value>(&request.body) else {
        return Answer::iam(400, "The request body is invalid.");
    };
    let auth = &body["auth"];
    let identity = &auth["identity"];
    let user = &identity["password"]["user"];
    let project = &auth["scope"]["project"];
    // Inferred: a scope must be given here, as the account has one project.
    if identity["methods"] != json!(["password"]) || !user.is_object() || !project.is_object() {
        return Answer::iam(400, "The request body is invalid.");
    }
    let known = is(user, &account.user, &account.user_id)
        && is(&user["domain"], &account.domain, &account.domain_id)
        && user["password"] == account.password.as_str();
    if !known {
        return Answer::iam(401, "The username or password is wrong.");
    }
    // Inferred: the status for a project that the user has not.
    if !is(project, &account.project, &account.project_id) {
        return Answer::iam(401, "The request you have made requires authentication.");
    }
    match tokens.issue(now) {
        Ok(token) => Answer::of(201, &issued(request, account, tokens, clock))
            .header("X-Subject-Token", &token),
        Err(error) => Answer::iam(500, &error.to_string()),
    }
}

/// Whether `entity` is named so, or has this id.
fn is(entity: &Value, name: &str, id: &str) -> bool {
    entity["name"] == name || entity["id"] == id
}

/// The body: about the token, which itself stands in the header.
fn issued(request: &Seen, account: &Account, tokens: &Tokens, clock: WallClock) -> Value {
    let issued_at = clock.now();
    let domain = json!({ "name": account.domain, "id": account.domain_id });
    let mut token = json!({
        "expires_at": instant(issued_at + tokens.lifetime()),
        "issued_at": instant(issued_at),
        "methods": ["password"],
        "user": {
            "name": account.user,
            "id": account.user_id,
            "domain": domain,
            "password_expires_at": "",
        },
        "project": { "name": account.project, "id": account.project_id, "domain": domain },
        "roles": [{ "name": "drs_readonly", "id": "0" }],
    });
    // Source: same page, query parameter `nocatalog`. Inferred: any value does.
    let without = request
        .query()
        .split('&')
        .any(|pair| pair.split('=').next() == Some("nocatalog"));
    if !without {
        token["catalog"] = (0..CATALOG).map(service).collect();
    }
    json!({ "token": token })
}

/// A service of the catalog.
fn service(number: usize) -> Value {
    json!({
        "name": format!("service-{number}"),
        "type": format!("service-{number}"),
        "id": format!("{number:032x}"),
        "endpoints": [{
            "id": format!("{number:032x}"),
            "interface": "public",
            "region": "sim-region-1",
            "region_id": "sim-region-1",
            "url": format!("https://service-{number}.sim-region-1.example/v3"),
        }],
    })
}

/// As `2015-11-09T01:42:57.527363Z`, the form in the source's example.
fn instant(at: OffsetDateTime) -> String {
    at.format(format_description!(
        "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z"
    ))
    .unwrap_or_default()
}
