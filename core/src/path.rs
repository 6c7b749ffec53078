//! The path of a request, with its query.

use core::fmt;

use crate::endpoint::Endpoint;
use crate::job::ProjectId;
use crate::put::{AsText, Put};

/// The path of a request, with its query if it has one;
/// [`Display`](fmt::Display) writes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Path<'a> {
    base: &'a str,
    /// Without one, it is that of a token.
    project: Option<ProjectId<'a>>,
}

const BEFORE_PROJECT: &str = "/v3/";
const BEHIND_PROJECT: &str = "/jobs/batch-status";
/// With the catalog left out, the answer is short (IAM API reference, *Obtaining
/// a User Token Through Password Authentication*).
const TOKENS: &str = "/v3/auth/tokens?nocatalog=1";

impl<'a> Path<'a> {
    /// Of jobs.
    pub(crate) const fn of(endpoint: Endpoint<'a>, project: ProjectId<'a>) -> Self {
        Self {
            base: endpoint.base_path(),
            project: Some(project),
        }
    }

    /// Of a token.
    pub(crate) const fn of_token(endpoint: Endpoint<'a>) -> Self {
        Self {
            base: endpoint.base_path(),
            project: None,
        }
    }

    /// Writes it, part by part.
    pub(crate) fn write(&self, sink: &mut dyn Put) -> fmt::Result {
        let parts = match self.project {
            Some(project) => [self.base, BEFORE_PROJECT, project.as_str(), BEHIND_PROJECT],
            None => [self.base, TOKENS, "", ""],
        };
        parts
            .into_iter()
            .try_for_each(|part| sink.put(part.as_bytes()))
    }

    /// The path's length in bytes.
    #[must_use]
    pub const fn encoded_len(&self) -> usize {
        let behind = match self.project {
            Some(project) => BEFORE_PROJECT.len() + project.as_str().len() + BEHIND_PROJECT.len(),
            None => TOKENS.len(),
        };
        self.base.len() + behind
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(&mut AsText(f))
    }
}
