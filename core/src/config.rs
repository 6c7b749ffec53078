//! What a client is told once.

use core::time::Duration;

use crate::endpoint::Endpoint;
use crate::error::{Capacity, CapacityError};
use crate::http_request::Request;
use crate::job::ProjectId;
use crate::language::Language;
use crate::path::Path;
use crate::request::{BatchStatusRequest, MAX_IDS_PER_REQUEST};
use crate::retry::RetryPolicy;

/// What a client is told once: where to ask, and within which bounds.
///
/// ```
/// use core::time::Duration;
/// use drs_status_core::{Config, Endpoint, Language, ProjectId};
///
/// const CONFIG: Config = Config::new(
///     Endpoint::literal("https://drs.eu-de.otc.t-systems.com"),
///     ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
/// )
/// .language(Language::ZhCn)
/// .time_limit(Duration::from_secs(20));
/// ```
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Config<'a> {
    pub(crate) endpoint: Endpoint<'a>,
    pub(crate) project: ProjectId<'a>,
    pub(crate) language: Option<Language>,
    pub(crate) time_limit: Duration,
    pub(crate) body_limit: usize,
    pub(crate) retry: RetryPolicy,
    pub(crate) ids_per_request: usize,
    pub(crate) message_room: usize,
}

impl<'a> Config<'a> {
    /// The room for an error message, in bytes, unless another is set.
    pub const DEFAULT_MESSAGE_ROOM: usize = 128;

    /// The defaults: 60 seconds a call, answers of at most 1 MiB, retries as
    /// [`RetryPolicy::new`] has them, 100 ids a request, 128 bytes of an error
    /// message.
    #[must_use]
    pub const fn new(endpoint: Endpoint<'a>, project: ProjectId<'a>) -> Self {
        Self {
            endpoint,
            project,
            language: None,
            time_limit: Duration::from_secs(60),
            body_limit: 1024 * 1024,
            retry: RetryPolicy::new(),
            ids_per_request: MAX_IDS_PER_REQUEST,
            message_room: Self::DEFAULT_MESSAGE_ROOM,
        }
    }

    /// In which language the service writes its messages. Unless set, nothing
    /// is said, and it takes `en-us`.
    #[must_use]
    pub const fn language(self, language: Language) -> Self {
        Self {
            language: Some(language),
            ..self
        }
    }

    /// The time in which a call, with all its requests, has to be over.
    #[must_use]
    pub const fn time_limit(self, time_limit: Duration) -> Self {
        Self { time_limit, ..self }
    }

    /// The longest answer to one request that is read, in bytes.
    #[must_use]
    pub const fn body_limit(self, body_limit: usize) -> Self {
        Self { body_limit, ..self }
    }

    /// When a request that failed is sent again.
    #[must_use]
    pub const fn retry(self, retry: RetryPolicy) -> Self {
        Self { retry, ..self }
    }

    /// How many ids go into one request: at least 1, at most
    /// [`MAX_IDS_PER_REQUEST`]. Fewer make shorter answers, and so smaller TLS
    /// records.
    #[must_use]
    pub const fn ids_per_request(self, ids: usize) -> Self {
        let ids_per_request = match ids {
            0 => 1,
            1..=MAX_IDS_PER_REQUEST => ids,
            _ => MAX_IDS_PER_REQUEST,
        };
        Self {
            ids_per_request,
            ..self
        }
    }

    /// The room for an error message in the client's buffer, in bytes; longer
    /// messages are cut.
    #[must_use]
    pub const fn message_room(self, message_room: usize) -> Self {
        Self {
            message_room,
            ..self
        }
    }

    /// The HTTP request around `body`, as yet without what authorizes it.
    pub(crate) const fn request<'r>(&self, body: BatchStatusRequest<'r>) -> Request<'r>
    where
        'a: 'r,
    {
        Request::new(self.endpoint, self.project, body)
            .language(self.language)
            .within(Some(self.time_limit))
    }

    /// Where is asked.
    #[must_use]
    pub const fn endpoint(&self) -> Endpoint<'a> {
        self.endpoint
    }

    /// The path of each request. Its length is known when the program is
    /// compiled, if `self` is.
    ///
    /// ```
    /// # use drs_status_core::{Config, Endpoint, ProjectId};
    /// # const CONFIG: Config = Config::new(
    /// #     Endpoint::literal("https://drs.eu-de.otc.t-systems.com"),
    /// #     ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
    /// # );
    /// static ROOM: [u8; CONFIG.path().encoded_len()] = [0; CONFIG.path().encoded_len()];
    /// assert_eq!(ROOM.len(), 54);
    /// ```
    #[must_use]
    pub const fn path(&self) -> Path<'a> {
        Path::of(self.endpoint, self.project)
    }

    /// Whether a client's buffer is long enough.
    pub(crate) const fn check_buffer(&self, available: usize) -> Result<(), CapacityError> {
        let needed = self.min_buffer_len();
        if available < needed {
            return Err(CapacityError::new(Capacity::Buffer, needed, available));
        }
        Ok(())
    }

    /// The rooms for a message and for a piece of an answer, in a client's
    /// buffer, which is long enough.
    pub(crate) fn divide<'b>(&self, buffer: &'b mut [u8]) -> (&'b mut [u8], &'b mut [u8]) {
        buffer
            .split_at_mut_checked(self.message_room)
            .unwrap_or_default()
    }

    /// The least that the client's buffer may have, in bytes: the room for a
    /// message and for [`MIN_CHUNK_LEN`] bytes of an answer. With more it
    /// reads longer pieces at a time.
    ///
    /// ```
    /// # use drs_status_core::{Config, Endpoint, ProjectId};
    /// # const CONFIG: Config = Config::new(
    /// #     Endpoint::literal("https://drs.eu-de.otc.t-systems.com"),
    /// #     ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
    /// # );
    /// static BUFFER: [u8; CONFIG.min_buffer_len()] = [0; CONFIG.min_buffer_len()];
    /// assert_eq!(BUFFER.len(), 192);
    /// ```
    #[must_use]
    pub const fn min_buffer_len(&self) -> usize {
        self.message_room.saturating_add(MIN_CHUNK_LEN)
    }
}

/// The shortest pieces in which a client reads an answer, in bytes.
pub const MIN_CHUNK_LEN: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_those_that_are_documented() {
        let config = Config::new(
            Endpoint::literal("https://drs.example.com"),
            ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
        );
        assert_eq!(config.language, None);
        assert_eq!(config.time_limit, Duration::from_secs(60));
        assert_eq!(config.body_limit, 1_048_576);
        assert_eq!(config.retry, RetryPolicy::new());
        assert_eq!(config.ids_per_request, 100);
        assert_eq!(config.min_buffer_len(), 128 + 64);
        assert_eq!(
            config.endpoint(),
            Endpoint::literal("https://drs.example.com")
        );
        assert_eq!(
            config.path().encoded_len(),
            "/v3/".len() + 32 + "/jobs/batch-status".len()
        );
    }
}
