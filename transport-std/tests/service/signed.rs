//! Requests that an access key signs, judged by the simulated service's own
//! reading of signatures.

use std::ops::ControlFlow;
use std::time::Duration;

use drs_status_core::{
    AccessKey, Blame, Cause, Clock, Config, Credentials, CredentialsError, Language, Summary,
    Token, Wake,
};
use drs_status_sim::{AccessKey as KnownKey, Builder, Sim, Tls, WallClock};
use drs_status_std::{Client, HttpsTransport, Options, SystemClock, TransportError};

use crate::asking::{BODY, JOBS, Way, service};

const ID: &str = "QTWAOYTTINDUT2QVKYUC";
const SECRET: &str = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";
const SECURITY_TOKEN: &str = "a-security-token";

const HOUR: Duration = Duration::from_secs(3600);

fn tls_service(tls: Tls) -> Builder {
    service()
        .tls(tls)
        .access_key(KnownKey::new(ID, SECRET))
        .access_key(KnownKey::new("TEMPORARY", SECRET).security_token(SECURITY_TOKEN))
}

fn transport(sim: &Sim) -> HttpsTransport {
    HttpsTransport::new(&Options::new().ca_pem(sim.ca_pem().as_bytes()).unwrap()).unwrap()
}

fn key(id: &'static str, secret: &'static str) -> AccessKey<'static> {
    AccessKey::new(id, secret).unwrap()
}

/// Asks `sim` for [`JOBS`].
fn ask(
    config: Config<'_>,
    sim: &Sim,
    credentials: impl Credentials,
) -> Result<Summary, drs_status_core::Error<TransportError>> {
    let mut buffer = [0; 512];
    let mut client = Client::new(config, credentials, transport(sim), &mut buffer).unwrap();
    client.for_each(&JOBS, |_| ControlFlow::Continue(()))
}

#[test]
fn a_signed_request_is_accepted() {
    for tls in [Tls::V12, Tls::V13] {
        let sim = tls_service(tls).start().unwrap();
        let config = Way::to(sim.endpoint()).config(&sim);
        assert!(ask(config, &sim, key(ID, SECRET)).unwrap().is_exact());

        let [request] = &sim.requests()[..] else {
            panic!("{:?}", sim.requests())
        };
        assert_eq!(request.header("x-auth-token"), None);
        assert_eq!(request.header("x-project-id"), Some(sim.project_id()));
        let authorization = request.header("authorization").unwrap();
        let signed = format!(
            "SDK-HMAC-SHA256 Access={ID}, \
             SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature="
        );
        assert!(authorization.starts_with(&signed), "{authorization}");
        assert_eq!(str::from_utf8(&request.body), Ok(BODY));
    }
}

#[test]
fn each_of_several_requests_over_one_connection_is_signed() {
    let sim = tls_service(Tls::Both).start().unwrap();
    let config = Way::to(sim.endpoint())
        .config(&sim)
        .ids_per_request(1)
        .language(Language::ZhCn);
    let summary = ask(config, &sim, key(ID, SECRET)).unwrap();
    assert!(summary.is_exact());
    assert_eq!((sim.request_count(), sim.connections()), (2, 1));
    let signature = |number: usize| {
        sim.requests()[number]
            .header("authorization")
            .map(str::to_owned)
    };
    assert_ne!(signature(0), signature(1));
}

#[test]
fn a_temporary_key_needs_its_security_token() {
    let sim = tls_service(Tls::Both).start().unwrap();
    let config = Way::to(sim.endpoint()).config(&sim);
    let token = Token::new(SECURITY_TOKEN).unwrap();
    let temporary = key("TEMPORARY", SECRET).security_token(token);
    assert!(ask(config, &sim, temporary).unwrap().is_exact());
    assert_refused(
        config,
        &sim,
        key("TEMPORARY", SECRET),
        "verify aksk signature fail",
    );
}

/// The service refuses, and is not asked again.
fn assert_refused(config: Config<'_>, sim: &Sim, key: AccessKey<'_>, why: &str) {
    let before = sim.request_count();
    let error = ask(config, sim, key).unwrap_err();
    assert_eq!((error.blame(), error.delivered()), (Blame::Service, 0));
    let Cause::Service(refusal) = error.cause() else {
        panic!("{error}")
    };
    assert_eq!(refusal.status().get(), 401);
    assert_eq!(refusal.code(), Some("APIGW.0301"));
    assert!(refusal.is_authentication());
    let message = refusal.message().unwrap();
    assert_eq!(
        message,
        format!("Incorrect IAM authentication information: {why}")
    );
    assert_eq!(sim.request_count(), before + 1);
}

#[test]
fn who_is_not_let_in_is_told_why_and_does_not_insist() {
    let sim = tls_service(Tls::Both).start().unwrap();
    let config = Way::to(sim.endpoint()).config(&sim);
    assert_refused(
        config,
        &sim,
        key(ID, "another"),
        "verify aksk signature fail",
    );
    let unknown = "Get secretKey failed,ak:UNKNOWN,err:ak not exist";
    assert_refused(config, &sim, key("UNKNOWN", SECRET), unknown);
    for clock in [WallClock::Ahead(HOUR), WallClock::Behind(HOUR)] {
        sim.set_wall_clock(clock);
        assert_refused(config, &sim, key(ID, SECRET), "signature expired");
    }
    sim.set_wall_clock(WallClock::Right);
    assert!(ask(config, &sim, key(ID, SECRET)).unwrap().is_exact());
}

#[test]
fn a_clock_that_is_wrong_is_named_as_the_likely_reason() {
    let sim = tls_service(Tls::Both).start().unwrap();
    let config = Way::to(sim.endpoint()).config(&sim);
    for (clock, shown) in [
        (
            WallClock::Ahead(HOUR),
            "the clock here is 60 minutes behind the service's",
        ),
        (
            WallClock::Behind(HOUR),
            "the clock here is 60 minutes ahead of the service's",
        ),
    ] {
        sim.set_wall_clock(clock);
        let error = ask(config, &sim, key(ID, SECRET)).unwrap_err();
        // A second more or less: both clocks go on.
        let shown_apart = error.to_string().replace("59 minutes", "60 minutes");
        assert!(shown_apart.ends_with(shown), "{error}");
    }
    sim.set_wall_clock(WallClock::Right);
    let error = ask(config, &sim, key(ID, "another")).unwrap_err();
    assert!(!error.to_string().contains("the clock"), "{error}");
}

#[test]
fn a_key_that_fails_too_often_is_locked() {
    let sim = tls_service(Tls::Both).start().unwrap();
    let config = Way::to(sim.endpoint()).config(&sim);
    for _ in 0..6 {
        assert_refused(
            config,
            &sim,
            key(ID, "another"),
            "verify aksk signature fail",
        );
    }
    let locked = "AK access failed to reach the limit,forbidden.";
    assert_refused(config, &sim, key(ID, SECRET), locked);
}

/// A clock that was never set, as that of a device without a battery.
struct NeverSet(SystemClock);

impl Clock for NeverSet {
    fn now(&self) -> Duration {
        self.0.now()
    }

    fn unix_time(&self) -> Option<Duration> {
        None
    }

    async fn sleep(&mut self, time: Duration) -> Wake {
        self.0.sleep(time).await
    }

    fn entropy(&mut self) -> u32 {
        self.0.entropy()
    }
}

#[test]
fn without_the_time_nothing_is_sent() {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    let sim = tls_service(Tls::Both).start().unwrap();
    let mut buffer = [0; 512];
    let mut client = drs_status_core::Client::new(
        Way::to(sim.endpoint()).config(&sim),
        key(ID, SECRET),
        transport(&sim),
        NeverSet(SystemClock::new()),
        &mut buffer,
    )
    .unwrap();
    let asked = pin!(client.for_each(&JOBS, |_| ControlFlow::Continue(())));
    let Poll::Ready(Err(error)) = asked.poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("an error at once")
    };
    assert!(
        matches!(
            error.cause(),
            Cause::Credentials(CredentialsError::NoWallClock)
        ),
        "{error}"
    );
    assert_eq!(error.blame(), Blame::Configuration);
    assert_eq!((sim.connections(), sim.bytes_received()), (0, 0));
}
