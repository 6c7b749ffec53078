//! The systemd unit that is in the repository: what it starts works, and ends as
//! the unit expects.

use std::fs;
use std::path::Path;

use drs_status_sim::Job;

use super::{FIRST, service};
use crate::program::{drs_status, file};

const UNIT: &str = include_str!("../../../drs-status-watch.service");

/// The value of a setting that stands in the unit once, its lines put together.
fn setting(name: &str) -> String {
    let unit = UNIT.replace("\\\n", "");
    let value = |line: &str| Some(line.strip_prefix(name)?.strip_prefix('=')?.to_owned());
    unit.lines().find_map(value).expect(name)
}

#[test]
fn its_command_watches_and_ends_as_it_expects() {
    let sim = service()
        .job(Job::new(FIRST).status("PAUSING"))
        .start()
        .unwrap();
    // What systemd shows the service: credentials, its directory, its files.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unit");
    fs::create_dir_all(folder.join("drs-status")).unwrap();
    fs::write(folder.join("password"), &sim.account().password).unwrap();
    fs::write(folder.join("jobs.txt"), format!("{FIRST}\n")).unwrap();
    let folder = folder.to_str().unwrap();

    let mut command = setting("ExecStart");
    for (written, meant) in [
        ("%d", folder),
        ("%t", folder),
        ("/etc/drs-status", folder),
        ("${DRS_USER}", &sim.account().user),
        ("${DRS_DOMAIN}", &sim.account().domain),
    ] {
        assert!(command.contains(written), "{written}");
        command = command.replace(written, meant);
    }
    let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
    let running = drs_status(&arguments)
        .authority(Some(&file("unit-ca.pem", sim.ca_pem())))
        .variable("DRS_STATUS_ENDPOINT", sim.endpoint())
        .variable("OS_AUTH_URL", sim.endpoint())
        .variable("OS_PROJECT_ID", sim.project_id())
        .begin();
    running.wait_for("new -> PAUSING");
    running.signal("TERM");
    let ended = running.end();
    let expected = setting("SuccessExitStatus");
    assert_eq!(ended.code.to_string(), expected, "{ended}");
}
