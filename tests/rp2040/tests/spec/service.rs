//! The network and the service around a board, as its image was told of them.

use std::time::Duration;

use drs_status_network::{HOST, Name, Network};
use drs_status_rp2040::authority;
use drs_status_sim::{Breakage, Builder, Job, Proxy, Sim, Tls};

/// What the image was told: `tests/rp2040/image.toml` says the same, and `cargo xtask`
/// the authority and the token.
pub(crate) const HOST_NAME: &str = "drs.example.com";
pub(crate) const PORT: u16 = 443;
pub(crate) const NTP_SERVER: &str = "ntp.example.com";
const PROJECT: &str = "054ba152d480d55b2f5dc0069e7ddef0";
pub(crate) const TOKEN: &str = "a-token-of-a-test";
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
    /// Before the service, so that it can go and come back and still knows everything.
    way: Option<Proxy>,
}

impl Setting {
    /// A service that knows [`JOBS`], which are well.
    pub(crate) fn new() -> Self {
        Self::with(service())
    }

    /// A service that is otherwise.
    pub(crate) fn with(service: Builder) -> Self {
        let network = Network::start().expect("a segment");
        network.set_name(HOST_NAME, at_host());
        network.set_name(NTP_SERVER, at_host());
        let sim = service.start().expect("a simulator");
        let mut setting = Self {
            network,
            sim,
            way: None,
        };
        setting.start_service();
        setting
    }

    /// The service goes, with all connections; its host stays, and refuses new ones.
    pub(crate) fn stop_service(&mut self) {
        self.network.set_port(PORT, CLOSED);
        self.way = None;
    }

    /// It comes back, and remembers all.
    pub(crate) fn start_service(&mut self) {
        self.open_way(Breakage::None);
    }

    /// It is reached by another way, on which connections break like this; those over the
    /// one before end.
    pub(crate) fn open_way(&mut self, breakage: Breakage) {
        let way = Proxy::start(self.sim.address(), breakage).expect("a way to it");
        self.network.set_port(PORT, way.address().port());
        self.way = Some(way);
    }

    /// Another one takes its place.
    pub(crate) fn replace_service(&mut self, service: Builder) {
        self.stop_service();
        self.sim = service.start().expect("a simulator");
        self.start_service();
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

    /// Asserts that the service was connected to, and never got so far as a request: TLS
    /// came to its end before.
    pub(crate) fn assert_nothing_was_told(&self) {
        assert!(self.sim.connections() > 0);
        assert_eq!(self.sim.plain_bytes_received(), 0);
        assert_eq!(self.sim.request_count(), 0);
    }
}

/// What a name that is the host's is answered with.
pub(crate) fn at_host() -> Name {
    Name::Addresses(vec![HOST])
}

/// A service that the image trusts, and that knows [`JOBS`], which are well. It speaks TLS
/// 1.2, as the real one does by its documents.
pub(crate) fn service() -> Builder {
    let jobs = JOBS.map(|id| Job::new(id).status("INCRE_TRANSFER_STARTED"));
    Sim::builder()
        .tls(Tls::V12)
        .authority(authority())
        .also_named(HOST_NAME)
        .project_id(PROJECT)
        .token(TOKEN)
        .jobs(jobs)
}
