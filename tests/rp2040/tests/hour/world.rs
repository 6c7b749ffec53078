//! The board, and all that is around it.

use std::time::Duration;

use drs_status_network::Lease;
use drs_status_rp2040::Board;

use crate::limits::LEASE;
use crate::service::{JOBS, Setting};

/// A board, the network it is plugged into, and the service.
pub(crate) struct World {
    pub(crate) setting: Setting,
    pub(crate) board: Board,
}

impl World {
    pub(crate) fn new() -> Self {
        let setting = Setting::new();
        setting.network.set_lease(Lease::For(LEASE));
        let board = Board::power_on(&setting.network);
        Self { setting, board }
    }

    pub(crate) fn set_status(&self, job: usize, status: &str) {
        self.setting.sim.set_status(JOBS[job], status);
    }

    /// The time before what is done next.
    pub(crate) fn now(&mut self) -> Duration {
        self.board.now()
    }
}
