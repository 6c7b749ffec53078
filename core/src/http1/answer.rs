//! The head of an answer, and of the interim ones before it.

use crate::head::ResponseHead;
use crate::http1::body::Body;
use crate::http1::close_reason::CloseReason;
use crate::http1::field_lines::{FieldLines, FieldSink, Progress};
use crate::http1::framing::Framing;
use crate::http1::input::Input;
use crate::http1::rule::Rule;
use crate::http1::status_line::{StatusLine, Version};
use crate::transport::StatusCode;

/// Longest head that is read, in bytes, those of interim answers included.
pub const MAX_HEAD_LEN: u32 = 64 * 1024;

/// Most interim answers (1xx) that are passed over before the final one.
pub const MAX_INTERIM_ANSWERS: u8 = 16;

/// The head of an answer, in whatever pieces it comes.
pub(super) struct AnswerHead {
    part: Part,
    /// How much longer it may be.
    room: u32,
    interim_left: u8,
    framing: Framing,
}

enum Part {
    Line(StatusLine),
    Fields(Version, StatusCode, FieldLines),
}

/// What a head says.
pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) body: Body,
    /// Why the connection has to be closed after it.
    pub(super) close: Option<CloseReason>,
}

impl AnswerHead {
    pub(super) fn new() -> Self {
        Self {
            part: Part::Line(StatusLine::new()),
            room: MAX_HEAD_LEN,
            interim_left: MAX_INTERIM_ANSWERS,
            framing: Framing::default(),
        }
    }

    /// Reads on, at most to the end of the final head, which is told once it is
    /// there.
    pub(super) fn read(
        &mut self,
        input: &mut Input<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<Option<Answered>, Rule> {
        // So that a rule which is broken before the end of the room counts, and
        // the end at the same byte however the bytes arrive.
        let room = usize::try_from(self.room).unwrap_or(usize::MAX);
        let mut within = input.only(room);
        let read = self.read_within(&mut within, head);
        let judged = input.take(within.judged()).len();
        self.room = self
            .room
            .saturating_sub(u32::try_from(judged).unwrap_or(u32::MAX));
        match read {
            Ok(None) if input.left() > 0 => Err(Rule::HeadTooLong),
            read => read,
        }
    }

    /// Not inlined: there is one future for each kind of stream, and this need not be
    /// in all.
    #[inline(never)]
    fn read_within(
        &mut self,
        input: &mut Input<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<Option<Answered>, Rule> {
        loop {
            match &mut self.part {
                Part::Line(line) => {
                    let Some((version, status)) = line.read(input)? else {
                        return Ok(None);
                    };
                    self.begins(status)?;
                    self.part = Part::Fields(version, status, FieldLines::default());
                }
                Part::Fields(_, status, fields) if is_interim(*status) => {
                    if fields.read(input, &mut ())? == Progress::MoreWanted {
                        return Ok(None);
                    }
                    self.part = Part::Line(StatusLine::new());
                }
                Part::Fields(version, status, fields) => {
                    let mut sink = Sink {
                        framing: &mut self.framing,
                        head,
                    };
                    if fields.read(input, &mut sink)? == Progress::MoreWanted {
                        return Ok(None);
                    }
                    let (body, close) = self.framing.body(*version, *status)?;
                    return Ok(Some(Answered {
                        status: *status,
                        body,
                        close,
                    }));
                }
            }
        }
    }

    /// Interim answers are passed over, but not without end (RFC 9110, section
    /// 15.2). One of them ends HTTP/1.1, and was not asked for.
    fn begins(&mut self, status: StatusCode) -> Result<(), Rule> {
        if status.get() == 101 {
            return Err(Rule::Upgrade);
        }
        if is_interim(status) {
            self.interim_left = self
                .interim_left
                .checked_sub(1)
                .ok_or(Rule::TooManyInterimAnswers)?;
        }
        Ok(())
    }
}

const fn is_interim(status: StatusCode) -> bool {
    status.get() < 200
}

/// Tells the fields of a final head to those who want them.
struct Sink<'a, 't> {
    framing: &'a mut Framing,
    head: &'a mut ResponseHead<'t>,
}

impl FieldSink for Sink<'_, '_> {
    fn name(&mut self, name: &str) {
        self.framing.name(name);
        self.head.name(name);
    }

    fn value(&mut self, piece: &[u8]) {
        self.framing.value(piece);
        self.head.value(piece);
    }

    fn end(&mut self) -> Result<(), Rule> {
        self.framing.end()
    }
}
