//! One request and the head of its answer, over a connection that may have been kept.

use super::link::Link;
use super::{CallTime, Client};
use crate::auth::{Credentials, CredentialsError, Latch, Renewable, Renewal, Renewed};
use crate::error::{Cause, ProtocolError};
use crate::head::ResponseHead;
use crate::http_request::Call;
use crate::refusal::{MoreWanted, RefusalDecoder};
use crate::request::BatchStatusRequest;
use crate::service_error::ServiceError;
use crate::trace;
use crate::transport::{Clock, StatusCode, Transport};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Connection {
    /// There is none that we know of.
    Closed,
    /// It was left open after a whole answer.
    Kept,
    /// A request was sent over a new one, or some of it, and nothing has come
    /// back.
    Sending,
    /// The same over one that had been kept.
    SendingAgain,
    /// In the middle of an answer, or left there.
    Reading,
}

impl Connection {
    pub(super) const fn is_dirty(self) -> bool {
        match self {
            Self::Sending | Self::SendingAgain | Self::Reading => true,
            Self::Closed | Self::Kept => false,
        }
    }

    /// What it is once a request goes out.
    pub(super) const fn sending(self) -> Self {
        match self {
            Self::Kept => Self::SendingAgain,
            _ => Self::Sending,
        }
    }
}

/// How the credentials stand with the service.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// They were accepted, or never tried.
    Usual,
    /// They were renewed, and not accepted since.
    Unproven,
    /// They were refused, and are to be renewed.
    Refused,
}

/// Whether a request is dated, by its signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Dated {
    Yes,
    No,
}

impl<T: Transport, C: Clock, K: Credentials> Client<'_, T, C, K> {
    /// Closes the connection, if it was left in the middle of something.
    pub(super) fn close_if_dirty(&mut self) {
        if self.connection.is_dirty() {
            self.transport.close();
            self.connection = Connection::Closed;
        }
    }

    /// Sends a request, and before it whatever renews the credentials. There is an
    /// answer to read then that says yes.
    pub(super) async fn open(
        &mut self,
        body: BatchStatusRequest<'_>,
        time: CallTime,
        head: &mut ResponseHead<'_>,
    ) -> Result<(), Cause<T::Error>> {
        self.renew_if_due(time).await?;
        let (status, dated) = self.send(body, time, head).await?;
        self.connection = Connection::Reading;
        trace::answered(status, head);
        if status.is_success() {
            self.standing = Standing::Usual;
            return Ok(());
        }
        if let Some(error) = ProtocolError::of_status(status) {
            return Err(Cause::Protocol(error));
        }
        if dated == Dated::Yes && status.get() == 401 {
            head.compare(self.clock.unix_time());
        }
        let (_, chunk) = self.config.divide(self.buffer);
        let (transport, connection) = (&mut self.transport, &mut self.connection);
        let refusal = read_refusal(transport, connection, chunk, status, head).await;
        if refusal.is_authentication() {
            self.refused();
        }
        Err(Cause::Service(refusal))
    }

    /// The service has refused the credentials.
    fn refused(&mut self) {
        match (self.credentials.renewable(), self.standing) {
            (Renewable::Yes, Standing::Usual) => self.standing = Standing::Refused,
            // What was renewed, and is refused at once, would be refused again.
            _ => self.latch = Latch::Refused,
        }
    }

    /// Renews the credentials, if they must be and may be sent at all.
    pub(super) async fn renew_if_due(&mut self, time: CallTime) -> Result<(), Cause<T::Error>> {
        if self.latch == Latch::Refused {
            return Err(CredentialsError::Refused.into());
        }
        match self.credentials.renewable() {
            Renewable::Yes => self.renew(time).await,
            Renewable::No => Ok(()),
        }
    }

    /// Lets the credentials renew themselves, and judges how that ended.
    async fn renew(&mut self, time: CallTime) -> Result<(), Cause<T::Error>> {
        let renewal = match self.standing {
            Standing::Refused => Renewal::Refused,
            Standing::Usual | Standing::Unproven => Renewal::IfDue,
        };
        // What is not renewed in this attempt is judged as it stood before.
        if renewal == Renewal::Refused {
            self.standing = Standing::Usual;
        }
        let mut link = Link {
            transport: &mut self.transport,
            clock: &mut self.clock,
            connection: &mut self.connection,
            time,
            call: Call::BatchStatus,
            limit: self.config.body_limit,
            room: self.config.body_limit,
        };
        let outcome = self
            .credentials
            .renew(renewal, &mut link, self.buffer)
            .await;
        match (outcome, renewal) {
            (Ok(Renewed::Yes), _) => {
                trace::renewed();
                self.standing = Standing::Unproven;
                Ok(())
            }
            (Ok(Renewed::No), Renewal::IfDue) => Ok(()),
            (Ok(Renewed::No), Renewal::Refused) => {
                self.latch = Latch::Refused;
                Err(CredentialsError::Refused.into())
            }
            (Err(cause), _) => {
                if matches!(&cause, Cause::Service(refusal) if refusal.is_final()) {
                    self.latch = Latch::Refused;
                }
                Err(cause)
            }
        }
    }

    /// Authorizes a request and sends it. Nothing of it is kept while its answer
    /// is read.
    async fn send(
        &mut self,
        body: BatchStatusRequest<'_>,
        time: CallTime,
        head: &mut ResponseHead<'_>,
    ) -> Result<(StatusCode, Dated), Cause<T::Error>> {
        self.close_if_dirty();
        let mut request = self.config.request(body);
        let unix_time = self.clock.unix_time();
        let authorization = self.credentials.authorize(&request, unix_time).await;
        let authorization = authorization.map_err(Cause::from)?;
        let dated = if authorization.is_dated() {
            Dated::Yes
        } else {
            Dated::No
        };
        request = request.authorized(authorization);
        let time_left = time.left(self.clock.now());
        if time_left.is_zero() {
            return Err(Cause::TimedOut);
        }
        self.connection = self.connection.sending();
        request = request.within(Some(time_left));
        let outcome = self.transport.send(&request, head).await;
        let status = outcome.map_err(Cause::Transport)?;
        Ok((status, dated))
    }
}

/// Reads the body of an answer that says no.
pub(super) async fn read_refusal<T: Transport>(
    transport: &mut T,
    connection: &mut Connection,
    buffer: &mut [u8],
    status: StatusCode,
    head: &ResponseHead<'_>,
) -> ServiceError {
    let mut decoder = RefusalDecoder::new();
    let mut more = MoreWanted::Yes;
    // A body that breaks takes nothing from what the head said.
    while let Ok(len) = transport.read(buffer).await {
        if len == 0 {
            *connection = Connection::Kept;
            break;
        }
        // One read more than the decoder wants shows whether it was the
        // end, so that the connection can be kept.
        if more == MoreWanted::No {
            break;
        }
        more = decoder.push(buffer.get(..len).unwrap_or_default());
    }
    decoder.said(status, head)
}
