//! What a case is: what is asked, what is answered, what must come of it.

use drs_status_core::{DecodeErrorKind, JobId, RequestError, Status, TransportErrorKind};

/// The ids that cases ask for, from the first on.
pub const JOBS: [JobId<'static>; 5] = JobId::list([
    "9a470239-2308-4bb5-a6bc-1040402fjb21",
    "dc67695a-ee3e-49b8-a022-a099bd81jb21",
    "31fa62a5-8d6c-4b8e-9c1e-5be4f1a2jb20",
    "4f0b2d6e-77aa-4c3d-8e55-0d1c2b3ajb10",
    "a1b2c3d4-0000-4fff-8abc-ffffeeeejb1z",
]);

/// One case. A simulated service answers its requests, one [`Answer`] after the
/// other; the last repeats.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What it shows.
    pub name: &'static str,
    /// How many of [`JOBS`] are asked.
    pub ids: usize,
    /// How many ids go into one request.
    pub ids_per_request: usize,
    /// The longest answer that is read, in bytes.
    pub body_limit: usize,
    /// What the service answers, request by request.
    pub answers: &'static [Answer],
    /// What must come of it.
    pub expected: Expected,
}

/// One answer of the service.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Header fields beside those of the framing.
    pub headers: &'static [Header],
    /// The body.
    pub body: &'static [u8],
    /// How the body's end is told.
    pub framing: Framing,
}

/// Name and value of a header field.
pub type Header = (&'static str, &'static str);

/// How the end of a body is told (RFC 9112, section 6.3), or is not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Framing {
    /// By its length.
    Length,
    /// By chunks of so many bytes.
    Chunked(usize),
    /// By the end of the connection.
    UntilClose,
    /// By its length, but the connection ends after so many bytes.
    CutAfter(usize),
}

/// What must come of a case.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// The tasks that are delivered, in order.
    pub tasks: &'static [ExpectedTask],
    /// How the call ends.
    pub ending: Ending,
    /// How many requests the service sees.
    pub requests: usize,
}

/// A task that is delivered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ExpectedTask {
    /// Its index.
    pub index: usize,
    /// Its status.
    pub status: Option<Status<'static>>,
    /// Its error code.
    pub error_code: Option<&'static str>,
    /// Its error message.
    pub error_message: Option<&'static str>,
}

/// How a call ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// With a summary.
    Summary {
        /// Ids without an answer.
        missing: usize,
        /// Items that came again.
        repeated: usize,
        /// Items that nobody asked for.
        foreign: usize,
        /// The field `count` of the last answer.
        count: Option<u32>,
    },
    /// With an error.
    Fault(ExpectedFault),
}

/// The error that a call ends with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExpectedFault {
    /// What was asked cannot be asked.
    Config(RequestError),
    /// The transport failed so.
    Transport(TransportErrorKind),
    /// The body is no response.
    Decode(DecodeErrorKind, usize),
    /// A redirect with this status.
    Redirect(u16),
    /// The body is too long.
    BodyTooLong,
    /// The service refused.
    Service {
        /// The HTTP status.
        status: u16,
        /// The service code.
        code: Option<&'static str>,
        /// The message.
        message: Option<&'static str>,
        /// The request id.
        request_id: Option<&'static str>,
        /// `Retry-After`, in seconds.
        retry_after: Option<u64>,
    },
}

impl Answer {
    /// An answer of 200 with a length.
    pub(crate) const fn ok(body: &'static str) -> Self {
        Self {
            status: 200,
            headers: &[("Content-Type", "application/json")],
            body: body.as_bytes(),
            framing: Framing::Length,
        }
    }

    /// A refusal, with a length.
    pub(crate) const fn refusal(status: u16, body: &'static str) -> Self {
        Self {
            status,
            ..Self::ok(body)
        }
    }

    pub(crate) const fn framed(self, framing: Framing) -> Self {
        Self { framing, ..self }
    }

    pub(crate) const fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(crate) const fn headers(self, headers: &'static [Header]) -> Self {
        Self { headers, ..self }
    }

    pub(crate) const fn body(self, body: &'static [u8]) -> Self {
        Self { body, ..self }
    }
}

impl ExpectedTask {
    /// A task in this status, with nothing wrong.
    pub(crate) const fn new(index: usize, status: Status<'static>) -> Self {
        Self {
            index,
            status: Some(status),
            error_code: None,
            error_message: None,
        }
    }
}

impl Case {
    /// One answer to one request with `ids` ids.
    pub(crate) const fn new(name: &'static str, ids: usize, answers: &'static [Answer]) -> Self {
        Self {
            name,
            ids,
            ids_per_request: 100,
            body_limit: 64 * 1024,
            answers,
            expected: Expected {
                tasks: &[],
                ending: Ending::Summary {
                    missing: 0,
                    repeated: 0,
                    foreign: 0,
                    count: None,
                },
                requests: 1,
            },
        }
    }

    pub(crate) const fn delivers(self, tasks: &'static [ExpectedTask]) -> Self {
        Self {
            expected: Expected {
                tasks,
                ..self.expected
            },
            ..self
        }
    }

    pub(crate) const fn ends(self, ending: Ending) -> Self {
        Self {
            expected: Expected {
                ending,
                ..self.expected
            },
            ..self
        }
    }

    pub(crate) const fn fails(self, fault: ExpectedFault) -> Self {
        self.ends(Ending::Fault(fault))
    }

    pub(crate) const fn in_requests(self, requests: usize) -> Self {
        Self {
            expected: Expected {
                requests,
                ..self.expected
            },
            ..self
        }
    }

    pub(crate) const fn counted(self, count: u32) -> Self {
        self.ends(Ending::Summary {
            missing: 0,
            repeated: 0,
            foreign: 0,
            count: Some(count),
        })
    }
}
