//! The simulator that is asked, in a process of its own, and the programs that
//! ask it.
//!
//! A process inherits the peak memory of the one that starts it, so whoever
//! measures has to stay small: the simulator is not inside.

use std::env;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use drs_status_sim::{Job, Sim, Tls};
use tempfile::TempDir;

/// The argument with which a measuring program becomes the simulator.
const SERVE: &str = "serve";

/// A simulator over TLS that knows a status for every id, and a folder for what
/// the programs read.
#[derive(Debug)]
pub struct Service {
    simulator: Child,
    folder: TempDir,
    endpoint: String,
    project_id: String,
    token: String,
}

/// Becomes the simulator, if this process was started to be it: tells where it
/// is, and ends when its standard input does. Says whether it did.
///
/// # Errors
///
/// When it cannot be started.
pub fn serve() -> io::Result<bool> {
    if env::args().nth(1).as_deref() != Some(SERVE) {
        return Ok(false);
    }
    let sim = Sim::builder()
        .tls(Tls::Both)
        .any_job(|id| Some(Job::new(id).status("INCRE_TRANSFER_STARTED")))
        .start()?;
    let mut out = io::stdout().lock();
    out.write_all(introduction(&sim).as_bytes())?;
    out.flush()?;
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(true)
}

/// What [`Service::start`] reads. It stops at the first empty line and closes
/// the pipe: nothing may be written after that one.
fn introduction(sim: &Sim) -> String {
    let facts = [sim.endpoint(), sim.project_id(), sim.token(), sim.ca_pem()];
    facts.join("\n").trim_end().to_owned() + "\n\n"
}

impl Service {
    /// Starts this program again as the simulator, and writes its certificate
    /// authority to a file.
    ///
    /// # Errors
    ///
    /// When either cannot be done.
    pub fn start() -> io::Result<Self> {
        let mut simulator = Command::new(env::current_exe()?)
            .arg(SERVE)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let said = simulator.stdout.take().map(BufReader::new);
        let mut lines = said.ok_or(io::ErrorKind::BrokenPipe)?.lines();
        let mut next = || {
            lines
                .next()
                .unwrap_or_else(|| Err(io::ErrorKind::UnexpectedEof.into()))
        };
        let (endpoint, project_id, token) = (next()?, next()?, next()?);
        let folder = TempDir::new()?;
        let mut ca = BufWriter::new(std::fs::File::create(folder.path().join("ca.pem"))?);
        loop {
            match next()? {
                line if line.is_empty() => break,
                line => writeln!(ca, "{line}")?,
            }
        }
        ca.flush()?;
        Ok(Self {
            simulator,
            folder,
            endpoint,
            project_id,
            token,
        })
    }

    /// Where it listens.
    ///
    /// # Errors
    ///
    /// When its endpoint has no port.
    pub fn address(&self) -> io::Result<SocketAddr> {
        let (_, port) = self.endpoint.rsplit_once(':').unwrap_or_default();
        let port = port.parse().map_err(io::Error::other)?;
        Ok((Ipv4Addr::LOCALHOST, port).into())
    }

    /// The project whose jobs it knows.
    #[must_use]
    pub fn project_id(&self) -> &str {
        &self.project_id
    }

    /// A token that it takes.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The file with the certificate authority.
    #[must_use]
    pub fn ca(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// Writes `count` ids to a file, one a line.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn ids(&self, count: usize) -> io::Result<PathBuf> {
        let path = self.folder.path().join(format!("{count}.txt"));
        let mut file = BufWriter::new(std::fs::File::create(&path)?);
        for number in 0..count {
            writeln!(file, "{}", job_id(number))?;
        }
        file.flush()?;
        Ok(path)
    }

    /// `drs-status query`, but for its ids.
    #[must_use]
    pub fn query(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .args(["query", "--output", "json", "--request-timeout", "600"])
            .args(["--endpoint", &self.endpoint])
            .args(["--project", &self.project_id])
            .arg("--ca-file")
            .arg(self.ca())
            .env("DRS_STATUS_TOKEN", &self.token);
        command
    }

    /// `curl` with the same request for one id.
    #[must_use]
    pub fn curl(&self, id: &str) -> Command {
        let url = format!("{}/v3/{}/jobs/batch-status", self.endpoint, self.project_id);
        let body =
            format!("{{\"jobs\":[\"{id}\"],\"page_req\":{{\"cur_page\":1,\"per_page\":1}}}}");
        let mut command = Command::new("curl");
        command
            .args(["--silent", "--show-error", "--fail", "--cacert"])
            .arg(self.ca())
            .args(["--header", "Content-Type: application/json"])
            .args(["--header", &format!("X-Auth-Token: {}", self.token)])
            .args(["--data", &body, &url]);
        command
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // Its standard input ends, and so does it. If it has ended already,
        // that is as well.
        drop(self.simulator.stdin.take());
        let _ = self.simulator.wait();
    }
}

/// The id of job `number`, each its own.
#[must_use]
pub fn job_id(number: usize) -> String {
    format!("{number:08x}-2308-4bb5-a6bc-1040402fjb21")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_introduction_ends_where_its_reader_stops() {
        let sim = Sim::builder().tls(Tls::Both).start().unwrap();
        let text = introduction(&sim);
        let empty = text.lines().position(str::is_empty);
        assert_eq!(empty, Some(text.lines().count() - 1), "{text}");
    }
}
