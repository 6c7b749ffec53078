//! Who has a name and a password: `login`, and logins on the way.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use drs_status_sim::{Answer, Builder, Job, Sim, Tls};
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
    // One that everybody may read is in the way.
    let name = &file("login-token.txt", "an-old-token");
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
    let nowhere = with_account(&sim, &save).without_variable("OS_PROJECT_ID");
    assert_snapshot!("login_for_no_project", nowhere.end());
    assert_snapshot!("login_nobody", trusting(&sim, &save).end());
    let ended = trusting(&sim, &save)
        .arguments(&["--user", "somebody"])
        .end();
    assert_eq!(ended.code, 2, "{ended}");
    let other = with_account(&sim, &save).variable("OS_AUTH_URL", "http://iam.example.com/v3");
    assert_snapshot!("login_unprotected", other.authority(None).end());
    let named = query(&sim)
        .without_variable("OS_PROJECT_ID")
        .variable("OS_PROJECT_NAME", &sim.account().project);
    assert_snapshot!("login_project_by_name", named.end());
    let mixed = query(&sim).variable("OS_AUTH_URL", "http://127.0.0.1:1/v3");
    assert_snapshot!("login_mixed", mixed.end());
    assert_eq!(sim.connections(), 0);
    assert!(!path("login-never.txt").exists());
}

/// An attempt that can only fail would count as one.
#[test]
fn what_is_no_password_is_not_sent() {
    let sim = service().start().unwrap();
    let account = sim.account();
    let arguments = ["--user", &account.user, "--domain", &account.domain];
    for (name, content) in [("empty", "\n"), ("lines", "first-line\nsecond\n")] {
        let password = file(&format!("login-{name}-password.txt"), content);
        let ended = query(&sim)
            .arguments(&arguments)
            .arguments(&["--password-file", &password])
            .end();
        assert!(!ended.to_string().contains("first-line"));
        assert_snapshot!(format!("login_password_of_{name}"), ended);
    }
    assert_eq!(sim.connections(), 0);
}

#[test]
fn a_login_goes_with_no_other_credentials() {
    let sim = service().start().unwrap();
    let account = sim.account();
    let password = file("login-with-others.txt", &account.password);
    let token = file("login-beside.txt", sim.token());
    let login = |run: Run| {
        run.arguments(&["--user", &account.user, "--domain", &account.domain])
            .arguments(&["--password-file", &password])
    };
    let others: [&[&str]; 2] = [
        &["--token-file", &token],
        &["--access-key-id", "HPUA0001", "--secret-key-file", &token],
    ];
    for other in others {
        let ended = login(query(&sim)).arguments(other).end();
        assert_eq!(ended.code, 2, "{ended}");
        assert!(ended.stderr.contains("cannot be used with"), "{ended}");
    }
    assert_eq!(sim.connections(), 0);
    // Arguments win over whoever is in the environment.
    let ended = login(query(&sim))
        .variable("OS_TOKEN", "a-token-of-somebody-else")
        .variable("OS_USERNAME", "somebody-else")
        .variable("OS_PASSWORD", "their-password")
        .end();
    assert_eq!(ended.code, 0, "{ended}");
    assert_eq!(paths(&sim), [LOGIN, ASK]);
}

#[test]
fn where_a_login_comes_from_is_shown() {
    let sim = service().start().unwrap();
    let ended = query(&sim).without_variable("OS_AUTH_URL").arguments(&[
        "--cloud",
        "otc",
        "--region",
        "eu-de",
        "--show-source",
    ]);
    assert_snapshot!("login_show_derived", ended.end());
    let login = ["login", "--show-source", "--save", "login-never.txt"];
    let ended = with_account(&sim, &login)
        .without_variable("OS_PROJECT_ID")
        .variable("OS_PROJECT_NAME", &sim.account().project);
    assert_snapshot!("login_show_for_login", ended.end());
    assert_snapshot!("login_show_nobody", trusting(&sim, &login).end());
    assert_eq!(sim.connections(), 0);
    assert!(!path("login-never.txt").exists());
}

#[test]
fn a_wrong_password_is_sent_once() {
    let sim = service().start().unwrap();
    let at = ["--endpoint", sim.endpoint()];
    for (number, (command, code)) in [("query", 3), ("check", 3), ("watch", 3)]
        .iter()
        .enumerate()
    {
        let ended = with_account(&sim, &[command, ID])
            .arguments(&at)
            .variable("OS_PASSWORD", "a-wrong-password")
            .end();
        assert_eq!(ended.code, *code, "{ended}");
        assert!(
            ended.to_string().contains("the password of this user"),
            "{ended}"
        );
        assert_eq!(sim.request_count(), number + 1, "{command}");
    }
}

#[test]
fn what_goes_wrong_leaves_an_old_token_and_no_other_file() {
    let sim = service().start().unwrap();
    let folder = path("login-folder");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("token.txt"), "the-old-token\n").unwrap();
    let save = ["login", "--save", "login-folder/token.txt"];
    let ended = with_account(&sim, &save)
        .variable("OS_PASSWORD", "a-wrong-password")
        .end();
    assert_eq!(ended.code, 3, "{ended}");
    sim.next_answers(vec![Answer::iam(500, "Something broke.")]);
    assert_eq!(with_account(&sim, &save).end().code, 4);
    let old = fs::read_to_string(folder.join("token.txt")).unwrap();
    assert_eq!(old, "the-old-token\n");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    // What cannot be stored is not asked for.
    let asked = sim.request_count();
    for place in ["login-no-folder/token.txt", "login-folder", "/dev/null"] {
        let ended = with_account(&sim, &["login", "--save", place]).end();
        assert_eq!(ended.code, 9, "{ended}");
    }
    assert_eq!(sim.request_count(), asked);
}

#[test]
fn a_watch_logs_in_again_when_its_token_is_refused() {
    let sim = service().start().unwrap();
    let watch = with_account(&sim, &["watch", ID, "--endpoint", sim.endpoint()])
        .arguments(&["--every", "100ms", "--until", "PAUSING", "--output", "line"])
        .begin();
    watch.wait_for("INCRE_TRANSFER_STARTED");
    sim.expire_tokens();
    sim.set_status(ID, "PAUSING");
    let ended = watch.end();
    assert_eq!(ended.code, 0, "{ended}");
    let logins = paths(&sim).iter().filter(|path| *path == LOGIN).count();
    assert_eq!(logins, 2);
}

/// Neither a password nor a token, however much is told.
#[test]
fn no_secret_is_shown() {
    let sim = service().token_length(200).start().unwrap();
    let at = ["--endpoint", sim.endpoint(), "-vv"];
    let commands: [&[&str]; 6] = [
        &["query", ID],
        &["query", ID, "--output", "json"],
        &["query", ID, "--dry-run"],
        &["query", ID, "--show-source"],
        &["check", ID],
        &["watch", ID, "--until", "INCRE_TRANSFER_STARTED"],
    ];
    let runs = commands.map(|command| with_account(&sim, command).arguments(&at));
    let login = with_account(&sim, &["login", "-vv", "--save", "login-shown.txt"]);
    // That the password is not shown is asserted of every run.
    let shown: Vec<String> = runs
        .into_iter()
        .chain([login])
        .map(|run| run.end().to_string())
        .collect();
    let stored = fs::read_to_string(path("login-shown.txt")).unwrap();
    let requests = sim.requests();
    let sent = requests
        .iter()
        .filter_map(|request| request.header("x-auth-token"));
    let tokens: Vec<&str> = sent.chain([stored.trim()]).collect();
    assert_eq!(tokens.len(), 5);
    for output in shown {
        for token in &tokens {
            assert!(!output.contains(token), "a token is shown");
        }
    }
}

/// Somebody changes the password while the watch goes on.
#[test]
fn a_watch_ends_when_its_password_is_refused() {
    let sim = service().start().unwrap();
    let watch = with_account(&sim, &["watch", ID, "--endpoint", sim.endpoint()])
        .arguments(&["--every", "100ms", "--until", "never", "--output", "line"])
        .begin();
    watch.wait_for("INCRE_TRANSFER_STARTED");
    sim.next_answers(vec![
        Answer::gateway(401, "APIGW.0307", "The token must be updated."),
        Answer::iam(401, "The username or password is wrong."),
    ]);
    let ended = watch.end();
    assert_eq!(ended.code, 3, "{ended}");
    assert!(
        ended.stderr.contains("the password of this user"),
        "{ended}"
    );
    let paths = paths(&sim);
    assert_eq!(paths.iter().filter(|path| *path == LOGIN).count(), 2);
    // Nothing was asked after it.
    assert_eq!(paths.last().unwrap(), LOGIN);
}
