//! Access keys: which are known, and what becomes of those that fail.

use std::fmt;
use std::time::{Duration, Instant};

use crate::answer::Answer;
use crate::key_lock::{Failures, KeyLock};
use crate::seen::Seen;
use crate::signature::{Mistake, Presented};
use crate::wall_clock::WallClock;

/// How far the date of a signature may be from the clock of the gateway.
///
/// Source: API Gateway developer guide, AK/SK Signing and Authentication
/// Algorithm.
const MAX_SKEW: Duration = Duration::from_secs(15 * 60);

/// A key that requests may be signed by.
///
/// `Debug` shows neither the secret nor the security token.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessKey {
    id: String,
    secret: String,
    security_token: Option<String>,
}

impl AccessKey {
    /// A permanent key.
    #[must_use]
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            security_token: None,
        }
    }

    /// Makes it a temporary key: each request bears and signs this token.
    #[must_use]
    pub fn security_token(self, token: impl Into<String>) -> Self {
        Self {
            security_token: Some(token.into()),
            ..self
        }
    }
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessKey")
            .field("id", &self.id)
            .field("temporary", &self.security_token.is_some())
            .finish_non_exhaustive()
    }
}

/// The keys of the account, and what is remembered of each.
pub(crate) struct AccessKeys {
    keys: Vec<(AccessKey, Failures)>,
    lock: KeyLock,
    clock: WallClock,
}

impl AccessKeys {
    pub(crate) fn new(keys: Vec<AccessKey>, lock: KeyLock, clock: WallClock) -> Self {
        Self {
            keys: keys
                .into_iter()
                .map(|key| (key, Failures::default()))
                .collect(),
            lock,
            clock,
        }
    }

    pub(crate) fn set_clock(&mut self, clock: WallClock) {
        self.clock = clock;
    }

    pub(crate) fn clock(&self) -> WallClock {
        self.clock
    }

    /// The refusal of a request that is not signed as it should be.
    pub(crate) fn check(
        &mut self,
        authorization: &str,
        request: &Seen,
        project: &str,
        now: Instant,
    ) -> Result<(), Answer> {
        let Some(presented) = Presented::read(authorization) else {
            return Err(refused(
                "APIGW.0305",
                "Incorrect authentication information.",
            ));
        };
        let known = self.keys.iter_mut().find(|(key, _)| key.id == presented.id);
        let Some((key, failures)) = known else {
            let message = format!("Get secretKey failed,ak:{},err:ak not exist", presented.id);
            return Err(not_authenticated(&message));
        };
        if failures.are_too_many(self.lock, now) {
            return Err(not_authenticated(
                "AK access failed to reach the limit,forbidden.",
            ));
        }
        let judged = judge(&presented, key, request, project, self.clock);
        match judged {
            Ok(()) => failures.forget(),
            Err(_) => failures.count(now),
        }
        judged.map_err(|mistake| not_authenticated(mistake.message()))
    }
}

fn judge(
    presented: &Presented<'_>,
    key: &AccessKey,
    request: &Seen,
    project: &str,
    clock: WallClock,
) -> Result<(), Mistake> {
    // Source: API Gateway developer guide, AK/SK Signing and Authentication
    // Algorithm: the date must be signed. Inferred: and the host, which each
    // example signs.
    let date = presented.signed_header("x-sdk-date", request)?;
    presented.signed_header("host", request)?;
    if clock.distance_to(date).ok_or(Mistake::Date)? > MAX_SKEW {
        return Err(Mistake::Expired);
    }
    // Source: the same guide. Inferred: what a wrong one is told.
    if let Some(token) = &key.security_token
        && presented.signed_header("x-security-token", request)? != token
    {
        return Err(Mistake::SecurityToken);
    }
    // Inferred: one that is not sent is the one in the path.
    if request.header("X-Project-Id").is_some()
        && presented.signed_header("x-project-id", request)? != project
    {
        return Err(Mistake::Project);
    }
    presented.verify(&key.secret, request)
}

/// Source of code and form: API Gateway FAQ, Common Errors Related to IAM
/// Authentication Information. Inferred: the prefix `APIGW`, as elsewhere.
fn not_authenticated(what: &str) -> Answer {
    let message = format!("Incorrect IAM authentication information: {what}");
    refused("APIGW.0301", &message)
}

fn refused(code: &str, message: &str) -> Answer {
    Answer::gateway(401, code, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_not_show_its_secrets() {
        let key = AccessKey::new("ID", "hush").security_token("quiet");
        let shown = format!("{key:?}");
        assert_eq!(shown, r#"AccessKey { id: "ID", temporary: true, .. }"#);
    }
}
