//! A login by name and password, then the jobs, over a port without a network.

use core::fmt::Write as _;
use core::ops::ControlFlow;

use drs_status_core::{
    Call, Cause, Client, Endpoint, Error, IamLogin, IamUser, NameOrId, Request, ResponseHead, Seen,
    StatusCode, Summary, Transport, Until, Watch, WatchEvent,
};
use drs_status_device::{poll, println};
use heapless::{String, Vec};

use crate::client::{CONFIG, Tasks, answer, jobs};
use crate::port::{NoAnswer, Port, Still};
use crate::sizes::at_most;

const IAM: Endpoint<'static> = Endpoint::literal("https://iam.example.com");

/// Each kind of character that is escaped, and one that is not ASCII.
const PASSWORD: &str = "\"hush\\ \u{1}é";

const USER: IamUser<'static> = IamUser {
    name: "drs-reader",
    password: PASSWORD,
    domain: NameOrId::Name("OTC-EU-DE-1"),
};

const BODY: &str = concat!(
    r#"{"auth":{"identity":{"methods":["password"],"password":{"user":"#,
    r#"{"name":"drs-reader","password":"\"hush\\ \u0001é","domain":{"name":"OTC-EU-DE-1"}}}},"#,
    r#""scope":{"project":{"id":"054ba152d480d55b2f5dc0069e7ddef0"}}}}"#
);

const PROJECT: NameOrId<'static> = NameOrId::Id("054ba152d480d55b2f5dc0069e7ddef0");

const ISSUED: &[u8] = br#"{"token":{"expires_at":"2015-11-09T01:42:57.527363Z",
    "methods":["password"],"issued_at":"2015-11-08T01:42:57.527363Z"}}"#;

const REFUSED: &[u8] = br#"{"error_code":"APIGW.0307","error_msg":"The token must be updated."}"#;

/// The length of a token here: longer than any piece of a header.
pub(crate) const TOKEN_LEN: usize = 200;

/// IAM and the service behind it. The first token is refused if it is sent again.
struct Service {
    port: Port,
    piece: usize,
    logins: usize,
    sent: Vec<u8, 8>,
}

impl Service {
    const fn new(piece: usize) -> Self {
        Self {
            port: Port::new(200, b"", piece),
            piece,
            logins: 0,
            sent: Vec::new(),
        }
    }

    /// The token of the login of this number.
    fn token(number: usize) -> String<TOKEN_LEN> {
        let mut token = String::new();
        let _ = write!(token, "MII{number}");
        while token.push('x').is_ok() {}
        token
    }

    /// Grants a token, if the login is as it must be.
    fn log_in(&mut self, request: &Request<'_>, head: &mut ResponseHead<'_>) {
        let mut body = Vec::<u8, { BODY.len() }>::new();
        for piece in request.body().pieces() {
            let _ = body.extend_from_slice(piece.as_ref());
        }
        assert_eq!(core::str::from_utf8(&body), Ok(BODY));
        self.logins += 1;
        head.name("x-subject-token");
        for piece in Self::token(self.logins).as_bytes().chunks(self.piece) {
            head.value(piece);
        }
        self.port = Port::new(201, ISSUED, self.piece);
    }
}

impl Transport for Service {
    type Error = NoAnswer;

    async fn send(
        &mut self,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, NoAnswer> {
        if request.call() == Call::Login {
            let _ = self.sent.push(b'l');
            self.log_in(request, head);
        } else {
            let _ = self.sent.push(b'j');
            let token = Self::token(self.logins);
            let mut headers = request.headers();
            assert!(headers.any(|header| header.value() == token.as_str()));
            self.port = match &self.sent[..] {
                [.., b'j', b'j'] if self.logins == 1 => Port::new(401, REFUSED, self.piece),
                _ => Port::new(200, answer(), self.piece),
            };
        }
        self.port.send(request, head).await
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, NoAnswer> {
        self.port.read(buffer).await
    }

    fn close(&mut self) {
        self.port.close();
    }
}

/// Two calls: a login comes before the first, another in the middle of the second.
fn ask_twice(service: Service, room: &mut [u8], tasks: &mut Tasks) -> [bool; 2] {
    let mut buffer = [0; 256];
    let login = IamLogin::new(IAM, USER, PROJECT, room);
    assert!(login.body_len() <= buffer.len());
    let client = Client::new(CONFIG, login, service, Still, &mut buffer);
    let mut client = client.expect("the buffer is as long as it must be");
    let outcomes = [(); 2].map(|()| {
        tasks.clear();
        poll(client.batch_status(jobs(), tasks)).is_ok_and(|summary| summary.is_exact())
    });
    assert_eq!(client.transport().sent[..], *b"ljjlj");
    outcomes
}

pub(crate) fn a_token_is_fetched_and_renewed_in_pieces_of_any_length() {
    for piece in 1..=TOKEN_LEN {
        let (mut room, mut tasks) = ([0xFF; TOKEN_LEN], Tasks::new());
        let outcomes = ask_twice(Service::new(piece), &mut room, &mut tasks);
        assert_eq!(outcomes, [true; 2], "in pieces of {piece}");
        assert_eq!(room, [0; TOKEN_LEN], "it is wiped");
    }
}

pub(crate) fn its_futures_are_as_small_as_promised() {
    println!();
    let (mut room, mut buffer, mut seen) = ([0; 1], [0; 256], [Seen::NOTHING; 2]);
    let login = IamLogin::new(IAM, USER, PROJECT, &mut room);
    at_most("login", size_of_val(&login), 136);
    let port = Port::new(200, b"", 1);
    let client = Client::new(CONFIG, login, port, Still, &mut buffer);
    let mut client = client.expect("the buffer is as long as it must be");
    let watch = Watch::until(Until::Never);
    let event = |_: WatchEvent<'_>| ControlFlow::Continue(());
    let future = client.watch(jobs(), &mut seen, &watch, event);
    at_most("future of a watch by it", size_of_val(&future), 2560);
}

/// A whole call, its login included.
pub(crate) fn ask(
    piece: usize,
    room: &mut [u8],
    tasks: &mut Tasks,
) -> Result<Summary, Error<NoAnswer>> {
    let mut buffer = [0; 256];
    let login = IamLogin::new(IAM, USER, PROJECT, room);
    let client = Client::new(CONFIG, login, Service::new(piece), Still, &mut buffer);
    let mut client = client.expect("the buffer is as long as it must be");
    poll(client.batch_status(jobs(), tasks))
}

pub(crate) fn a_token_that_does_not_fit_is_never_half() {
    let (mut room, mut tasks) = ([0; TOKEN_LEN - 1], Tasks::new());
    let error = ask(7, &mut room, &mut tasks).expect_err("there is no room");
    assert!(matches!(error.cause(), Cause::Capacity(_)));
    assert_eq!(room, [0; TOKEN_LEN - 1]);
}
