//! The body of an answer that says yes, as it comes.

use super::Flow;
use super::course::Course;
use crate::delivery::{Delivered, TaskSink};
use crate::error::ProtocolError;
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

    /// The next bytes of it. One function for all sinks.
    #[inline(never)]
    pub(super) fn push(
        &mut self,
        mut piece: &[u8],
        course: &mut Course<'_>,
        sink: &mut dyn TaskSink,
    ) -> Result<Flow, ProtocolError> {
        self.room = self
            .room
            .checked_sub(piece.len())
            .ok_or(ProtocolError::BodyTooLong { limit: self.limit })?;
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
                    return Ok(Flow::Stopped);
                }
            }
        }
        Ok(Flow::Whole)
    }

    /// It was whole.
    #[inline(never)]
    pub(super) fn finish(self, course: &mut Course<'_>) -> Result<(), ProtocolError> {
        let end = self.decoder.finish().map_err(ProtocolError::Decode)?;
        course.summary.count = end.count;
        Ok(())
    }
}
