//! The body of an answer that says yes, as it comes.

use core::mem;

use super::Flow;
use super::course::Course;
use crate::delivery::{Delivered, TaskSink};
use crate::error::{Cause, ProtocolError};
use crate::response::Decoder;

/// Decodes an answer, and hands its tasks on.
pub(super) struct Answer<'m> {
    decoder: Decoder<'m>,
    /// The longest body that is read.
    limit: usize,
    /// How much of that is left.
    room: usize,
}

impl<'m> Answer<'m> {
    /// One of `limit` bytes at most, whose messages go to `message`.
    pub(super) const fn new(message: &'m mut [u8], limit: usize) -> Self {
        Self {
            decoder: Decoder::new(message),
            limit,
            room: limit,
        }
    }

    /// So much of it was read into `chunk`, nothing at its end; tells how it has
    /// ended, once it has. One function for all sinks.
    #[inline(never)]
    pub(super) fn push<E>(
        &mut self,
        read: Result<usize, E>,
        chunk: &[u8],
        course: &mut Course<'_>,
        sink: &mut dyn TaskSink,
    ) -> Option<Result<Flow, Cause<E>>> {
        let outcome = match read {
            Err(error) => return Some(Err(Cause::Transport(error))),
            Ok(0) => self.finish(course).map(|()| Some(Flow::Whole)),
            Ok(len) => self.make_room(len).and_then(|()| {
                let piece = chunk.get(..len).unwrap_or_default();
                self.decode(piece, course, sink)
            }),
        };
        outcome.map_err(Cause::Protocol).transpose()
    }

    fn make_room(&mut self, len: usize) -> Result<(), ProtocolError> {
        let limit = self.limit;
        self.room = self
            .room
            .checked_sub(len)
            .ok_or(ProtocolError::BodyTooLong { limit })?;
        Ok(())
    }

    fn decode(
        &mut self,
        mut piece: &[u8],
        course: &mut Course<'_>,
        sink: &mut dyn TaskSink,
    ) -> Result<Option<Flow>, ProtocolError> {
        while let Some(item) = self
            .decoder
            .decode(&mut piece)
            .map_err(ProtocolError::Decode)?
        {
            match course.delivery.deliver(item, sink) {
                Delivered::Now => course.summary.delivered += 1,
                Delivered::Before => {}
                Delivered::Stopped => {
                    course.summary.delivered += 1;
                    return Ok(Some(Flow::Stopped));
                }
            }
        }
        Ok(None)
    }

    fn finish(&mut self, course: &mut Course<'_>) -> Result<(), ProtocolError> {
        let decoder = mem::replace(&mut self.decoder, Decoder::new(&mut []));
        let end = decoder.finish().map_err(ProtocolError::Decode)?;
        course.summary.count = end.count;
        Ok(())
    }
}
