//! A client that signs its requests by an access key.

use core::time::Duration;

use drs_status_core::{
    AccessKey, AccessKeyError, AccessKeyId, Authorization, Blame, Cause, Client, Clock, Config,
    Credentials, CredentialsError, Endpoint, JobId, Language, Page, ProjectId, Request, Signature,
    Signing, Wake,
};

use crate::port::{Answer, Did, FakeClock, Port, Recorder, item, pending_once, results, run};
use crate::signing_vectors::{KEY_ID, NEW_YEAR_UNIX_TIME, SECRET, whole_request};
use crate::vectors::TWO_JOBS;

const CONFIG: Config<'static> = Config::new(
    Endpoint::literal("https://drs.eu-de.otc.t-systems.com"),
    ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
)
.language(Language::EnUs);

const JOBS: [JobId<'static>; 2] = JobId::list(TWO_JOBS);

/// A clock that knows the wall-clock time, or does not.
struct WallClock(FakeClock, Option<Duration>);

impl Clock for WallClock {
    fn now(&self) -> Duration {
        self.0.now()
    }

    fn unix_time(&self) -> Option<Duration> {
        self.1.map(|start| start + self.0.now())
    }

    async fn sleep(&mut self, time: Duration) -> Wake {
        self.0.sleep(time).await
    }

    fn entropy(&mut self) -> u32 {
        0
    }
}

const START: Option<Duration> = Some(Duration::from_secs(NEW_YEAR_UNIX_TIME));

fn client<'a, K: Credentials>(
    config: Config<'a>,
    credentials: K,
    port: Port<'a>,
    unix_time: Option<Duration>,
    buffer: &'a mut [u8],
) -> Client<'a, Port<'a>, WallClock, K> {
    let clock = WallClock(port.clock.clone(), unix_time);
    Client::new(config, credentials, port, clock, buffer).unwrap()
}

fn key() -> AccessKey<'static> {
    AccessKey::new(KEY_ID, SECRET).unwrap()
}

fn answer() -> Answer {
    Answer::ok(results(TWO_JOBS.map(|id| item(id, "CREATING"))))
}

#[test]
fn what_goes_out_is_signed_as_the_official_signer_does() {
    let mut buffer = [0; 256];
    let port = Port::answering([answer()]);
    let mut client = client(CONFIG, key(), port, START, &mut buffer);
    let page = Page::new(1, 10).unwrap();
    let mut recorder = Recorder::default();
    assert!(
        run(client.page(&JOBS, page, &mut recorder))
            .unwrap()
            .is_exact()
    );
    let [Did::Send(sent)] = &client.transport().log[..] else {
        panic!("{:?}", client.transport().log)
    };
    let authorization = sent
        .headers
        .iter()
        .find(|(name, _)| name == "Authorization");
    assert_eq!(authorization.unwrap().1, whole_request().authorization);
    let mut lines = sent
        .shown
        .lines()
        .skip_while(|line| !line.starts_with("X-Sdk-Date"));
    assert_eq!(lines.next(), Some("X-Sdk-Date: 20260101T000000Z"));
    assert_eq!(
        lines.next(),
        Some("X-Project-Id: 054ba152d480d55b2f5dc0069e7ddef0")
    );
    assert_eq!(lines.next(), Some("Authorization: ***"));
}

#[test]
fn each_request_bears_its_own_date() {
    let mut buffer = [0; 256];
    let port = Port::responding(|sent| {
        let items = sent.jobs.iter().map(|id| item(id, "CREATING"));
        Answer::ok(results(items)).takes(Duration::from_secs(7))
    });
    let config = CONFIG.ids_per_request(1);
    let mut client = client(config, key(), port, START, &mut buffer);
    run(client.batch_status(&JOBS, &mut Recorder::default())).unwrap();
    let dates: Vec<_> = client
        .transport()
        .sent()
        .map(|sent| sent.headers.iter().find(|(name, _)| name == "X-Sdk-Date"))
        .map(|header| header.unwrap().1.as_str())
        .collect();
    assert_eq!(dates, ["20260101T000000Z", "20260101T000007Z"]);
}

/// Nothing was sent, and why.
fn cannot_ask(credentials: impl Credentials, unix_time: Option<Duration>) -> CredentialsError {
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, credentials, Port::unused(), unix_time, &mut buffer);
    let mut recorder = Recorder::default();
    let error = run(client.batch_status(&JOBS, &mut recorder)).unwrap_err();
    assert_eq!(error.blame(), Blame::Configuration);
    assert_eq!(error.to_string(), error.cause().to_string());
    assert_eq!((error.delivered(), recorder.told.len()), (0, 0));
    let preview = run(client.preview(&JOBS, None)).unwrap_err();
    assert_eq!(preview.cause(), error.cause());
    assert_eq!(client.transport().log, []);
    match error.into_cause() {
        Cause::Credentials(error) => error,
        other => panic!("{other}"),
    }
}

#[test]
fn without_the_wall_clock_time_nothing_is_sent() {
    let beyond_year_9999 = Some(Duration::from_secs(253_402_300_800));
    for time in [None, beyond_year_9999] {
        let error = cannot_ask(key(), time);
        assert_eq!(error, CredentialsError::NoWallClock);
        assert_eq!(
            error.to_string(),
            "the credentials cannot sign: the wall-clock time is not known"
        );
    }
}

/// A device that keeps the secret, computes signatures by it, and takes its time.
struct Element {
    works: bool,
    signature: Signature,
}

impl Credentials for Element {
    async fn authorize<'r>(
        &'r mut self,
        request: &Request<'r>,
        unix_time: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        let id = AccessKeyId::new(KEY_ID).unwrap();
        let signing = Signing::new(request, id, None, unix_time)?;
        pending_once().await;
        if !self.works {
            return Err(CredentialsError::Unavailable);
        }
        let vector = whole_request();
        assert_eq!(signing.string_to_sign(), vector.string_to_sign.as_bytes());
        let hex = vector.authorization.rsplit('=').next().unwrap();
        let byte = |at: usize| u8::from_str_radix(&hex[2 * at..][..2], 16).unwrap();
        let mac = core::array::from_fn(byte);
        Ok(signing.authorize(&mac, &mut self.signature))
    }
}

#[test]
fn the_secret_need_not_be_in_memory() {
    let element = |works| Element {
        works,
        signature: Signature::new(),
    };
    let mut buffer = [0; 256];
    let port = Port::answering([answer()]);
    let mut lent = element(true);
    let mut client = client(CONFIG, &mut lent, port, START, &mut buffer);
    let page = Page::new(1, 10).unwrap();
    run(client.page(&JOBS, page, &mut Recorder::default())).unwrap();
    let sent = client.transport().sent().next().unwrap();
    let sent = sent.headers.last().unwrap();
    assert_eq!(sent.1, whole_request().authorization);

    let error = cannot_ask(element(false), START);
    assert_eq!(error, CredentialsError::Unavailable);
    assert_eq!(
        error.to_string(),
        "the credentials cannot authorize the request"
    );
}

#[test]
fn credentials_can_be_replaced_between_calls() {
    let mut buffer = [0; 256];
    let port = Port::answering([answer(), answer()]);
    let mut client = client(CONFIG, key(), port, START, &mut buffer);
    run(client.batch_status(&JOBS, &mut Recorder::default())).unwrap();
    *client.credentials_mut() = AccessKey::new("ANOTHER", SECRET).unwrap();
    run(client.batch_status(&JOBS, &mut Recorder::default())).unwrap();
    let ids: Vec<_> = client
        .transport()
        .sent()
        .map(|sent| sent.headers.last().unwrap().1[..30].to_owned())
        .collect();
    assert_eq!(ids[0], "SDK-HMAC-SHA256 Access=QTWAOYT");
    assert_eq!(ids[1], "SDK-HMAC-SHA256 Access=ANOTHER");
}

#[test]
fn what_an_access_key_may_be() {
    use AccessKeyError::{EmptyId, EmptySecret, IdByte, LongId, SecretByte};
    let longest = "x".repeat(64);
    let too_long = "x".repeat(65);
    for (id, secret, expected) in [
        (KEY_ID, SECRET, Ok(())),
        ("a", "!", Ok(())),
        (&longest, SECRET, Ok(())),
        ("071fe245-9cf6_4d75", SECRET, Ok(())),
        ("", SECRET, Err(EmptyId)),
        (&too_long, SECRET, Err(LongId { found: 65 })),
        ("A\r\nX-Evil: 1", SECRET, Err(IdByte { at: 1 })),
        ("A, SignedHeaders=", SECRET, Err(IdByte { at: 1 })),
        ("AKé", SECRET, Err(IdByte { at: 2 })),
        (KEY_ID, "", Err(EmptySecret)),
        (KEY_ID, "secret\n", Err(SecretByte { at: 6 })),
        (KEY_ID, "é", Err(SecretByte { at: 0 })),
    ] {
        let made = AccessKey::new(id, secret);
        assert_eq!(made.map(|_| ()), expected, "{id:?} {secret:?}");
    }
}

#[test]
fn an_error_of_an_access_key_says_what_to_look_for() {
    for (error, shown) in [
        (AccessKeyError::EmptyId, "the access key's id is empty"),
        (
            AccessKeyError::LongId { found: 65 },
            "the access key's id has 65 bytes, at most 64 are accepted",
        ),
        (
            AccessKeyError::IdByte { at: 1 },
            "the access key's id has a character that no id has at byte 1",
        ),
        (
            AccessKeyError::EmptySecret,
            "the access key's secret is empty",
        ),
        (
            AccessKeyError::SecretByte { at: 6 },
            "the access key's secret has a space, a line end or another character that no secret has at byte 6",
        ),
    ] {
        assert_eq!(error.to_string(), shown);
    }
}

#[test]
fn of_a_key_no_more_is_shown_than_tells_which_it_is() {
    let mut buffer = [0; 256];
    let port = Port::unused();
    let clock = WallClock(port.clock.clone(), START);
    let mut client = Client::new(CONFIG, key(), port, clock, &mut buffer).unwrap();
    assert_eq!(
        format!("{:?}", client.credentials_mut()),
        "AccessKey(QTWA***)"
    );
    let id = AccessKeyId::new(KEY_ID).unwrap();
    assert_eq!(format!("{id:?}"), "AccessKeyId(QTWA***)");
    assert_eq!(id.as_str(), KEY_ID);
    let short = AccessKeyId::new("abc").unwrap();
    assert_eq!(format!("{short:?}"), "AccessKeyId(***)");

    let request = run(client.preview(&JOBS, None)).unwrap();
    let signature = request.headers().last().unwrap().value().to_owned();
    let debug = format!("{request:?}");
    assert!(debug.contains("Signed(20260101T000000Z, ***)"), "{debug}");
    for shown in [
        format!("{request:?}"),
        format!("{request:#?}"),
        request.to_string(),
    ] {
        assert!(!shown.contains(KEY_ID), "{shown}");
        assert!(
            !shown.contains(signature.rsplit('=').next().unwrap()),
            "{shown}"
        );
    }
}
