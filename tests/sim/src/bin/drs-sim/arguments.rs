//! What the command line says.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use drs_status_sim::Tls;
use lexopt::{Arg, Parser, ValueExt};

pub(crate) const HELP: &str = "\
A simulated Data Replication Service and IAM, for this machine alone.

Usage: drs-sim [OPTIONS]

Options:
      --https            Speak TLS, 1.2 and 1.3
      --tls VERSIONS     Speak TLS: 1.2, 1.3 or both
      --address ADDRESS  Listen on this loopback address [default: 127.0.0.1]
      --port PORT        Listen on this port [default: a free one]
      --jobs FILE        Know the jobs of this file, in place of those for demonstration
      --latency TIME     Let each answer wait so long, such as 250ms or 2s
      --detached         Go on when standard input ends, until interrupted
  -h, --help             Print this
  -V, --version          Print the version

Prints its endpoint, project, token and jobs, a line each, and runs until its
standard input ends (Ctrl-D) or it is interrupted (Ctrl-C).
";

/// What to do.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Command {
    Help,
    Version,
    Run(Options),
}

#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Options {
    pub(crate) tls: Tls,
    pub(crate) listen: SocketAddr,
    /// Those for demonstration, if there is none.
    pub(crate) jobs: Option<PathBuf>,
    pub(crate) latency: Duration,
    pub(crate) until: Until,
}

/// When to stop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Until {
    EndOfInput,
    Interrupted,
}

pub(crate) fn parse(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Command, lexopt::Error> {
    let mut tls = Tls::Off;
    let mut address = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let mut port = 0;
    let mut jobs = None;
    let mut latency = Duration::ZERO;
    let mut until = Until::EndOfInput;

    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Short('V') | Arg::Long("version") => return Ok(Command::Version),
            Arg::Long("https") if tls == Tls::Off => tls = Tls::Both,
            Arg::Long("https") => {}
            Arg::Long("tls") => tls = parser.value()?.parse_with(versions)?,
            Arg::Long("address") => address = parser.value()?.parse_with(loopback)?,
            Arg::Long("port") => port = parser.value()?.parse()?,
            Arg::Long("jobs") => jobs = Some(PathBuf::from(parser.value()?)),
            Arg::Long("latency") => latency = parser.value()?.parse_with(duration)?,
            Arg::Long("detached") => until = Until::Interrupted,
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Run(Options {
        tls,
        listen: SocketAddr::new(address, port),
        jobs,
        latency,
        until,
    }))
}

fn versions(text: &str) -> Result<Tls, &'static str> {
    match text {
        "1.2" => Ok(Tls::V12),
        "1.3" => Ok(Tls::V13),
        "both" => Ok(Tls::Both),
        _ => Err("it is 1.2, 1.3 or both"),
    }
}

fn loopback(text: &str) -> Result<IpAddr, &'static str> {
    match text.parse::<IpAddr>() {
        Ok(address) if address.is_loopback() => Ok(address),
        Ok(_) => Err("the simulator listens on loopback addresses only"),
        Err(_) => Err("it is an address such as 127.0.0.1 or ::1"),
    }
}

fn duration(text: &str) -> Result<Duration, &'static str> {
    let milliseconds = |number: &str| number.parse().ok().map(Duration::from_millis);
    let seconds = |number: &str| number.parse().ok().map(Duration::from_secs);
    text.strip_suffix("ms")
        .map(milliseconds)
        .or_else(|| text.strip_suffix('s').map(seconds))
        .flatten()
        .ok_or("it is a whole number with its unit, such as 250ms or 2s")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(OsString::from)).map_err(|error| error.to_string())
    }

    fn options() -> Options {
        Options {
            tls: Tls::Off,
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            jobs: None,
            latency: Duration::ZERO,
            until: Until::EndOfInput,
        }
    }

    #[test]
    fn what_is_understood() {
        let tls = |tls| Options { tls, ..options() };
        let listen = |address: &str| Options {
            listen: address.parse().expect("an address"),
            ..options()
        };
        let latency = |milliseconds| Options {
            latency: Duration::from_millis(milliseconds),
            ..options()
        };
        for (line, expected) in [
            ("", options()),
            ("--https", tls(Tls::Both)),
            ("--tls 1.2", tls(Tls::V12)),
            ("--tls=1.3", tls(Tls::V13)),
            ("--tls both", tls(Tls::Both)),
            ("--https --tls 1.2", tls(Tls::V12)),
            ("--tls 1.2 --https", tls(Tls::V12)),
            ("--port 8080", listen("127.0.0.1:8080")),
            ("--address ::1", listen("[::1]:0")),
            ("--address 127.0.0.2 --port 1", listen("127.0.0.2:1")),
            ("--latency 250ms", latency(250)),
            ("--latency 2s", latency(2000)),
            (
                "--jobs a/b.json",
                Options {
                    jobs: Some("a/b.json".into()),
                    ..options()
                },
            ),
            (
                "--detached",
                Options {
                    until: Until::Interrupted,
                    ..options()
                },
            ),
        ] {
            assert_eq!(parsed(line), Ok(Command::Run(expected)), "{line}");
        }
        for (line, expected) in [
            ("-h", Command::Help),
            ("--help", Command::Help),
            ("-V", Command::Version),
            ("--version --port none", Command::Version),
        ] {
            assert_eq!(parsed(line), Ok(expected), "{line}");
        }
    }

    #[test]
    fn what_is_not() {
        for (line, blamed) in [
            ("--tls 1.1", "it is 1.2, 1.3 or both"),
            ("--address 0.0.0.0", "loopback addresses only"),
            ("--address 192.0.2.1", "loopback addresses only"),
            ("--address ::", "loopback addresses only"),
            ("--address localhost", "it is an address"),
            ("--port 65536", "65536"),
            ("--port", "--port"),
            ("--latency 2", "with its unit"),
            ("--latency -2s", "with its unit"),
            ("--latency ms", "with its unit"),
            ("--verbose", "--verbose"),
            ("more", "more"),
        ] {
            let error = parsed(line).expect_err(line);
            assert!(error.contains(blamed), "{line}: {error}");
        }
    }
}
