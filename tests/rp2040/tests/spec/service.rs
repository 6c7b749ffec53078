//! The network and the service around a board, as its image was told of them.

use std::time::Duration;

use drs_status_network::{HOST, Name, Network};
use drs_status_sim::{Job, Sim};

/// What the image was told: `tests/rp2040/image.toml` says the same, and `cargo xtask`
/// the endpoint and the token.
pub(crate) const HOST_NAME: &str = "drs.example.com";
pub(crate) const PORT: u16 = 80;
pub(crate) const NTP_SERVER: &str = "ntp.example.com";
const PROJECT: &str = "054ba152d480d55b2f5dc0069e7ddef0";
const TOKEN: &str = "a-token-of-a-test";
pub(crate) const JOBS: [&str; 2] = [
    "9a470239-2308-4bb5-a6bc-1040402fjb21",
    "dc67695a-ee3e-49b8-a022-a099bd81jb21",
];

/// A port on which nobody listens: one of the first, which none is given by chance.
const CLOSED: u16 = 1;

/// However busy the host is, what comes at all comes within it.
pub(crate) const LONG: Duration = Duration::from_mins(1);

/// A network with a service on it.
pub(crate) struct Setting {
    pub(crate) network: Network,
    pub(crate) sim: Sim,
}

impl Setting {
    /// A service that knows [`JOBS`], which are well.
    pub(crate) fn new() -> Self {
        Self::with_token(TOKEN)
    }

    /// A service that knows another token.
    pub(crate) fn with_token(token: &str) -> Self {
        let sim = service(token);
        let network = Network::start().expect("a segment");
        network.set_port(PORT, sim.address().port());
        network.set_name(HOST_NAME, at_host());
        network.set_name(NTP_SERVER, at_host());
        Self { network, sim }
    }

    /// The service goes, with all connections; its host stays, and refuses new ones.
    pub(crate) fn stop_service(&mut self) {
        self.network.set_port(PORT, CLOSED);
        self.sim = service(TOKEN);
    }

    /// Another one comes in its place.
    pub(crate) fn start_service(&self) {
        self.network.set_port(PORT, self.sim.address().port());
    }

    /// Asserts that what the service has seen were whole requests for [`JOBS`].
    pub(crate) fn assert_requests_are_whole(&self) {
        let requests = self.sim.requests();
        assert!(!requests.is_empty());
        for request in requests {
            assert_eq!(request.method, "POST");
            assert_eq!(request.path, format!("/v3/{PROJECT}/jobs/batch-status"));
            assert_eq!(request.header("X-Auth-Token"), Some(TOKEN));
            let [one, other] = JOBS;
            let page = r#""page_req":{"cur_page":1,"per_page":2}"#;
            let body = format!(r#"{{"jobs":["{one}","{other}"],{page}}}"#);
            assert_eq!(str::from_utf8(&request.body), Ok(&*body));
        }
    }
}

/// What a name that is the host's is answered with.
pub(crate) fn at_host() -> Name {
    Name::Addresses(vec![HOST])
}

fn service(token: &str) -> Sim {
    let jobs = JOBS.map(|id| Job::new(id).status("INCRE_TRANSFER_STARTED"));
    let sim = Sim::builder().project_id(PROJECT).token(token).jobs(jobs);
    sim.start().expect("a simulator")
}
