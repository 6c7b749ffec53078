//! What the service was asked.

use std::collections::VecDeque;
use std::fmt;
use std::net::SocketAddr;

/// Requests that are remembered, at most, unless
/// [`Builder::remember`](crate::Builder::remember) says less: the newest.
pub const MAX_SEEN: usize = 4096;

/// A request as the service saw it, whole.
///
/// `Debug` shows neither tokens nor passwords.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Seen {
    /// The connection that it came over: the first is 0.
    pub connection: usize,
    /// Where it came from.
    pub peer: SocketAddr,
    /// `POST`, as a rule.
    pub method: String,
    /// The path, with the query where there is one.
    pub path: String,
    /// The header fields, names in lower case, in order. A byte that is no UTF-8
    /// stands as U+FFFD.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Seen {
    /// The value of the first header field of this name, in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The path without the query.
    pub(crate) fn bare_path(&self) -> &str {
        self.path
            .split_once('?')
            .map_or(self.path.as_str(), |(path, _)| path)
    }

    /// The query, empty where there is none.
    pub(crate) fn query(&self) -> &str {
        self.path.split_once('?').map_or("", |(_, query)| query)
    }
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SECRET: [&str; 4] = [
            "x-auth-token",
            "x-security-token",
            "authorization",
            "cookie",
        ];
        let headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .map(|(name, value)| match name.as_str() {
                name if SECRET.contains(&name) => (name, "***"),
                name => (name, value.as_str()),
            })
            .collect();
        let body = String::from_utf8_lossy(&self.body);
        f.debug_struct("Seen")
            .field("connection", &self.connection)
            .field("peer", &self.peer)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &headers)
            .field(
                "body",
                if body.contains("\"password\"") {
                    &"***"
                } else {
                    &body
                },
            )
            .finish()
    }
}

/// The newest requests.
pub(crate) struct Record {
    newest: VecDeque<Seen>,
    most: usize,
    total: usize,
}

impl Record {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            newest: VecDeque::new(),
            most,
            total: 0,
        }
    }

    pub(crate) fn push(&mut self, request: Seen) {
        self.newest.push_back(request);
        if self.newest.len() > self.most {
            self.newest.pop_front();
        }
        self.total += 1;
    }

    pub(crate) fn newest(&self) -> Vec<Seen> {
        self.newest.iter().cloned().collect()
    }

    pub(crate) fn total(&self) -> usize {
        self.total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(headers: &[(&str, &str)], body: &str) -> Seen {
        Seen {
            connection: 0,
            peer: SocketAddr::from(([127, 0, 0, 1], 49_152)),
            method: "POST".to_owned(),
            path: "/v3/auth/tokens?nocatalog=1".to_owned(),
            headers: headers
                .iter()
                .map(|&(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            body: body.as_bytes().to_vec(),
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        for (headers, body) in [
            (&[("x-auth-token", "hush")][..], ""),
            (&[("authorization", "hush")], ""),
            (&[("x-security-token", "hush")], ""),
            (&[("cookie", "hush")], ""),
            (&[], r#"{"password":{"user":{"password":"hush"}}}"#),
        ] {
            let shown = format!("{:?}", seen(headers, body));
            assert!(!shown.contains("hush"), "{shown}");
            assert!(shown.contains("***"), "{shown}");
        }
    }

    #[test]
    fn the_newest_are_kept() {
        for most in [1, 2, MAX_SEEN] {
            let mut record = Record::new(most);
            for number in 0..=most {
                record.push(seen(&[("number", &number.to_string())], ""));
            }
            let kept = record.newest();
            assert_eq!(kept.len(), most);
            assert_eq!(record.total(), most + 1);
            assert_eq!(kept[0].header("Number"), Some("1"));
        }
        let mut record = Record::new(0);
        record.push(seen(&[], ""));
        assert_eq!((record.newest().len(), record.total()), (0, 1));
    }
}
