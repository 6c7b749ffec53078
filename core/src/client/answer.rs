//! The body of an answer that says yes, as it comes.

use core::mem;

use super::Flow;
use super::course::Course;
use crate::decode_error::DecodeError;
use crate::delivery::{Delivered, Delivery, Summary, TaskSink};
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
        course: &mut Course<'_, E>,
        sink: &mut dyn TaskSink,
    ) -> Option<Flow> {
        let outcome = match read {
            Err(error) => Err(Cause::Transport(error)),
            Ok(0) => self.finish(&mut course.summary).map_err(Cause::from),
            Ok(len) => self.make_room(len).map_err(Cause::Protocol).and_then(|()| {
                let piece = chunk.get(..len).unwrap_or_default();
                self.decode(piece, &mut course.delivery, &mut course.summary, sink)
                    .map_err(Cause::from)
            }),
        };
        outcome.unwrap_or_else(|cause| {
            course.failure = Some(cause);
            Some(Flow::Broken)
        })
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
        delivery: &mut Delivery<'_>,
        summary: &mut Summary,
        sink: &mut dyn TaskSink,
    ) -> Result<Option<Flow>, DecodeError> {
        while let Some(item) = self.decoder.decode(&mut piece)? {
            match delivery.deliver(item, sink) {
                Delivered::Now => summary.delivered += 1,
                Delivered::Before => {}
                Delivered::Stopped => {
                    summary.delivered += 1;
                    return Ok(Some(Flow::Stopped));
                }
            }
        }
        Ok(None)
    }

    fn finish(&mut self, summary: &mut Summary) -> Result<Option<Flow>, DecodeError> {
        let decoder = mem::replace(&mut self.decoder, Decoder::new(&mut []));
        summary.count = decoder.finish()?.count;
        Ok(Some(Flow::Whole))
    }
}
