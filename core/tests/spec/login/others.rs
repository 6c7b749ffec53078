//! Credentials of another kind that renew themselves over the client's connection.

use core::time::Duration;

use drs_status_core::{
    Authorization, Call, Cause, Client, Clock, Credentials, CredentialsError, Latch, Link,
    ProtocolError, RefusalDecoder, Renewable, Renewal, Renewed, Request, ResponseHead, StatusCode,
    Token, Transport,
};

use super::{IAM, calls, granted, refusal, whole};
use crate::ids::{ids, texts};
use crate::port::{CONFIG, Port, Recorder, run};

/// Asks IAM in its own way, when it is told to.
#[derive(Default)]
struct Agency {
    token: String,
    asked: Vec<Renewal>,
    /// Whether it does what it is told.
    refuses: bool,
}

impl Credentials for Agency {
    fn renewable(&self) -> Renewable {
        Renewable::Yes
    }

    async fn authorize<'r>(
        &'r mut self,
        _: &Request<'r>,
        _: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        let token = Token::new(&self.token).map_err(|_| CredentialsError::NoToken)?;
        Ok(Authorization::token(token))
    }

    async fn renew<T: Transport, C: Clock>(
        &mut self,
        renewal: Renewal,
        link: &mut Link<'_, T, C>,
        buffer: &mut [u8],
    ) -> Result<Renewed, Cause<T::Error>> {
        self.asked.push(renewal);
        assert_eq!(link.now(), Duration::ZERO);
        assert_eq!(link.unix_time(), None);
        assert!(format!("{link:?}").starts_with("Link"));
        if self.refuses || renewal == Renewal::IfDue && !self.token.is_empty() {
            return Ok(Renewed::No);
        }
        let mut room = [0; 64];
        let mut head = ResponseHead::with_token_room(&mut room);
        let request = Request::login(IAM, br#"{"auth":"by agency"}"#);
        let status = link.send(&request, &mut head).await?;
        if status.is_refusal() {
            return Err(link.read_refusal(status, &head, buffer).await);
        }
        // No room is not the end.
        assert_eq!(link.read(&mut []).await?, 0);
        while link.read(buffer).await? > 0 {}
        self.token = head.token()?.expose().into();
        Ok(Renewed::Yes)
    }
}

fn ask<K: Credentials>(
    port: Port<'_>,
    credentials: K,
    calls_of: usize,
) -> (Vec<Call>, Latch, Option<Cause<crate::port::PortError>>) {
    let texts = texts(1);
    let mut buffer = [0; 256];
    let clock = port.clock.clone();
    let mut client = Client::new(CONFIG, credentials, port, clock, &mut buffer).unwrap();
    let mut last = None;
    for _ in 0..calls_of {
        let outcome = run(client.batch_status(&ids(&texts), &mut Recorder::default()));
        last = outcome.err().map(drs_status_core::Error::into_cause);
    }
    (calls(client.transport()), client.latch(), last)
}

#[test]
fn they_are_asked_before_each_request_and_after_a_refusal() {
    let mut agency = Agency::default();
    let answers = [granted("t1"), whole(), refusal(401), granted("t2"), whole()];
    let (sent, latch, error) = ask(Port::answering(answers), &mut agency, 2);
    assert_eq!((sent.len(), latch, error), (5, Latch::Open, None));
    assert_eq!(
        agency.asked,
        [Renewal::IfDue, Renewal::IfDue, Renewal::Refused]
    );
    assert_eq!(agency.token, "t2");
}

#[test]
fn their_login_that_is_refused_closes_the_latch() {
    let (sent, latch, error) = ask(Port::answering([refusal(401)]), Agency::default(), 1);
    assert_eq!((sent, latch), (vec![Call::Login], Latch::Refused));
    assert!(matches!(error, Some(Cause::Service(said)) if said.call() == Call::Login));
}

#[test]
fn those_that_are_refused_and_not_renewed_close_it_too() {
    let agency = Agency {
        token: "t0".into(),
        refuses: true,
        ..Agency::default()
    };
    let (sent, latch, error) = ask(Port::answering([refusal(401)]), agency, 1);
    assert_eq!((sent, latch), (vec![Call::BatchStatus], Latch::Refused));
    assert_eq!(error, Some(Cause::Credentials(CredentialsError::Refused)));
}

#[test]
fn a_status_that_is_none_is_not_theirs_to_judge() {
    let answer = granted("t1").status(700);
    let (_, latch, error) = ask(Port::answering([answer]), Agency::default(), 1);
    assert_eq!(latch, Latch::Open);
    assert!(matches!(
        error,
        Some(Cause::Protocol(ProtocolError::Status(_)))
    ));
}

/// Says that it can be renewed, and leaves it at that.
struct Idle;

impl Credentials for Idle {
    fn renewable(&self) -> Renewable {
        Renewable::Yes
    }

    async fn authorize<'r>(
        &'r mut self,
        _: &Request<'r>,
        _: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        Ok(Authorization::token(Token::new("t0").unwrap()))
    }
}

#[test]
fn what_says_that_it_can_be_renewed_and_does_nothing_is_not_sent_again() {
    let (sent, latch, _) = ask(Port::answering([whole(), refusal(401)]), Idle, 2);
    assert_eq!((sent.len(), latch), (2, Latch::Refused));
}

/// A service of another kind, which has its own mind.
struct Vault;

impl Credentials for Vault {
    fn renewable(&self) -> Renewable {
        Renewable::Yes
    }

    async fn authorize<'r>(
        &'r mut self,
        _: &Request<'r>,
        _: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        Err(CredentialsError::NoToken)
    }

    async fn renew<T: Transport, C: Clock>(
        &mut self,
        _: Renewal,
        _: &mut Link<'_, T, C>,
        _: &mut [u8],
    ) -> Result<Renewed, Cause<T::Error>> {
        let status = StatusCode::new(403).unwrap();
        let refusal = RefusalDecoder::new().finish(status, &ResponseHead::new());
        Err(Cause::Service(refusal))
    }
}

#[test]
fn a_refusal_of_another_call_than_a_login_leaves_the_latch_open() {
    let (sent, latch, error) = ask(Port::unused(), Vault, 1);
    assert_eq!((sent, latch), (vec![], Latch::Open));
    assert!(matches!(error, Some(Cause::Service(_))));
}
