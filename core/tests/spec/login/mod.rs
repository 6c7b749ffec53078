//! A login by name and password, before the first request and whenever it must be.

mod ahead;
mod dropped;
mod others;
mod refusals;
mod renewal;
mod secrets;
mod tokens;
mod trouble;

use core::time::Duration;

use drs_status_core::{
    Call, Client, Config, Endpoint, Error, IamLogin, IamUser, NameOrId, Summary,
};

use crate::ids::{ids, text, texts};
use crate::port::{Answer, FakeClock, Port, PortError, Recorder, Sent, item, results, run};

const IAM: Endpoint<'static> = Endpoint::literal("https://iam.example.com");

const PASSWORD: &str = "hush";

const USER: IamUser<'static> = IamUser {
    name: "drs-reader",
    password: PASSWORD,
    domain: NameOrId::Name("OTC-EU-DE-1"),
};

/// 2015-11-08T01:42:57Z, when all tokens here are issued.
const ISSUED: Duration = Duration::from_secs(1_446_946_977);

const DAY: Duration = Duration::from_secs(24 * 3600);

/// An answer to a login, with a token that is valid for a day.
fn granted(token: &str) -> Answer {
    let body = r#"{"token":{"expires_at":"2015-11-09T01:42:57.527363Z","methods":["password"],
        "issued_at":"2015-11-08T01:42:57.527363Z"}}"#;
    granted_with(token, body)
}

fn granted_with(token: &str, body: &str) -> Answer {
    Answer::ok(body)
        .status(201)
        .header("X-Subject-Token", token.to_owned())
}

/// An answer to a request for one job.
fn whole() -> Answer {
    Answer::ok(results([item(&text(0), "CREATING")]))
}

fn refusal(status: u16) -> Answer {
    let body = format!(r#"{{"error":{{"code":{status},"message":"No.","title":"Unauthorized"}}}}"#);
    Answer::ok(body).status(status)
}

type LoginClient<'a> = Client<'a, Port<'a>, FakeClock, IamLogin<'a>>;

fn client<'a>(
    config: Config<'a>,
    port: Port<'a>,
    room: &'a mut [u8],
    buffer: &'a mut [u8],
) -> LoginClient<'a> {
    let clock = port.clock.clone();
    let login = IamLogin::new(IAM, USER, NameOrId::Name("eu-de"), room);
    Client::new(config, login, port, clock, buffer).unwrap()
}

/// Asks for one job.
fn ask(client: &mut LoginClient<'_>) -> Result<Summary, Error<PortError>> {
    let texts = texts(1);
    run(client.batch_status(&ids(&texts), &mut Recorder::default()))
}

/// What was sent, in order.
fn calls(port: &Port<'_>) -> Vec<Call> {
    port.sent().map(|sent| sent.call).collect()
}

/// The tokens of the requests for jobs, in order.
fn tokens<'p>(port: &'p Port<'_>) -> Vec<&'p str> {
    let requests = port.sent().filter(|sent| sent.call == Call::BatchStatus);
    requests
        .filter_map(|sent| sent.header("x-auth-token"))
        .collect()
}

/// Answers logins with tokens `t1`, `t2`, …, and the rest by `respond`.
fn granting<'a>(mut respond: impl FnMut(&Sent) -> Answer + 'a) -> impl FnMut(&Sent) -> Answer + 'a {
    let mut logins = 0;
    move |sent| {
        if sent.call == Call::Login {
            logins += 1;
            return granted(&format!("t{logins}"));
        }
        respond(sent)
    }
}
