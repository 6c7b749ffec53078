//! Endpoint, project, token and proxy: which word counts, and what is refused
//! before anything is sent.

use drs_status_sim::{Job, Sim};
use insta::assert_snapshot;

use crate::program::{drs_status, file, query, query_at};

const ID: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

fn sim() -> Sim {
    Sim::builder()
        .job(Job::new(ID).status("INCRE_TRANSFER_STARTED"))
        .start()
        .unwrap()
}

#[test]
fn an_argument_wins_over_the_environment() {
    let sim = sim();
    let token = file("token-of-settings", sim.token());
    let arguments = [
        ID,
        "--endpoint",
        sim.endpoint(),
        "--project",
        sim.project_id(),
        "--token-file",
        &token,
    ];
    let ended = query_at(&sim, "http://127.0.0.1:9", &arguments)
        .variable("OS_PROJECT_ID", "another")
        .variable("DRS_STATUS_TOKEN", "another")
        .end();
    assert_eq!(ended.code, 0, "{ended}");
}

#[test]
fn the_names_that_people_have_in_their_environment() {
    let sim = sim();
    let environments: [&[(&str, &str)]; 4] = [
        &[("OS_PROJECT_ID", "project"), ("OS_TOKEN", "token")],
        &[("OS_PROJECT_ID", "project"), ("OS_AUTH_TOKEN", "token")],
        &[
            ("HUAWEICLOUD_SDK_PROJECT_ID", "project"),
            ("OS_PROJECT_ID", "another"),
            ("DRS_STATUS_TOKEN", "token"),
            ("OS_TOKEN", "another"),
        ],
        &[
            ("HUAWEICLOUD_SDK_PROJECT_ID", ""),
            ("OS_PROJECT_ID", "project"),
            ("DRS_STATUS_TOKEN", ""),
            ("OS_TOKEN", "token"),
            ("OS_AUTH_TOKEN", "another"),
        ],
    ];
    for environment in environments {
        let mut run = drs_status(&["query", ID, "--endpoint", sim.endpoint()]);
        for (name, value) in environment {
            let value = match *value {
                "project" => sim.project_id(),
                "token" => sim.token(),
                other => other,
            };
            run = run.variable(name, value);
        }
        let ended = run.end();
        assert_eq!(ended.code, 0, "{environment:?}: {ended}");
    }
}

#[test]
fn a_token_file_holds_one_line() {
    let sim = sim();
    let token = sim.token();
    let longest = "x".repeat(32 * 1024);
    let cases = [
        ("bare", token.to_owned(), 0),
        ("line", format!("{token}\n"), 0),
        ("windows-line", format!("{token}\r\n"), 0),
        ("two-lines", format!("{token}\n\n"), 2),
        ("space", format!("{token} "), 2),
        ("nothing", String::new(), 2),
        // Long, and sent: it is the service that does not know it.
        ("longest", format!("{longest}\r\n"), 3),
        ("too-long", format!("{longest}x"), 2),
        ("endless", longest.repeat(3), 2),
    ];
    for (name, content, code) in cases {
        let name = file(&format!("token-{name}"), content);
        let ended = query(&sim, &[ID, "--token-file", &name]).end();
        assert_eq!(ended.code, code, "{name}: {ended}");
        assert!(!ended.stderr.contains(&token[..8]), "{name} is shown");
    }
}

#[test]
fn a_token_is_never_shown() {
    let sim = sim();
    let secret = "MIIE-nobody-may-see-this";
    for token in [
        secret,
        "MIIE-nobody-may-see-this\n",
        "MIIE-nobody-may-see-this é",
    ] {
        let ended = query(&sim, &[ID]).variable("DRS_STATUS_TOKEN", token).end();
        assert!(ended.code == 3 || ended.code == 2, "{ended}");
        assert!(!ended.to_string().contains("nobody-may-see"), "{ended}");
    }
    let ended = query(&sim, &[ID]).variable("DRS_STATUS_TOKEN", "a b").end();
    assert_snapshot!("token_with_a_space", ended);
    let ended = query(&sim, &[ID])
        .without_variable("DRS_STATUS_TOKEN")
        .end();
    assert_snapshot!("no_token", ended);
}

#[test]
fn a_secret_in_the_wrong_place_is_not_shown() {
    let sim = sim();
    let secret = "MIIE-nobody-may-see-this";
    let list = file("not-a-list", secret);
    let url = format!("https://user:{secret}@drs.example.com");
    let proxy = format!("user:{secret}@");
    let cases: [&[&str]; 5] = [
        &[secret],
        &["--file", &list],
        &[ID, "--project", &format!("{secret}+")],
        &[ID, "--endpoint", &url],
        &[ID, "--endpoint", "https://h", "--proxy", &proxy],
    ];
    for arguments in cases {
        let ended = query(&sim, arguments).end();
        assert_eq!(ended.code, 2, "{ended}");
        assert!(!ended.to_string().contains("nobody-may-see"), "{ended}");
    }
}

#[test]
fn plaintext_beyond_this_machine_takes_a_switch() {
    let sim = sim();
    let localhost = sim.endpoint().replace("127.0.0.1", "localhost");
    let ended = query_at(&sim, &localhost, &[ID]).end();
    assert_snapshot!("plaintext_refused", ended);
    assert_eq!(sim.bytes_received(), 0);
    let ended = query_at(&sim, &localhost, &[ID, "--plaintext"]).end();
    assert_eq!(ended.code, 0, "{ended}");

    let https = "https://drs.example.com";
    let refused: [(&str, &[&str]); 3] = [
        (https, &["--plaintext"]),
        (sim.endpoint(), &["--ca-file", "any.pem"]),
        (sim.endpoint(), &["--proxy", "http://127.0.0.1:9"]),
    ];
    for (endpoint, arguments) in refused {
        let ended = drs_status(&["query", ID, "--project", "p", "--endpoint", endpoint])
            .arguments(arguments)
            .variable("OS_TOKEN", "x")
            .end();
        assert_eq!(ended.code, 2, "{ended}");
        assert!(ended.stderr.contains(arguments[0]), "{ended}");
    }
}

#[test]
fn a_loopback_address_goes_past_any_proxy() {
    let sim = sim();
    let mut run = query(&sim, &[ID]);
    for name in ["HTTPS_PROXY", "HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        run = run.variable(name, "http://127.0.0.1:9");
    }
    let ended = run.end();
    assert_eq!(ended.code, 0, "{ended}");
}

#[test]
fn https_goes_through_the_proxy_that_is_named() {
    let sim = Sim::builder()
        .tls(drs_status_sim::Tls::Both)
        .job(Job::new(ID).status("INCRE_TRANSFER_STARTED"))
        .start()
        .unwrap();
    // Nobody listens there: what fails was tried.
    let nobody = "http://127.0.0.1:9";
    let by_argument = query(&sim, &[ID, "--proxy", nobody]);
    let by_environment = [
        "ALL_PROXY",
        "all_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "HTTP_PROXY",
        "http_proxy",
    ]
    .map(|name| query(&sim, &[ID]).variable(name, nobody));
    for run in [by_argument].into_iter().chain(by_environment) {
        let ended = run.end();
        assert_eq!(ended.code, 5, "{ended}");
    }
    assert_eq!(sim.bytes_received(), 0);
    let around = query(&sim, &[ID])
        .variable("HTTPS_PROXY", nobody)
        .variable("NO_PROXY", "localhost");
    assert_eq!(around.end().code, 0);
}

#[test]
fn a_proxy_that_cannot_be_read_is_not_gone_past() {
    let sim = Sim::builder()
        .tls(drs_status_sim::Tls::Both)
        .start()
        .unwrap();
    let ended = query(&sim, &[ID]).variable("HTTPS_PROXY", "no proxy").end();
    assert_eq!(ended.code, 2, "{ended}");
    assert!(ended.stderr.contains("proxy"), "{ended}");
    assert_eq!(sim.connections(), 0);
}

#[test]
fn what_is_wrong_is_named() {
    let sim = sim();
    let empty = file("no-certificate.pem", "no certificate\n");
    let cases: [(&str, &[&str], &str); 7] = [
        ("https://a b", &[], "host"),
        ("ftp://drs.example.com", &[], "https://"),
        ("https://h", &["--project", "../admin"], "no project id"),
        ("https://h", &["--ca-file", &empty], "no-certificate.pem"),
        ("https://h", &["--proxy", "no proxy"], "proxy"),
        (
            "https://h",
            &["--request-timeout", "0"],
            "--request-timeout",
        ),
        ("https://h", &["--page", "1"], "--per-page"),
    ];
    for (endpoint, arguments, part) in cases {
        let ended = drs_status(&["query", ID, "--endpoint", endpoint])
            .variable("OS_PROJECT_ID", sim.project_id())
            .variable("OS_TOKEN", "x")
            .arguments(arguments)
            .end();
        assert_eq!(ended.code, 2, "{ended}");
        assert!(ended.stderr.contains(part), "{ended}");
    }
}
