//! A server of the matrix for firmware to ask: `serve rsa2048 1.2 two` prints where it
//! is and what it is to be told, as `drs-sim` does, and runs until its standard input
//! ends.

use std::io::{self, Read};
use std::process::ExitCode;

use drs_status_tls::{Client, Intermediates, Key, Length, Peer, Server, Versions, jobs};

const USAGE: &str = "usage: serve p256|p384|rsa2048|rsa3072 1.2|1.3|both none|one|two|long";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(peer) = peer(&words) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match serve(peer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("serve: {error}");
            ExitCode::FAILURE
        }
    }
}

fn peer(words: &[String]) -> Option<Peer> {
    let [key, versions, intermediates] = words else {
        return None;
    };
    Some(Peer {
        server: Server::Nginx,
        key: match key.as_str() {
            "p256" => Key::P256,
            "p384" => Key::P384,
            "rsa2048" => Key::Rsa2048,
            "rsa3072" => Key::Rsa3072,
            _ => return None,
        },
        versions: match versions.as_str() {
            "1.2" => Versions::V12,
            "1.3" => Versions::V13,
            "both" => Versions::Both,
            _ => return None,
        },
        intermediates: match intermediates.as_str() {
            "none" => Intermediates::None,
            "one" => Intermediates::One,
            "two" => Intermediates::Two,
            "long" => Intermediates::Long,
            _ => return None,
        },
        answer: Length::Short,
    })
}

fn serve(peer: Peer) -> io::Result<()> {
    let service = peer.start(Client::Device)?;
    println!("endpoint: {}", service.endpoint);
    println!("project: {}", service.sim.project_id());
    println!("token: {}", service.sim.token());
    println!("ca: {}", service.ca_file().display());
    for job in jobs() {
        println!("job: {}", job.id());
    }
    // Whoever started it ends it so.
    io::stdin().read_to_end(&mut Vec::new()).map(drop)
}
