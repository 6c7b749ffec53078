//! Tokens by name and password, of the simulated IAM.

use std::ops::ControlFlow;
use std::thread::sleep;
use std::time::Duration;

use drs_status_core::{
    Blame, Call, Capacity, Cause, Config, CredentialsError, Endpoint, IamLogin, IamUser, Latch,
    NameOrId, Summary,
};
use drs_status_sim::{Answer, Sim, Tls, WallClock};
use drs_status_std::{Client, HttpsTransport, Options, TransportError};

use crate::asking::{JOBS, Way, service};

/// A client that logs in, and whose user may forget the password.
struct Login<'s> {
    sim: &'s Sim,
    config: Config<'s>,
    password: &'s str,
    token_room: usize,
}

impl<'s> Login<'s> {
    fn to(sim: &'s Sim) -> Self {
        Self {
            sim,
            config: Way::to(sim.endpoint()).config(sim),
            password: &sim.account().password,
            token_room: 1024,
        }
    }

    fn run<R>(&self, use_it: impl FnOnce(&mut Client<'_, HttpsTransport, IamLogin<'_>>) -> R) -> R {
        let account = self.sim.account();
        let user = IamUser {
            name: &account.user,
            password: self.password,
            domain: NameOrId::Name(&account.domain),
        };
        let iam = Endpoint::new(self.sim.endpoint()).unwrap();
        let mut room = vec![0; self.token_room];
        let login = IamLogin::new(iam, user, NameOrId::Name(&account.project), &mut room);
        let options = Options::new().ca_pem(self.sim.ca_pem().as_bytes()).unwrap();
        let transport = HttpsTransport::new(&options).unwrap();
        let mut buffer = [0; 512];
        let mut client = Client::new(self.config, login, transport, &mut buffer).unwrap();
        use_it(&mut client)
    }
}

type Outcome = Result<Summary, drs_status_core::Error<TransportError>>;

fn ask(client: &mut Client<'_, HttpsTransport, IamLogin<'_>>) -> Outcome {
    client.for_each(&JOBS, |_| ControlFlow::Continue(()))
}

fn logins(sim: &Sim) -> usize {
    let requests = sim.requests();
    let logins = requests
        .iter()
        .filter(|seen| seen.path == "/v3/auth/tokens?nocatalog=1");
    logins.count()
}

#[test]
fn one_login_serves_many_calls_over_one_connection() {
    for tls in [Tls::V12, Tls::V13] {
        let sim = service().tls(tls).start().unwrap();
        Login::to(&sim).run(|client| {
            for _ in 0..3 {
                assert!(ask(client).unwrap().is_exact());
            }
        });
        assert_eq!((logins(&sim), sim.request_count()), (1, 4));
        assert_eq!(sim.connections(), 1);
        let login = &sim.requests()[0];
        assert_eq!(login.header("content-type"), Some("application/json"));
        assert_eq!(login.header("x-auth-token"), None);
    }
}

#[test]
fn tokens_of_any_length_are_taken_whole() {
    for length in [32, 64, 5_000, 16_384, 32_768] {
        let sim = service()
            .tls(Tls::Both)
            .token_length(length)
            .start()
            .unwrap();
        let exact = Login {
            token_room: length,
            ..Login::to(&sim)
        };
        assert!(exact.run(ask).unwrap().is_exact(), "{length}");
        let short = Login {
            token_room: length - 1,
            ..exact
        };
        let before = sim.request_count();
        let error = short.run(ask).unwrap_err();
        let Cause::Capacity(capacity) = error.cause() else {
            panic!("{error}")
        };
        assert_eq!(capacity.what(), Capacity::Token);
        assert_eq!(
            (capacity.needed(), capacity.available()),
            (length, length - 1)
        );
        assert_eq!(sim.request_count(), before + 1, "nothing is sent with it");
    }
}

#[test]
fn a_token_is_renewed_before_it_expires() {
    let lifetime = Duration::from_millis(1500);
    let sim = service()
        .tls(Tls::Both)
        .token_lifetime(lifetime)
        .start()
        .unwrap();
    Login::to(&sim).run(|client| {
        for _ in 0..8 {
            assert!(ask(client).unwrap().is_exact());
            sleep(lifetime / 4);
        }
    });
    let logins = logins(&sim);
    assert!((2..=4).contains(&logins), "{logins} logins");
    // None of the requests was refused.
    assert_eq!(sim.request_count(), 8 + logins);
}

#[test]
fn a_wall_clock_that_is_wrong_changes_nothing() {
    let day = Duration::from_secs(24 * 3600);
    for clock in [WallClock::Ahead(2 * day), WallClock::Behind(2 * day)] {
        let sim = service().tls(Tls::Both).wall_clock(clock).start().unwrap();
        Login::to(&sim).run(|client| {
            for _ in 0..3 {
                assert!(ask(client).unwrap().is_exact());
            }
        });
        assert_eq!(logins(&sim), 1, "{clock:?}");
    }
}

#[test]
fn a_token_that_is_refused_is_renewed_once_and_the_caller_sees_nothing_of_it() {
    let sim = service().tls(Tls::Both).start().unwrap();
    Login::to(&sim).run(|client| {
        assert!(ask(client).unwrap().is_exact());
        sim.expire_tokens();
        assert!(ask(client).unwrap().is_exact());
        assert!(ask(client).unwrap().is_exact());
    });
    assert_eq!((logins(&sim), sim.request_count()), (2, 6));
}

#[test]
fn a_token_that_is_refused_though_it_is_new_closes_the_latch() {
    let sim = service().tls(Tls::Both).start().unwrap();
    let refusal = || {
        Answer::gateway(
            401,
            "APIGW.0301",
            "Incorrect IAM authentication information.",
        )
    };
    Login::to(&sim).run(|client| {
        assert!(ask(client).unwrap().is_exact());
        let token = Answer::json(201, r#"{"token":{}}"#).header("X-Subject-Token", "MIIother");
        sim.next_answers(vec![refusal(), token, refusal()]);
        let error = ask(client).unwrap_err();
        let Cause::Service(refusal) = error.cause() else {
            panic!("{error}")
        };
        assert_eq!(refusal.call(), Call::BatchStatus);
        assert_eq!(client.latch(), Latch::Refused);
        let before = sim.request_count();
        assert!(matches!(
            ask(client).unwrap_err().cause(),
            Cause::Credentials(CredentialsError::Refused)
        ));
        assert_eq!(sim.request_count(), before);
    });
}

/// Asks again and again, as a device does that its watchdog restarts.
fn restart_ten_times(sim: &Sim, store: bool) -> u8 {
    let mut stored = Latch::Open.to_byte();
    for _ in 0..10 {
        let login = Login {
            password: "not the password",
            ..Login::to(sim)
        };
        login.run(|client| {
            client.set_latch(Latch::from_byte(stored));
            for _ in 0..3 {
                let error = ask(client).unwrap_err();
                match error.cause() {
                    Cause::Service(refusal) => {
                        assert_eq!(refusal.call(), Call::Login);
                        assert_eq!(refusal.status().get(), 401);
                        assert_eq!(
                            error.to_string(),
                            format!(
                                "IAM refuses the login (HTTP 401): \
                                 The username or password is wrong. [request {}]",
                                refusal.request_id().unwrap()
                            )
                        );
                        assert_eq!(error.blame(), Blame::Service);
                    }
                    Cause::Credentials(CredentialsError::Refused) => {}
                    other => panic!("{other}"),
                }
            }
            if store {
                stored = client.latch().to_byte();
            }
        });
    }
    stored
}

#[test]
fn ten_restarts_with_a_wrong_password_are_one_attempt_where_the_latch_is_stored() {
    let sim = service().tls(Tls::Both).start().unwrap();
    assert_eq!(restart_ten_times(&sim, true), 0x00);
    assert_eq!((logins(&sim), sim.request_count()), (1, 1));
}

/// What the latch is stored for: IAM locks an account after five.
#[test]
fn where_it_is_not_each_restart_is_one() {
    let sim = service().tls(Tls::Both).start().unwrap();
    assert_eq!(restart_ten_times(&sim, false), 0xFF);
    assert_eq!((logins(&sim), sim.request_count()), (10, 10));
}

#[test]
fn a_login_is_tried_again_as_any_request_is() {
    let sim = service().tls(Tls::Both).start().unwrap();
    let way = Way {
        attempts: 3,
        ..Way::to(sim.endpoint())
    };
    sim.next_answers(vec![
        Answer::iam(503, "Unavailable."),
        Answer::iam(429, "Too many requests.").header("Retry-After", "0"),
    ]);
    let login = Login {
        config: way.config(&sim),
        ..Login::to(&sim)
    };
    assert!(login.run(ask).unwrap().is_exact());
    assert_eq!((logins(&sim), sim.request_count()), (3, 4));
}

#[test]
fn a_login_that_is_answered_without_a_token_is_an_error_of_the_protocol() {
    let sim = service().tls(Tls::Both).start().unwrap();
    sim.next_answers(vec![Answer::json(201, r#"{"token":{}}"#); 2]);
    let way = Way {
        attempts: 2,
        ..Way::to(sim.endpoint())
    };
    let login = Login {
        config: way.config(&sim),
        ..Login::to(&sim)
    };
    let error = login.run(ask).unwrap_err();
    assert_eq!(error.blame(), Blame::Protocol);
    assert_eq!(
        error.to_string(),
        "the login gave no token that can be sent: the token is empty"
    );
    assert_eq!(sim.request_count(), 2);
}
