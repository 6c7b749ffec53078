//! The body of a refusal, whatever shape it has.
//!
//! Six shapes are known, all of them objects:
//!
//! | from | shape |
//! |---|---|
//! | DRS | `{"error_code":"DRS.M00202","error_msg":"…"}` |
//! | gateway | the same with `request_id` |
//! | IAM | `{"error":{"code":401,"message":"…","title":"…"}}` |
//! | DRS, by task | `{"results":[{"id":"…","error_code":"…","error_msg":"…"}],"count":1}` |
//! | seen | `{"errorCode":"…","errorMsg":"…"}` |
//! | seen | `{"code":"…","message":"…"}` |
//!
//! So the same few keys are looked for at the top, inside `error`, and inside
//! the items of `results`; the first value of each stands. Anything else, HTML
//! to begin with, ends the reading and leaves what was found until then: the
//! HTTP status says enough.

use heapless::String;

use crate::head::{MAX_REQUEST_ID_LEN, ResponseHead};
use crate::http_request::Call;
use crate::json::{Event, Scanner};
use crate::kept::prefix;
use crate::response::MAX_ERROR_CODE_LEN;
use crate::service_error::{MAX_REFUSAL_MESSAGE_LEN, ServiceError};
use crate::transport::StatusCode;

/// Most bytes of a refusal's body that are looked at.
pub const MAX_REFUSAL_LEN: usize = 16 * 1024;

/// Reads the body of a refusal as its bytes arrive, in constant memory.
#[derive(Debug)]
pub struct RefusalDecoder {
    scanner: Scanner,
    /// How deep keys of ours stand below the last key at the top.
    depth: u16,
    key: Option<Key>,
    text: [u8; MAX_REFUSAL_MESSAGE_LEN],
    code: String<MAX_ERROR_CODE_LEN, u8>,
    message: String<MAX_REFUSAL_MESSAGE_LEN, u8>,
    request_id: String<MAX_REQUEST_ID_LEN, u8>,
    read: usize,
    more: MoreWanted,
}

/// Whether a decoder wants more bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum MoreWanted {
    /// It does.
    Yes,
    /// It is at its end, or gave up.
    No,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Key {
    Code,
    Message,
    RequestId,
}

/// What each is called, here and there. A table is smaller than a `match`.
const KEYS: [(&str, Key); 8] = [
    ("error_code", Key::Code),
    ("errorCode", Key::Code),
    ("code", Key::Code),
    ("error_msg", Key::Message),
    ("errorMsg", Key::Message),
    ("error_message", Key::Message),
    ("message", Key::Message),
    ("request_id", Key::RequestId),
];

/// How many containers are open at the top, inside `error`, and inside an item
/// of `results`.
const TOP: u16 = 1;
const IN_ERROR: u16 = 2;
const IN_RESULTS: u16 = 3;

impl RefusalDecoder {
    /// A decoder for one refusal.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            scanner: Scanner::new(),
            depth: TOP,
            key: None,
            text: [0; MAX_REFUSAL_MESSAGE_LEN],
            code: String::new(),
            message: String::new(),
            request_id: String::new(),
            read: 0,
            more: MoreWanted::Yes,
        }
    }

    /// Reads some of the body. Nothing that stands in it is an error.
    pub fn push(&mut self, bytes: &[u8]) -> MoreWanted {
        let left = MAX_REFUSAL_LEN.saturating_sub(self.read);
        let mut bytes = bytes.get(..left).unwrap_or(bytes);
        while self.more == MoreWanted::Yes {
            let before = bytes.len();
            let event = self.scanner.next(&mut bytes, &mut self.text);
            self.read += before - bytes.len();
            match event {
                Err(_) => self.more = MoreWanted::No,
                Ok(Some(event)) => self.event(event),
                Ok(None) => break,
            }
        }
        if self.read >= MAX_REFUSAL_LEN || self.scanner.is_done() {
            self.more = MoreWanted::No;
        }
        self.more
    }

    /// What the refusal says, with what its head said.
    #[must_use]
    pub fn finish(self, status: StatusCode, head: &ResponseHead<'_>) -> ServiceError {
        self.said(status, head)
    }

    /// The same, of a decoder that stays where it is: to move it takes stack. Not
    /// inlined: it would stand in the future of a call.
    #[inline(never)]
    pub(crate) fn said(&self, status: StatusCode, head: &ResponseHead<'_>) -> ServiceError {
        let request_id = match head.request_id() {
            "" => &self.request_id,
            id => id,
        };
        ServiceError {
            status,
            code: prefix(&self.code),
            message: prefix(&self.message),
            request_id: prefix(request_id),
            retry_after: head.retry_after(),
            clock_skew: head.clock_skew(),
            call: Call::BatchStatus,
        }
    }

    #[inline(never)]
    fn event(&mut self, event: Event) {
        if event == Event::Key {
            let depth = self.scanner.depth();
            if depth == TOP {
                self.depth = match self.scanner.key() {
                    b"error" => IN_ERROR,
                    b"results" => IN_RESULTS,
                    _ => TOP,
                };
            }
            let key = self.scanner.key();
            let mut keys = KEYS.iter();
            let known = keys.find(|(known, _)| known.as_bytes() == key);
            self.key = known
                .filter(|_| depth == TOP || depth == self.depth)
                .map(|(_, key)| *key);
            return;
        }
        let key = self.key.take();
        if !matches!(event, Event::String | Event::Number) {
            return;
        }
        let text = self.scanner.text().stored().text_of(&self.text).as_str();
        match key {
            Some(Key::Code) if self.code.is_empty() => self.code = prefix(text),
            Some(Key::Message) if self.message.is_empty() => self.message = prefix(text),
            Some(Key::RequestId) if self.request_id.is_empty() => self.request_id = prefix(text),
            _ => {}
        }
    }
}

impl Default for RefusalDecoder {
    fn default() -> Self {
        Self::new()
    }
}
