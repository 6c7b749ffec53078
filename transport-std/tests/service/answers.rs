//! What is sent, and what comes back.

use drs_status_core::{Language, TaskStatus, Token};
use drs_status_sim::{Answer, Tls};
use drs_status_std::{Client, HttpsTransport, Options, PlaintextTransport};

use crate::asking::{BODY, JOBS, Way, ask, service};

#[test]
fn a_request_as_the_service_sees_it() {
    let sim = service().tls(Tls::Both).start().unwrap();
    let options = Options::new().ca_pem(sim.ca_pem().as_bytes()).unwrap();
    let transport = HttpsTransport::new(&options).unwrap();
    let config = Way::to(sim.endpoint())
        .config(&sim)
        .language(Language::ZhCn);
    let mut buffer = [0; 512];
    let token = Token::new(sim.token()).unwrap();
    let mut client = Client::new(config, token, transport, &mut buffer).unwrap();

    let mut tasks: heapless::Vec<TaskStatus, 2> = heapless::Vec::new();
    assert!(client.batch_status(&JOBS, &mut tasks).unwrap().is_exact());
    assert_eq!(
        tasks[1].error_message().unwrap().text().as_str(),
        "任务已删除。"
    );

    let [request] = &sim.requests()[..] else {
        panic!("{:?}", sim.requests())
    };
    assert_eq!(request.method, "POST");
    let path = format!("/v3/{}/jobs/batch-status", sim.project_id());
    assert_eq!(request.path, path);
    let port = sim.address().port();
    for (name, expected) in [
        ("host", Some(format!("localhost:{port}"))),
        ("content-type", Some("application/json".into())),
        ("accept", Some("application/json".into())),
        ("content-length", Some(BODY.len().to_string())),
        ("transfer-encoding", None),
        ("x-language", Some("zh-cn".into())),
        ("x-auth-token", Some(sim.token().into())),
        (
            "user-agent",
            Some(format!("drs-status/{}", env!("CARGO_PKG_VERSION"))),
        ),
        ("accept-encoding", None),
    ] {
        assert_eq!(request.header(name), expected.as_deref(), "{name}");
    }
    assert_eq!(str::from_utf8(&request.body), Ok(BODY));
}

/// Documented maxima of tokens run up to 32,768 characters, and one header of
/// the gateway holds 32 KiB with its name.
#[test]
fn a_long_token_arrives_whole() {
    let sim = service().token_length(32_000).start().unwrap();
    let transport = PlaintextTransport::new(&Options::new()).unwrap();
    ask(Way::to(sim.endpoint()), &sim, transport).assert_whole();
}

/// The rest of a refusal that has no end is not waited for.
#[test]
fn after_an_endless_refusal_the_next_call_is_sound() {
    let sim = service().start().unwrap();
    sim.next_answers(vec![Answer::endless(503, "<p>out of order</p>")]);
    let transport = PlaintextTransport::new(&Options::new()).unwrap();
    let mut buffer = [0; 512];
    let token = Token::new(sim.token()).unwrap();
    let config = Way::to(sim.endpoint()).config(&sim);
    let mut client = Client::new(config, token, transport, &mut buffer).unwrap();
    let mut tasks: heapless::Vec<TaskStatus<0>, 2> = heapless::Vec::new();
    let error = client.batch_status(&JOBS, &mut tasks).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("the service refuses (HTTP 503)"),
        "{error}"
    );
    assert!(client.batch_status(&JOBS, &mut tasks).unwrap().is_exact());
    assert_eq!(sim.connections(), 2);
}
