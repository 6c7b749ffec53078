//! The board, and all that is around it.

use std::time::Duration;

use drs_status_network::Lease;
use drs_status_rp2040::Board;
use drs_status_sim::{Breakage, Proxy};

use crate::limits::LEASE;
use crate::service::{CLOSED, JOBS, PORT, Setting};

/// A board whose way to the service leads over a proxy.
pub(crate) struct World {
    pub(crate) setting: Setting,
    pub(crate) board: Board,
    /// There is none while the server is gone.
    way: Option<Proxy>,
}

impl World {
    pub(crate) fn new() -> Self {
        let setting = Setting::new();
        let way = opened(&setting, Breakage::None);
        setting.network.set_lease(Lease::For(LEASE));
        let board = Board::power_on(&setting.network);
        Self {
            setting,
            board,
            way: Some(way),
        }
    }

    /// The way to the service is a new one; connections over the old one end.
    pub(crate) fn open(&mut self, breakage: Breakage) {
        self.way = Some(opened(&self.setting, breakage));
    }

    /// Nobody listens any more where the service was.
    pub(crate) fn close(&mut self) {
        self.setting.network.set_port(PORT, CLOSED);
        self.way = None;
    }

    pub(crate) fn set_status(&self, job: usize, status: &str) {
        self.setting.sim.set_status(JOBS[job], status);
    }

    /// The time before what is done next.
    pub(crate) fn now(&mut self) -> Duration {
        self.board.now()
    }
}

fn opened(setting: &Setting, breakage: Breakage) -> Proxy {
    let proxy = Proxy::start(setting.sim.address(), breakage).expect("a proxy");
    setting.network.set_port(PORT, proxy.address().port());
    proxy
}
