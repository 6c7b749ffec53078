//! What certificates look like that prove who the service is, and who the device is.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use drs_status_firmware::{Boot, Exit, Machine};
use drs_status_network::{HOST, Name, Network};
use drs_status_sim::Sim;
use drs_status_tls::{Certificate, Nginx, Pki, jobs};

use crate::secure::{boot_to, now, told_of_all};
use crate::service::on_each;

const BOTH: &str = "TLSv1.2 TLSv1.3";

/// Firmware that asks a server at `host`, with what it needs of `sim`.
fn boot(machine: Machine, host: &str, server: SocketAddr, ca: &Path, sim: &Sim) -> Boot {
    let endpoint = format!("https://{host}:{}", server.port());
    boot_to(machine, &endpoint, ca, Some(now()))
        .argument("project", sim.project_id())
        .argument("token", sim.token())
}

/// A row: what the certificate is for, how the service is called, and whether these
/// are the same.
type Row = (&'static str, &'static [&'static str], &'static str, bool);

#[test]
fn a_name_is_one_of_the_certificates() {
    const LONG: &str = "a23456789012345678901234567890123456789012345678901234567890.\
        b23456789012345678901234567890123456789012345678901234567890.\
        c23456789012345678901234567890123456789012345678901234567890.test.example";
    let rows: [Row; 7] = [
        (
            "its only name",
            &["drs.test.example"],
            "drs.test.example",
            true,
        ),
        (
            "in capitals",
            &["DRS.Test.Example"],
            "drs.test.example",
            true,
        ),
        (
            "by a wildcard",
            &["*.test.example"],
            "drs.test.example",
            true,
        ),
        (
            "a wildcard is one label",
            &["*.example"],
            "drs.test.example",
            false,
        ),
        (
            "a wildcard is not none",
            &["*.test.example"],
            "test.example",
            false,
        ),
        ("a long one", &[LONG], LONG, true),
        (
            "one that begins so",
            &["drs.test.example.org"],
            "drs.test.example",
            false,
        ),
    ];
    on_each(|machine| {
        let pki = Pki::new().unwrap();
        let root = pki
            .root(&Certificate::authority("authority of names"))
            .unwrap();
        let sim = Sim::builder().jobs(jobs()).start().unwrap();
        for (what, names, host, is_it) in rows {
            // Beside many others, so that it has to be looked for.
            let server = Certificate::server().named(names).and_names(100);
            let issued = pki.issue(&server, &root).unwrap();
            let chain = pki.chain(&[&issued]).unwrap();
            let nginx = Nginx::start(&chain, BOTH, sim.address()).unwrap();
            let network = Network::start().unwrap();
            network.set_name(host, Name::Addresses(vec![HOST]));
            let before = sim.request_count();
            let outcome = boot(machine, host, nginx.address(), root.path(), &sim)
                .network(network.socket())
                .argument("dns", HOST)
                .run();
            let asked = sim.request_count() - before;
            if is_it {
                assert_eq!(
                    (outcome.exit, asked),
                    (Exit::Done, 1),
                    "{what}: {outcome:#?}"
                );
                assert!(told_of_all(&outcome.log), "{what}: {}", outcome.log);
            } else {
                assert_eq!(
                    (outcome.exit, asked),
                    (Exit::Network, 0),
                    "{what}: {outcome:#?}"
                );
                assert!(outcome.log.has("Tls(WrongName)"), "{what}: {}", outcome.log);
            }
        }
    });
}

#[test]
fn a_device_proves_who_it_is_where_it_is_asked() {
    on_each(|machine| {
        let pki = Pki::new().unwrap();
        let root = pki
            .root(&Certificate::authority("authority of both"))
            .unwrap();
        let issued = pki.issue(&Certificate::server(), &root).unwrap();
        let chain = pki.chain(&[&issued]).unwrap();
        let device = Certificate::server()
            .named(&["device.example"])
            .for_clients_only();
        let device = pki.issue(&device, &root).unwrap();
        let certificate = root.path().with_file_name("device.der");
        fs::write(&certificate, device.der().unwrap()).unwrap();
        let key = device.key_der().unwrap();
        let sim = Sim::builder().jobs(jobs()).start().unwrap();
        for protocols in ["TLSv1.2", "TLSv1.3"] {
            let nginx =
                Nginx::start_for_clients_of(root.path(), &chain, protocols, sim.address()).unwrap();
            let boot = || boot(machine, "192.0.2.2", nginx.address(), root.path(), &sim);
            let before = sim.request_count();
            let outcome = boot()
                .argument("cert", certificate.display())
                .argument("key", key.display())
                .run();
            assert_eq!(outcome.exit, Exit::Done, "{protocols}: {outcome:#?}");
            assert!(told_of_all(&outcome.log), "{protocols}: {}", outcome.log);
            // nginx says no by HTTP to who has none.
            let outcome = boot().run();
            assert_eq!(outcome.exit, Exit::Refused, "{protocols}: {outcome:#?}");
            assert!(outcome.log.has("Service(400)"), "{}", outcome.log);
            assert_eq!(sim.request_count() - before, 1, "{protocols}");
        }
    });
}
