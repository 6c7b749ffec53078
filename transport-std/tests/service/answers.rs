//! What is sent, and what is kept between calls.

use drs_status_core::{Config, Endpoint, Language, ProjectId, TaskStatus, Token};
use drs_status_sim::{Answer, Breakage, Connection, Point, Proxy, Sim, Tls};
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
    assert_eq!(tasks[1].error_message().unwrap().text(), "任务已删除。");

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

/// Asks so often over one client; each call must be whole.
fn ask_again_and_again(sim: &Sim, endpoint: &str, calls: usize) {
    let transport = PlaintextTransport::new(&Options::new()).unwrap();
    let mut buffer = [0; 512];
    let token = Token::new(sim.token()).unwrap();
    let config = Config::new(
        Endpoint::new(endpoint).unwrap(),
        ProjectId::new(sim.project_id()).unwrap(),
    );
    let mut client = Client::new(config, token, transport, &mut buffer).unwrap();
    for _ in 0..calls {
        let mut tasks: heapless::Vec<TaskStatus<0>, 2> = heapless::Vec::new();
        assert!(client.batch_status(&JOBS, &mut tasks).unwrap().is_exact());
    }
}

#[test]
fn one_connection_serves_many_calls() {
    let sim = service().start().unwrap();
    ask_again_and_again(&sim, sim.endpoint(), 5);
    assert_eq!((sim.connections(), sim.request_count()), (1, 5));
}

#[test]
fn a_service_that_closes_gets_a_new_connection_each_time() {
    let sim = service().connection(Connection::Close).start().unwrap();
    ask_again_and_again(&sim, sim.endpoint(), 3);
    assert_eq!((sim.connections(), sim.request_count()), (3, 3));
}

/// The service ends the connection while nobody asks: the next call notices and
/// asks on a new one.
#[test]
fn a_connection_that_went_stale_costs_nothing() {
    let sim = service().start().unwrap();
    let probe = Proxy::start(sim.address(), Breakage::None).unwrap();
    ask_again_and_again(&sim, &format!("http://{}", probe.address()), 1);
    let answer = usize::try_from(probe.bytes_to_client()).unwrap();

    let cut = Breakage::CutAfter(Point::ToClient(answer));
    let proxy = Proxy::start(sim.address(), Breakage::Sequence(vec![cut, Breakage::None])).unwrap();
    ask_again_and_again(&sim, &format!("http://{}", proxy.address()), 2);
    assert_eq!(proxy.connections(), 2);
    assert_eq!(sim.request_count(), 3);
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
