//! Each version, key, chain and length is got along with.

use std::fs;

use drs_status_tls::{Client, Peer, each_holds, matrix};

use crate::asking::{Came, ask};

#[test]
fn each_peer_is_asked_and_answers() {
    each_holds(&matrix(), |&row| holds(row));
}

fn holds(row: Peer) -> Result<(), String> {
    let service = row
        .start(Client::Host)
        .map_err(|e| format!("{row:?}: {e}"))?;
    let ca = fs::read_to_string(service.ca_file()).map_err(|e| format!("{row:?}: {e}"))?;
    let sim = &service.sim;
    match ask(&service.endpoint, &ca, sim.project_id(), sim.token()) {
        Came::Whole if sim.request_count() == 1 => Ok(()),
        came => Err(format!("{row:?}: {came:#?}")),
    }
}
