//! The service that firmware asks, and how firmware is told of it.

use std::net::SocketAddr;
use std::thread;

use drs_status_firmware::{Boot, Machine};
use drs_status_sim::{Answer, Builder, Job, Sim};

/// The jobs that are asked for, and how each is.
pub(crate) const JOBS: [(&str, &str); 2] = [
    (
        "9a470239-2308-4bb5-a6bc-1040402fjb21",
        "INCRE_TRANSFER_STARTED",
    ),
    (
        "dc67695a-ee3e-49b8-a022-a099bd81jb21",
        "INCRE_TRANSFER_FAILED",
    ),
];

/// The body of the request for [`JOBS`].
pub(crate) const BODY: &str = "{\"jobs\":[\"9a470239-2308-4bb5-a6bc-1040402fjb21\",\
    \"dc67695a-ee3e-49b8-a022-a099bd81jb21\"],\"page_req\":{\"cur_page\":1,\"per_page\":2}}";

/// A simulator that knows [`JOBS`].
pub(crate) fn service() -> Builder {
    let [(one, started), (other, failed)] = JOBS;
    let failed = Job::new(other).status(failed);
    Sim::builder()
        .job(Job::new(one).status(started))
        .job(failed.error("DRS.M05004", "The task has been deleted.", "任务已删除。"))
}

/// A whole answer to the request for [`JOBS`].
pub(crate) fn answer() -> Answer {
    Answer::json(200, answer_body())
}

/// The same, after which the connection ends although nothing has said so.
pub(crate) fn last_words() -> Answer {
    let body = answer_body();
    let length = body.len();
    Answer::raw(format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}"
    ))
}

fn answer_body() -> String {
    let item = |(id, status)| format!(r#"{{"id":"{id}","status":"{status}"}}"#);
    let items = JOBS.map(item).join(",");
    format!(r#"{{"results":[{items}],"count":2}}"#)
}

/// The URL by which firmware reaches an address of this machine.
pub(crate) fn endpoint(address: SocketAddr) -> String {
    format!("http://192.0.2.2:{}", address.port())
}

/// Firmware with these arguments. The first of a name counts.
pub(crate) fn booted(machine: Machine, words: &str) -> Boot {
    let words = words.split_whitespace();
    words.fold(Boot::new(machine), |boot, word| {
        let (name, value) = word.split_once('=').expect("a word has a name");
        boot.argument(name, value)
    })
}

/// Firmware that gets its address by DHCP, is told of a simulator and [`JOBS`], and
/// asks once, with one attempt. `words` count for more than that.
pub(crate) fn boot_by_dhcp(machine: Machine, sim: &Sim, words: &str) -> Boot {
    let told = format!(
        "{words} endpoint={} project={} token={} jobs={} do=ask attempts=1",
        endpoint(sim.address()),
        sim.project_id(),
        sim.token(),
        JOBS.map(|(id, _)| id).join(","),
    );
    booted(machine, &told)
}

/// The same with an address that it is given, so that times are those of the client.
pub(crate) fn boot(machine: Machine, sim: &Sim, words: &str) -> Boot {
    boot_by_dhcp(machine, sim, &format!("{words} address=192.0.2.15/24"))
}

/// Does the same on both machines, at once.
pub(crate) fn on_each(test: impl Fn(Machine) + Sync) {
    thread::scope(|scope| {
        for machine in Machine::ALL {
            let test = &test;
            scope.spawn(move || test(machine));
        }
    });
}

/// Asserts that what the simulator has seen were whole requests for [`JOBS`].
pub(crate) fn assert_requests_are_whole(sim: &Sim) {
    for request in sim.requests() {
        assert_eq!(request.method, "POST");
        let path = format!("/v3/{}/jobs/batch-status", sim.project_id());
        assert_eq!(request.path, path);
        assert_eq!(request.header("X-Auth-Token"), Some(sim.token()));
        assert_eq!(str::from_utf8(&request.body), Ok(BODY));
    }
}
