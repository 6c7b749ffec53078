//! One request and its answer, over a connection that may have been kept.

use super::{CallTime, Client, Flow};
use crate::auth::{Credentials, CredentialsError, Latch};
use crate::delivery::{Delivered, Delivery, Summary, TaskSink};
use crate::error::{Cause, ProtocolError};
use crate::head::ResponseHead;
use crate::refusal::{MoreWanted, RefusalDecoder};
use crate::request::BatchStatusRequest;
use crate::response::Decoder;
use crate::service_error::ServiceError;
use crate::trace;
use crate::transport::{Clock, StatusCode, Transport};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Connection {
    /// There is none that we know of.
    Closed,
    /// It was left open after a whole answer.
    Kept,
    /// A request was sent, or some of it, and nothing has come back.
    Sending,
    /// In the middle of an answer, or left there.
    Reading,
}

impl<T: Transport, C: Clock, K: Credentials> Client<'_, T, C, K> {
    /// Closes the connection, if it was left in the middle of something.
    pub(super) fn close_if_dirty(&mut self) {
        if matches!(self.connection, Connection::Sending | Connection::Reading) {
            self.transport.close();
            self.connection = Connection::Closed;
        }
    }

    /// One request and its answer.
    pub(super) async fn exchange<S: TaskSink>(
        &mut self,
        body: BatchStatusRequest<'_>,
        time: CallTime,
        delivery: &mut Delivery<'_>,
        sink: &mut S,
        summary: &mut Summary,
        head: &mut ResponseHead,
    ) -> Result<Flow, Cause<T::Error>> {
        let status = self.send(body, time, head).await?;
        self.connection = Connection::Reading;
        trace::answered(status, head);
        if status.is_success() {
            return self.read_tasks(delivery, sink, summary).await;
        }
        if status.is_refusal() {
            let refusal = self.read_refusal(status, head).await;
            if refusal.is_authentication() {
                self.latch = Latch::Refused;
            }
            return Err(Cause::Service(refusal));
        }
        Err(Cause::Protocol(if status.is_redirect() {
            ProtocolError::Redirect(status)
        } else {
            ProtocolError::Status(status)
        }))
    }

    /// Authorizes a request and sends it. Nothing of it is kept while its answer
    /// is read.
    async fn send(
        &mut self,
        body: BatchStatusRequest<'_>,
        time: CallTime,
        head: &mut ResponseHead,
    ) -> Result<StatusCode, Cause<T::Error>> {
        if self.latch == Latch::Refused {
            return Err(CredentialsError::Refused.into());
        }
        self.close_if_dirty();
        let mut request = self.config.request(body);
        let unix_time = self.clock.unix_time();
        let authorization = self.credentials.authorize(&request, unix_time).await;
        request = request.authorized(authorization.map_err(Cause::from)?);
        let time_left = time.left(self.clock.now());
        if time_left.is_zero() {
            return Err(Cause::TimedOut);
        }
        self.connection = Connection::Sending;
        request = request.within(Some(time_left));
        let outcome = self.transport.send(&request, head).await;
        outcome.map_err(Cause::Transport)
    }

    async fn read_tasks<S: TaskSink>(
        &mut self,
        delivery: &mut Delivery<'_>,
        sink: &mut S,
        summary: &mut Summary,
    ) -> Result<Flow, Cause<T::Error>> {
        let limit = self.config.body_limit;
        let mut room = limit;
        let mut decoder = Decoder::new(self.message);
        loop {
            let len = self
                .transport
                .read(self.chunk)
                .await
                .map_err(Cause::Transport)?;
            if len == 0 {
                break;
            }
            room = room
                .checked_sub(len)
                .ok_or(Cause::Protocol(ProtocolError::BodyTooLong { limit }))?;
            let mut chunk = self.chunk.get(..len).unwrap_or_default();
            while let Some(item) = decoder.decode(&mut chunk)? {
                match delivery.deliver(item, sink) {
                    Delivered::Now => summary.delivered += 1,
                    Delivered::Before => {}
                    Delivered::Stopped => {
                        summary.delivered += 1;
                        return Ok(Flow::Stopped);
                    }
                }
            }
        }
        let end = decoder.finish()?;
        summary.count = end.count;
        self.connection = Connection::Kept;
        Ok(Flow::Whole)
    }

    async fn read_refusal(&mut self, status: StatusCode, head: &ResponseHead) -> ServiceError {
        let mut decoder = RefusalDecoder::new();
        let mut more = MoreWanted::Yes;
        // A body that breaks takes nothing from what the head said.
        while let Ok(len) = self.transport.read(self.chunk).await {
            if len == 0 {
                self.connection = Connection::Kept;
                break;
            }
            // One read more than the decoder wants shows whether it was the
            // end, so that the connection can be kept.
            if more == MoreWanted::No {
                break;
            }
            more = decoder.push(self.chunk.get(..len).unwrap_or_default());
        }
        decoder.finish(status, head)
    }
}
