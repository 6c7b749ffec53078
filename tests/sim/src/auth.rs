//! Who asks, and may they? Those who have a token.

use std::collections::HashMap;
use std::io;
use std::time::{Duration, Instant};

use crate::answer::Answer;
use crate::random;
use crate::seen::Seen;

/// How tokens begin: as signed messages in base 64 do.
const TOKEN_PREFIX: &str = "MII";

/// The tokens issued in this run, expired ones too.
pub(crate) struct Tokens {
    expiry: HashMap<String, Instant>,
    lifetime: Duration,
    length: usize,
}

impl Tokens {
    pub(crate) fn new(lifetime: Duration, length: usize) -> Self {
        Self {
            expiry: HashMap::new(),
            lifetime,
            length,
        }
    }

    pub(crate) fn lifetime(&self) -> Duration {
        self.lifetime
    }

    /// A new token, valid from now on.
    pub(crate) fn issue(&mut self, now: Instant) -> io::Result<String> {
        let random = random::text(self.length.saturating_sub(TOKEN_PREFIX.len()))?;
        Ok(self.know(format!("{TOKEN_PREFIX}{random}"), now))
    }

    /// One that somebody has already, valid from now on.
    pub(crate) fn know(&mut self, token: String, now: Instant) -> String {
        self.expiry.insert(token.clone(), now + self.lifetime);
        token
    }

    /// Ends the validity of all tokens issued so far.
    pub(crate) fn expire(&mut self, now: Instant) {
        for expiry in self.expiry.values_mut() {
            *expiry = now.min(*expiry);
        }
    }

    /// The refusal of a request without a valid token, and without a signature
    /// in its place.
    ///
    /// Source: API Gateway user guide, Error Codes: 0301 for authentication
    /// that is incorrect, 0307 for a token that must be renewed. Inferred: the
    /// prefix `APIGW`, and that an expired token is told from a wrong one, as
    /// 0301 has been seen for both.
    pub(crate) fn check(&self, request: &Seen, now: Instant) -> Result<(), Answer> {
        let known = request
            .header("X-Auth-Token")
            .and_then(|token| self.expiry.get(token));
        match known {
            Some(expiry) if now < *expiry => Ok(()),
            Some(_) => Err(Answer::gateway(
                401,
                "APIGW.0307",
                "The token must be updated.",
            )),
            None => Err(Answer::gateway(
                401,
                "APIGW.0301",
                "Incorrect IAM authentication information.",
            )),
        }
    }
}
