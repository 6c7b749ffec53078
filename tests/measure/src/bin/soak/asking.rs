//! The calls, and what comes of each.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::ops::ControlFlow;
use std::time::Duration;

use drs_status_core::{Cause, Config, Endpoint, JobId, ProjectId, Status, Token};
use drs_status_core::{TransportError as _, TransportErrorKind};
use drs_status_measure::job_id;
use drs_status_sim::{Breakage, Proxy};
use drs_status_std::{Client, HttpsTransport, Options, TransportError};

use crate::chance::Chance;

/// Most ids in a call: three requests.
const MAX_IDS: usize = 250;

/// The time for a call. What stalls costs as much.
const TIME_LIMIT: Duration = Duration::from_secs(1);

/// Whom to ask, and by what.
pub(crate) struct Service<'s> {
    pub(crate) project_id: &'s str,
    pub(crate) token: &'s str,
    pub(crate) ca_pem: &'s [u8],
}

/// What came of the calls.
#[derive(Default, Debug)]
pub(crate) struct Tally {
    /// Calls that brought an answer for each id.
    pub(crate) whole: u64,
    /// Calls that were ended by whoever took the answers.
    pub(crate) stopped: u64,
    /// Calls that failed, by why.
    failed: BTreeMap<&'static str, u64>,
    /// Tasks that were delivered, by both.
    delivered: u64,
}

impl Tally {
    pub(crate) fn broken(&self) -> u64 {
        self.failed.values().sum()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} whole calls, {} stopped", self.whole, self.stopped)?;
        for (why, calls) in &self.failed {
            write!(f, ", {calls} {why}")?;
        }
        write!(f, "; {} tasks", self.delivered)
    }
}

/// Asks by one client through `proxy`, which breaks connections, for as long as
/// `go_on` says, which is told how many calls there were. Then the connections
/// are left alone, and a call must be whole.
///
/// # Errors
///
/// What no connection that breaks may lead to: an answer that is taken for whole
/// and is not, a task that comes twice or is another's, an error of another kind.
pub(crate) fn ask(
    service: &Service<'_>,
    proxy: &Proxy,
    mut go_on: impl FnMut(u64) -> bool,
) -> Result<Tally, Box<dyn Error>> {
    let url = format!("https://localhost:{}", proxy.address().port());
    let config = Config::new(Endpoint::new(&url)?, ProjectId::new(service.project_id)?);
    let options = Options::new().ca_pem(service.ca_pem)?;
    let mut buffer = [0; 4096];
    let mut client = Client::new(
        config.time_limit(TIME_LIMIT),
        Token::new(service.token)?,
        HttpsTransport::new(&options)?,
        &mut buffer,
    )?;
    let ids: Vec<String> = (0..MAX_IDS).map(job_id).collect();
    let jobs: Result<Vec<JobId<'_>>, _> = ids.iter().map(|id| JobId::new(id)).collect();
    let jobs = jobs?;

    let mut tally = Tally::default();
    let mut chance = Chance::new();
    let mut calls = 0;
    while go_on(calls) {
        calls += 1;
        proxy.set(chance.breakage());
        // A call that is stopped leaves no connection behind.
        let most = match chance.below(8) {
            0 => chance.below(MAX_IDS),
            _ => MAX_IDS,
        };
        call(
            &mut client,
            &jobs[..=chance.below(MAX_IDS)],
            most,
            &mut tally,
        )?;
    }
    proxy.set(Breakage::None);
    let broken = tally.broken();
    // The first may still be over a connection that is to break, and spend its
    // time there.
    for _ in 0..2 {
        call(&mut client, &jobs, MAX_IDS, &mut tally)?;
    }
    if tally.broken() > broken + 1 {
        return Err("it did not recover".into());
    }
    Ok(tally)
}

/// One call for `jobs`, ended when more than `most` answers have come.
fn call(
    client: &mut Client<'_>,
    jobs: &[JobId<'_>],
    most: usize,
    tally: &mut Tally,
) -> Result<(), Box<dyn Error>> {
    let mut delivered = vec![false; jobs.len()];
    let mut len = 0;
    let mut strange = None;
    let outcome = client.for_each(jobs, |task| {
        let twice = std::mem::replace(&mut delivered[task.index], true);
        let right = task.id == jobs[task.index]
            && task.status == Some(Status::IncreTransferStarted)
            && !task.has_failed();
        len += 1;
        if twice || !right {
            strange = Some(format!("twice: {twice}, {task:?}"));
        }
        if strange.is_some() || len > most {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    if let Some(strange) = strange {
        return Err(strange.into());
    }
    tally.delivered += u64::try_from(len)?;
    match outcome {
        Ok(summary) if summary.is_exact() && len == jobs.len() => tally.whole += 1,
        Ok(summary) if summary.stopped && len == most + 1 => tally.stopped += 1,
        Ok(summary) => return Err(format!("{len} tasks came, and then: {summary:?}").into()),
        Err(error) if error.delivered() != len => {
            return Err(format!("{len} tasks came, and then: {error}").into());
        }
        Err(error) => match why(error.cause()) {
            Some(why) => *tally.failed.entry(why).or_default() += 1,
            None => return Err(error.into()),
        },
    }
    Ok(())
}

/// In a word, for what a connection that breaks may lead to.
fn why(cause: &Cause<TransportError>) -> Option<&'static str> {
    use TransportErrorKind as Kind;
    match cause {
        Cause::TimedOut => Some("too late"),
        Cause::Transport(error) => match error.kind() {
            Kind::Timeout => Some("too late"),
            Kind::Closed => Some("closed"),
            Kind::Truncated => Some("cut short"),
            Kind::Tls => Some("without TLS"),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use drs_status_sim::{Job, Sim, Tls};

    #[test]
    fn a_short_while() {
        let sim = Sim::builder()
            .tls(Tls::Both)
            .any_job(|id| Some(Job::new(id).status("INCRE_TRANSFER_STARTED")))
            .start()
            .unwrap();
        let service = Service {
            project_id: sim.project_id(),
            token: sim.token(),
            ca_pem: sim.ca_pem().as_bytes(),
        };
        let proxy = Proxy::start(sim.address(), Breakage::None).unwrap();
        let tally = ask(&service, &proxy, |calls| calls < 200).unwrap();
        assert!(tally.whole > 0 && tally.broken() > 0, "{tally}");
        assert_eq!(tally.whole + tally.stopped + tally.broken(), 202, "{tally}");
    }
}
