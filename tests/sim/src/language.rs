//! The language of messages.

use crate::seen::Seen;

/// A language that DRS knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Language {
    English,
    Chinese,
}

/// A message in each of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Message {
    pub(crate) english: &'static str,
    pub(crate) chinese: &'static str,
}

impl Language {
    /// Source: API reference, Querying Task Statuses in Batches, request header
    /// `X-Language`: `en-us` (the default) or `zh-cn`. Inferred: any other value
    /// is taken for the default.
    pub(crate) fn of(request: &Seen) -> Self {
        match request.header("X-Language") {
            Some(name) if name.eq_ignore_ascii_case("zh-cn") => Self::Chinese,
            _ => Self::English,
        }
    }

    pub(crate) fn pick(self, message: Message) -> &'static str {
        match self {
            Self::English => message.english,
            Self::Chinese => message.chinese,
        }
    }
}
