//! Who has a name and a password: `login`, and logins on the way.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use drs_status_sim::{Builder, Job, Sim, Tls};
use insta::assert_snapshot;

use crate::program::{Run, drs_status, file};

const ID: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

pub(crate) fn service() -> Builder {
    Sim::builder()
        .tls(Tls::Both)
        .job(Job::new(ID).status("INCRE_TRANSFER_STARTED"))
}

/// Prepares `command`, which trusts `sim`.
pub(crate) fn trusting(sim: &Sim, command: &[&str]) -> Run {
    let authority = file(&format!("ca-{}.pem", sim.address().port()), sim.ca_pem());
    drs_status(command)
        .authority(Some(&authority))
        .hide(sim.endpoint(), "[ENDPOINT]")
        .hide(sim.project_id(), "[PROJECT]")
}

/// Prepares `command` with the account of `sim` in the environment.
fn with_account(sim: &Sim, command: &[&str]) -> Run {
    let account = sim.account();
    trusting(sim, command).variables(&[
        ("OS_USERNAME", &account.user),
        ("OS_PASSWORD", &account.password),
        ("OS_USER_DOMAIN_NAME", &account.domain),
        ("OS_AUTH_URL", &format!("{}/v3", sim.endpoint())),
        ("OS_PROJECT_ID", &account.project_id),
    ])
}

fn query(sim: &Sim) -> Run {
    with_account(
        sim,
        &["query", ID, "--attempts", "1", "--endpoint", sim.endpoint()],
    )
}

/// Where runs find the file `name`.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn paths(sim: &Sim) -> Vec<String> {
    let paths = sim.requests().into_iter().map(|request| request.path);
    paths
        .map(|path| path.replace(sim.project_id(), "P"))
        .collect()
}

const LOGIN: &str = "/v3/auth/tokens?nocatalog=1";
const ASK: &str = "/v3/P/jobs/batch-status";

#[test]
fn a_token_is_stored_for_its_owner_alone_and_asks() {
    let sim = service().token_length(5000).start().unwrap();
    let name = "login-token.txt";
    let _ = fs::remove_file(path(name));
    let account = sim.account();
    let password = file("login-password.txt", format!("{}\n", account.password));
    for project in [
        ["--project", account.project_id.as_str()],
        ["--project-name", account.project.as_str()],
    ] {
        let ended = trusting(&sim, &["login", "--save", name])
            .arguments(&["--iam-endpoint", sim.endpoint()])
            .arguments(&["--user", &account.user, "--domain", &account.domain])
            .arguments(&["--password-file", &password])
            .arguments(&project)
            .end();
        assert_eq!((ended.code, ended.stdout.as_str()), (0, ""), "{ended}");
        assert!(
            ended
                .stderr
                .starts_with("the token is in login-token.txt, valid until 20"),
            "{ended}"
        );
        let stored = fs::read_to_string(path(name)).unwrap();
        assert_eq!(stored.trim_end().len(), 5000);
        assert!(!ended.to_string().contains(stored.trim_end()));
        assert!(!ended.to_string().contains(&account.password));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(path(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let ended = trusting(&sim, &["query", ID, "--token-file", name])
            .arguments(&["--endpoint", sim.endpoint(), "--project", sim.project_id()])
            .end();
        assert_eq!(ended.code, 0, "{ended}");
    }
    assert_eq!(paths(&sim), [LOGIN, ASK, LOGIN, ASK]);
}

#[test]
fn who_has_a_password_needs_no_token() {
    let sim = service().start().unwrap();
    let ended = query(&sim).arguments(&["-vv"]).end();
    assert_eq!(ended.code, 0, "{ended}");
    assert_eq!(paths(&sim), [LOGIN, ASK]);
    assert_eq!(sim.connections(), 1, "one connection carries both");
    // A token, or an access key, is looked for first.
    let ended = query(&sim).variable("OS_TOKEN", sim.token()).end();
    assert_eq!(ended.code, 0, "{ended}");
    assert_eq!(paths(&sim), [LOGIN, ASK, ASK]);
    assert_snapshot!(
        "login_show_source",
        query(&sim).arguments(&["--show-source"]).end()
    );
    let ended = query(&sim).arguments(&["--dry-run"]).end();
    assert!(ended.stdout.contains("X-Auth-Token: ***"), "{ended}");
    assert_eq!(sim.request_count(), 3);
}

#[test]
fn an_entry_of_clouds_yaml_logs_in() {
    let sim = service().start().unwrap();
    let account = sim.account();
    let list = file(
        "login-clouds.yaml",
        format!(
            "clouds:\n  mine:\n    auth:\n      auth_url: {}/v3/\n      username: {}\n      \
             password: '{}'\n      user_domain_name: {}\n      project_id: '{}'\n",
            sim.endpoint(),
            account.user,
            account.password,
            account.domain,
            account.project_id
        ),
    );
    for command in [
        &["query", ID, "--endpoint", sim.endpoint()][..],
        &["login", "--save", "login-by-entry.txt"],
    ] {
        let ended = trusting(&sim, command)
            .arguments(&["--os-cloud", "mine"])
            .variable("OS_CLIENT_CONFIG_FILE", &list)
            .end();
        assert_eq!(ended.code, 0, "{ended}");
        assert!(!ended.to_string().contains(&account.password), "{ended}");
    }
    assert_eq!(paths(&sim), [LOGIN, ASK, LOGIN]);
}

#[test]
fn a_watch_logs_in_again_before_its_token_expires() {
    let sim = service()
        .token_lifetime(Duration::from_secs(1))
        .start()
        .unwrap();
    let ended = with_account(&sim, &["watch", ID, "--endpoint", sim.endpoint()])
        .arguments(&["--every", "100ms", "--timeout", "3s", "--until", "never"])
        .end();
    // Its time is up, and nothing else has happened.
    assert_eq!(ended.code, 6, "{ended}");
    let logins = paths(&sim).iter().filter(|path| *path == LOGIN).count();
    assert!((2..=5).contains(&logins), "{logins} logins");
}

#[test]
fn half_a_login_is_none() {
    let sim = service().start().unwrap();
    for (missing, name) in [
        ("OS_USERNAME", "login_no_user"),
        ("OS_PASSWORD", "login_no_password"),
        ("OS_USER_DOMAIN_NAME", "login_no_domain"),
        ("OS_AUTH_URL", "login_no_iam"),
        ("OS_PROJECT_ID", "login_no_project"),
    ] {
        assert_snapshot!(name, query(&sim).without_variable(missing).end());
    }
    let save = ["login", "--save", "login-never.txt"];
    assert_snapshot!("login_nobody", trusting(&sim, &save).end());
    let ended = trusting(&sim, &save)
        .arguments(&["--user", "somebody"])
        .end();
    assert_eq!(ended.code, 2, "{ended}");
    let other = with_account(&sim, &save).variable("OS_AUTH_URL", "http://iam.example.com/v3");
    assert_snapshot!("login_unprotected", other.authority(None).end());
    let mixed = query(&sim).variable("OS_AUTH_URL", "http://127.0.0.1:1/v3");
    assert_snapshot!("login_mixed", mixed.end());
    assert_eq!(sim.connections(), 0);
    assert!(!path("login-never.txt").exists());
}
