//! Signs requests by hand, so that nothing stands between a test and what is
//! signed.

use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use drs_status_sim::Sim;
use ring::{digest, hmac};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::client::{Reply, Request};

pub(crate) const ID: &str = "QTWAOYTTINDUT2QVKYUC";
pub(crate) const SECRET: &str = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// What is signed, and by whom.
#[derive(Clone, Copy)]
pub(crate) struct Signer {
    pub(crate) id: &'static str,
    pub(crate) secret: &'static str,
    /// In this order they are signed.
    pub(crate) headers: &'static [&'static str],
    /// Seconds from now.
    pub(crate) date: i64,
}

pub(crate) const GOOD: Signer = Signer {
    id: ID,
    secret: SECRET,
    headers: &["content-type", "host", "x-sdk-date"],
    date: 0,
};

impl Signer {
    /// A request without a token, signed as it stands.
    pub(crate) fn sign(self, request: Request) -> Request {
        let unix = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let now = i64::try_from(unix.as_secs()).unwrap() + self.date;
        let date = OffsetDateTime::from_unix_timestamp(now).unwrap();
        let format = format_description!("[year][month][day]T[hour][minute][second]Z");
        let date = date.format(format).unwrap();
        let request = request.without("X-Auth-Token").header("X-Sdk-Date", &date);
        let value = |name: &str| {
            let mut fields = request.headers.iter();
            let field = fields.find(|(field, _)| field.eq_ignore_ascii_case(name));
            field.map_or("localhost", |(_, value)| value).to_owned()
        };
        let headers: String = self
            .headers
            .iter()
            .map(|name| [name, ":", &value(name), "\n"].concat())
            .collect();
        let canonical = format!(
            "{}\n{}/\n\n{headers}\n{}\n{}",
            request.method,
            request.path,
            self.headers.join(";"),
            hex(digest::digest(&digest::SHA256, &request.body).as_ref()),
        );
        let text = format!(
            "SDK-HMAC-SHA256\n{date}\n{}",
            hex(digest::digest(&digest::SHA256, canonical.as_bytes()).as_ref())
        );
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.secret.as_bytes());
        let authorization = format!(
            "SDK-HMAC-SHA256 Access={}, SignedHeaders={}, Signature={}",
            self.id,
            self.headers.join(";"),
            hex(hmac::sign(&key, text.as_bytes()).as_ref())
        );
        request.header("Authorization", &authorization)
    }

    pub(crate) fn ask(self, sim: &Sim, ids: &[&str]) -> Reply {
        self.sign(Request::ids(sim, ids)).ask(sim)
    }
}
