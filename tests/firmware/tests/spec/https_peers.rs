//! HTTPS with each version, key, chain and length of answer that is to be got along
//! with. The table is that of `tests/tls`.

use drs_status_firmware::{Exit, Machine, Outcome};
use drs_status_tls::{Client, Peer, each_holds, matrix};

use crate::secure::{boot_to, now, told_of_all};

#[test]
fn each_peer_is_asked_and_answers() {
    let mut rows = Vec::new();
    for machine in Machine::ALL {
        rows.extend(matrix().into_iter().map(|row| (machine, row)));
    }
    each_holds(&rows, |&(machine, row)| holds(machine, row));
}

fn holds(machine: Machine, row: Peer) -> Result<(), String> {
    let name = format!("{row:?}, {machine:?}");
    let service = row
        .start(Client::Device)
        .map_err(|error| format!("{name}: {error}"))?;
    let sim = &service.sim;
    let outcome = boot_to(machine, &service.endpoint, &service.ca_file(), Some(now()))
        .argument("project", sim.project_id())
        .argument("token", sim.token())
        .run();
    let Outcome { exit, log, .. } = &outcome;
    if *exit == Exit::Done && told_of_all(log) && sim.request_count() == 1 {
        Ok(())
    } else {
        Err(format!("{name}: {exit:?}\n{log}{sim:#?}"))
    }
}
