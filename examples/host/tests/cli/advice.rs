//! What a person is told to do, for whatever goes wrong most often.

use std::fs;
use std::path::Path;
use std::time::Duration;

use drs_status_sim::{AccessKey, Answer, Certificate, Sim, WallClock};
use insta::assert_snapshot;

use crate::login::{service, trusting};
use crate::program::{Run, file};

const ID: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";
const AK: &str = "HPUAPERMANENTKEY0001";
const SK: &str = "sk-nobody-may-see-this-0001";

/// Prepares `query` by a token.
fn query(sim: &Sim, endpoint: &str) -> Run {
    trusting(
        sim,
        &["query", ID, "--attempts", "1", "--endpoint", endpoint],
    )
    .variable("OS_PROJECT_ID", sim.project_id())
    .variable("OS_TOKEN", sim.token())
}

/// Prepares `query` by an access key.
fn signed(sim: &Sim, secret: &str) -> Run {
    query(sim, sim.endpoint())
        .without_variable("OS_TOKEN")
        .variable("OS_ACCESS_KEY", AK)
        .variable("OS_SECRET_KEY", secret)
}

fn login(sim: &Sim, save: &str, password: &str) -> Run {
    login_at(sim, sim.endpoint(), save, password)
}

fn login_at(sim: &Sim, iam: &str, save: &str, password: &str) -> Run {
    let account = sim.account();
    let password = file(&format!("advice-{save}"), password);
    trusting(sim, &["login", "--iam-endpoint", iam])
        .arguments(&["--user", &account.user, "--domain", &account.domain])
        .arguments(&["--password-file", &password, "--save", save])
        .arguments(&["--project", &account.project_id])
}

#[test]
fn a_wrong_password() {
    let sim = service().start().unwrap();
    let ended = login(&sim, "advice-token.txt", "a-wrong-password").end();
    assert!(!ended.to_string().contains("a-wrong-password"));
    assert_snapshot!(ended);
    assert_eq!(sim.request_count(), 1, "it is tried once");
}

#[test]
fn an_expired_token() {
    let sim = service().start().unwrap();
    sim.expire_tokens();
    assert_snapshot!(query(&sim, sim.endpoint()).end());
}

#[test]
fn a_locked_key() {
    let sim = service()
        .access_key(AccessKey::new(AK, SK))
        .start()
        .unwrap();
    for _ in 0..6 {
        assert_eq!(signed(&sim, "sk-of-somebody-else").end().code, 3);
    }
    assert_snapshot!(signed(&sim, SK).end());
}

/// A token of another region is refused as one that must be renewed. Of one that
/// was given, nobody can tell which of both it is; of one that was just fetched it
/// is the region.
#[test]
fn a_wrong_region() {
    const REFUSAL: (u16, &str, &str) = (401, "APIGW.0307", "The token must be updated.");
    let refusal = || Answer::gateway(REFUSAL.0, REFUSAL.1, REFUSAL.2);
    let sim = service().start().unwrap();
    sim.next_answers(vec![refusal()]);
    assert_snapshot!(query(&sim, sim.endpoint()).end());

    let other = service().start().unwrap();
    let account = other.account();
    let authorities = [sim.ca_pem(), other.ca_pem()].concat();
    let authorities = file("advice-two-regions.pem", authorities);
    sim.next_answers(vec![refusal()]);
    let ended = query(&sim, sim.endpoint())
        .without_variable("OS_TOKEN")
        .variables(&[
            ("OS_USERNAME", &account.user),
            ("OS_PASSWORD", &account.password),
            ("OS_USER_DOMAIN_NAME", &account.domain),
            ("OS_PROJECT_ID", &account.project_id),
            ("OS_AUTH_URL", &format!("{}/v3", other.endpoint())),
        ])
        .authority(Some(&authorities))
        .end();
    assert_snapshot!("a_wrong_region_of_a_login", ended);
    // What was just given is not renewed.
    assert_eq!((other.request_count(), sim.request_count()), (1, 2));
}

#[test]
fn a_clock_an_hour_off() {
    // And half a minute: seconds pass between the two.
    const HOUR: Duration = Duration::from_secs(60 * 60 + 30);
    let sim = service()
        .access_key(AccessKey::new(AK, SK))
        .start()
        .unwrap();
    sim.set_wall_clock(WallClock::Ahead(HOUR));
    assert_snapshot!("a_clock_behind", signed(&sim, SK).end());
    sim.set_wall_clock(WallClock::Behind(HOUR));
    assert_snapshot!("a_clock_ahead", signed(&sim, SK).end());
}

#[test]
fn no_route() {
    let sim = service().start().unwrap();
    // A multicast group is at the end of no connection.
    let ended = query(&sim, "https://224.0.0.1").end();
    assert_eq!(ended.code, 5, "{ended}");
    // Systems differ in what they call it.
    let stderr: Vec<&str> = ended.stderr.splitn(2, " (io: ").collect();
    let [message, rest] = stderr[..] else {
        panic!("{ended}");
    };
    let advice = rest.lines().last().unwrap_or_default();
    assert_snapshot!(format!("{message}\n{advice}"));

    // Port 1 is nobody's.
    let password = sim.account().password.clone();
    let ended = login_at(&sim, "https://127.0.0.1:1", "advice-token.txt", &password).end();
    assert_snapshot!("no_route_to_iam", ended);
}

#[test]
fn a_wrong_authority() {
    let sim = service()
        .certificate(Certificate::UntrustedIssuer)
        .start()
        .unwrap();
    assert_snapshot!(query(&sim, sim.endpoint()).end());
    assert_eq!(sim.request_count(), 0);
}

/// The old token stays.
#[cfg(unix)]
#[test]
fn a_full_disk_for_the_token() {
    let sim = service().token_length(5000).start().unwrap();
    let name = file("advice-old-token.txt", "the-old-token\n");
    let password = sim.account().password.clone();
    let ended = login(&sim, &name, &password).end_with_little_disk(2);
    assert_snapshot!(ended);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    assert_eq!(fs::read_to_string(path).unwrap(), "the-old-token\n");
}
