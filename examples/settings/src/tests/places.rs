//! The environment wins, and who asks comes from one place.

use super::bench::{Bench, RIGHT, TLS};
use crate::credentials::Credentials;

#[test]
fn the_environment_wins_setting_by_setting() {
    let bench = Bench::new(RIGHT)
        .variable("DRS_STATUS_PROJECT", "another")
        .variable(
            "DRS_STATUS_JOBS",
            "dc67695a-ee3e-49b8-a022-a099bd81jb21, 9a470239-2308-4bb5-a6bc-1040402fjb21\n",
        )
        .variable("DRS_STATUS_EVERY", "5m")
        // Set to nothing is not set.
        .variable("DRS_STATUS_NTP_SERVER", "");
    let checked = bench.read(TLS).ok().unwrap();
    assert_eq!(checked.project, "another");
    assert_eq!(checked.jobs[0], "dc67695a-ee3e-49b8-a022-a099bd81jb21");
    assert_eq!(checked.jobs.len(), 2);
    assert_eq!(checked.every.map(|every| every.as_secs()), Some(300));
    assert_eq!(checked.ntp_server, "ntp.example");
}

#[test]
fn who_asks_is_taken_from_the_environment_as_a_whole() {
    let bench = Bench::new(RIGHT).variable("DRS_STATUS_TOKEN", "HUSH");
    let credentials = bench.read(TLS).ok().unwrap().credentials;
    assert!(matches!(credentials, Credentials::Token(token) if token == "HUSH"));

    let bench = Bench::new(RIGHT).variable("DRS_STATUS_ACCESS_KEY_ID", "OTHER");
    assert_eq!(
        bench.read(TLS).err().unwrap_or_default(),
        [
            "`secret-key` is missing: DRS_STATUS_SECRET_KEY is not in the environment, where other credentials are, so that the file is not asked"
        ]
    );
}

#[test]
fn without_a_file_the_environment_has_all() {
    let bench = Bench::new(RIGHT)
        .variable("DRS_STATUS_ENDPOINT", "https://drs.example")
        .variable("DRS_STATUS_PROJECT", "project")
        .variable("DRS_STATUS_JOBS", "9a470239-2308-4bb5-a6bc-1040402fjb21")
        .variable("DRS_STATUS_CA_FILE", "authority.pem")
        .variable("DRS_STATUS_TOKEN", "HUSH");
    std::fs::remove_file(bench.path("drs-status.toml")).unwrap();
    assert_eq!(
        bench.read(TLS).err().unwrap_or_default(),
        [
            "`ntp-server` is missing: there is no file drs-status.toml, and no DRS_STATUS_NTP_SERVER in the environment"
        ]
    );
    let bench = bench.variable("DRS_STATUS_NTP_SERVER", "192.0.2.1");
    assert!(bench.read(TLS).is_ok());
}

#[cfg(unix)]
#[test]
fn what_is_not_utf_8_is_told() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;
    let bench = Bench::new(RIGHT).variable("DRS_STATUS_PROJECT", OsString::from_vec(vec![0xFF]));
    assert_eq!(
        bench.read(TLS).err().unwrap_or_default(),
        ["DRS_STATUS_PROJECT in the environment: not UTF-8"]
    );
    let bench = Bench::new("");
    bench.write("drs-status.toml", [0xFF]);
    let wrong = bench.read(TLS).err().unwrap_or_default();
    assert!(wrong[0].starts_with("drs-status.toml: "), "{wrong:?}");
}
