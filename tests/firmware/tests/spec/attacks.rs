//! Each attack on TLS is refused with an error that says which, and before the
//! handshake is verified no byte of a request leaves. The table is that of `tests/tls`.

use std::time::UNIX_EPOCH;

use drs_status_firmware::{Exit, Machine, Outcome};
use drs_status_tls::{Attack, Client, Expected, attacks, each_holds};

use crate::secure::{boot_to, told_of_all};

/// Of nobody: no server looks at it.
const PROJECT: &str = "054ba152d480d55b2f5dc0069e7ddef0";

#[test]
fn each_attack_is_refused_by_its_name() {
    let mut rows = Vec::new();
    for machine in Machine::ALL {
        let attacks = attacks().into_iter();
        let attacks = attacks.filter(|row| row.clients.contains(&Client::Device));
        rows.extend(attacks.map(|row| (machine, row)));
    }
    each_holds(&rows, |(machine, row)| holds(*machine, row));
}

fn holds(machine: Machine, row: &Attack) -> Result<(), String> {
    let name = format!("{}, {machine:?}", row.name);
    let scene = row
        .start(Client::Device)
        .map_err(|error| format!("{name}: {error}"))?;
    let now = scene.now.map(|now| now.duration_since(UNIX_EPOCH));
    let now = now.map(|now| now.expect("it is later than 1970").as_secs());
    let ca = scene.ca_file();
    let mut boot = boot_to(machine, &scene.endpoint, &ca, now)
        .argument("project", PROJECT)
        .argument("token", "a-token-that-nobody-may-see");
    if let Some(arena) = row.arena {
        boot = boot.argument("arena", arena);
    }
    let outcome = boot.run();
    let seen = scene
        .end()
        .map_err(|error| format!("{name}: {error}: {outcome:#?}"))?;
    let (kind, words, exit) = said(row.on_device);
    let has_said = if row.on_device == Expected::Answered {
        told_of_all(&outcome.log)
    } else {
        outcome.log.has(kind) && outcome.log.has(words)
    };
    if outcome.exit == exit && has_said && row.allows(&seen) {
        Ok(())
    } else {
        let Outcome { exit, log, .. } = outcome;
        Err(format!("{name}: {exit:?}\n{log}{seen:#?}"))
    }
}

/// The kind and the words by which firmware tells of it, and how it ends.
fn said(expected: Expected) -> (&'static str, &'static str, Exit) {
    use Exit::{Done, Network, Untrusted};
    const VERIFY: &str = "Transport(TlsVerify)";
    const TLS: &str = "Transport(Tls)";
    match expected {
        Expected::Untrusted => (VERIFY, "Tls(Untrusted)", Network),
        Expected::WrongHost => (VERIFY, "Tls(WrongName)", Network),
        Expected::Expired => (VERIFY, "Tls(Expired)", Network),
        Expected::NotYetValid => (VERIFY, "Tls(NotYetValid)", Network),
        Expected::WrongUse => (VERIFY, "Tls(WrongUse)", Network),
        Expected::Weak => (VERIFY, "Tls(Weak)", Network),
        Expected::NoTime => (VERIFY, "Tls(NoTime)", Network),
        Expected::NoRoom => (TLS, "Tls(ArenaExhausted)", Network),
        Expected::NoVersion => (TLS, "Tls(NoVersion)", Network),
        Expected::WrongSignature | Expected::Handshake => (TLS, "Tls(Handshake(", Network),
        Expected::Alert => (TLS, "Tls(Alert)", Network),
        Expected::NotTls => (TLS, "Tls(NotTls)", Network),
        Expected::Closed => ("Transport(Closed)", "", Network),
        Expected::Truncated => ("Transport(Truncated)", "", Untrusted),
        Expected::EndsTooEarly => ("Protocol", "", Untrusted),
        Expected::Unexpected => (TLS, "", Network),
        Expected::Answered => ("", "", Done),
        _ => unreachable!("{expected:?} is new"),
    }
}
