//! A watch of jobs that lead their lives, whatever happens on the way: exactly
//! what stands at a whole poll and is different is told, once.

mod lives;

use std::error::Error;
use std::fmt;
use std::ops::ControlFlow;
use std::time::Duration;

use drs_status_core::{
    AccessKey, Cause, Config, Credentials, Ended, Endpoint, IamLogin, IamUser, JobId, NameOrId,
    Pace, ProjectId, RetryPolicy, Seen, Token, TransportError as _, TransportErrorKind, Until,
    Watch, WatchEvent,
};
use drs_status_sim::{
    AccessKey as KnownKey, Answer, Breakage, Proxy, Sim, Throttle, Tls, UnknownJob,
};
use drs_status_std::{Client, HttpsTransport, Options, TransportError};

use crate::chance::Chance;
use lives::{Lives, stop_at};

/// How many jobs are watched: three requests a poll.
const JOBS: usize = 300;

/// The time for a poll. What stalls costs as much.
const TIME_LIMIT: Duration = Duration::from_secs(1);

const KEY: &str = "QTWAOYTTINDUT2QVKYUC";
const SECRET: &str = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";

/// Who watches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Who {
    /// By a token, which somebody replaces when it has expired.
    Token,
    /// By an access key.
    Key,
    /// By name and password, for tokens that it replaces by itself.
    Login,
}

/// What came of a watch.
#[derive(Default, Debug)]
pub(crate) struct Tally {
    /// Polls that brought an answer for each job.
    pub(crate) whole: u64,
    /// Polls that failed.
    pub(crate) broken: u64,
    /// How often the watch ended and began again with what it had seen.
    begun: u64,
    /// How often a token was refused and replaced: by somebody else, or by the
    /// client itself.
    pub(crate) renewed: u64,
    changes: u64,
}

impl Who {
    /// Each of them.
    pub(crate) const ALL: [Self; 3] = [Self::Token, Self::Key, Self::Login];
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} whole polls, {} that failed, {} changes; begun {} times, {} tokens replaced",
            self.whole, self.broken, self.changes, self.begun, self.renewed
        )
    }
}

/// Watches for as long as `go_on` says, which is told how many polls were whole.
///
/// # Errors
///
/// A change that is told and is none, or is not told; an error that ends a watch
/// and should not.
pub(crate) fn watch(who: Who, mut go_on: impl FnMut(u64) -> bool) -> Result<Tally, Box<dyn Error>> {
    let sim = Sim::builder()
        .tls(Tls::Both)
        .unknown_job(UnknownJob::LeaveOut)
        // What it remembers is memory of this process, too.
        .remember(0)
        .access_key(KnownKey::new(KEY, SECRET))
        .start()?;
    let proxy = Proxy::start(sim.address(), Breakage::None)?;
    let url = format!("https://localhost:{}", proxy.address().port());
    let mut chance = Chance::new();
    let mut room = [0; 1024];
    let mut watching = Watching {
        who,
        expired: false,
        lives: Lives::begin(&sim, JOBS, &mut chance),
        sim: &sim,
        proxy: &proxy,
        url: &url,
        chance,
        tally: Tally::default(),
        seen: vec![Seen::NOTHING; JOBS],
    };
    let mut over = false;
    while !over {
        watching.tally.begun += 1;
        over = match who {
            Who::Token => {
                let token = sim.issue_token()?;
                watching.go_on(Token::new(&token)?, &mut go_on)?
            }
            Who::Key => watching.go_on(AccessKey::new(KEY, SECRET)?, &mut go_on)?,
            Who::Login => {
                let account = sim.account();
                let user = IamUser {
                    name: &account.user,
                    password: &account.password,
                    domain: NameOrId::Name(&account.domain),
                };
                let iam = Endpoint::new(&url)?;
                let project = NameOrId::Id(&account.project_id);
                let login = IamLogin::new(iam, user, project, &mut room);
                watching.go_on(login, &mut go_on)?
            }
        };
        watching.store_and_read();
    }
    watching.tally.changes = watching.lives.told();
    Ok(watching.tally)
}

/// A watch, and all that happens to it.
struct Watching<'s> {
    who: Who,
    /// Since the last whole poll.
    expired: bool,
    lives: Lives<'s>,
    sim: &'s Sim,
    proxy: &'s Proxy,
    /// Where the proxy listens.
    url: &'s str,
    chance: Chance,
    tally: Tally,
    seen: Vec<Seen>,
}

impl Watching<'_> {
    /// Watches until it is over, or begins again: says which.
    fn go_on(
        &mut self,
        credentials: impl Credentials,
        go_on: &mut impl FnMut(u64) -> bool,
    ) -> Result<bool, Box<dyn Error>> {
        let ids = self.lives.ids();
        let jobs: Result<Vec<JobId<'_>>, _> = ids.iter().map(|id| JobId::new(id)).collect();
        let jobs = jobs?;
        let config = Config::new(
            Endpoint::new(self.url)?,
            ProjectId::new(self.sim.project_id())?,
        )
        .retry(RetryPolicy::new().first_wait(Duration::from_millis(1)))
        .time_limit(TIME_LIMIT);
        let options = Options::new().ca_pem(self.sim.ca_pem().as_bytes())?;
        let transport = HttpsTransport::new(&options)?;
        let mut buffer = [0; 4096];
        let mut client = Client::new(config, credentials, transport, &mut buffer)?;

        let watch = Watch::until(Until::Never).pace(Pace::every(Duration::ZERO));
        let mut seen = std::mem::take(&mut self.seen);
        let (mut wrong, mut over) = (None, false);
        self.expired = false;
        let outcome = client.watch(&jobs, &mut seen, &watch, |event| match event {
            WatchEvent::Change(change) => stop_at(self.lives.hear(&change), &mut wrong),
            WatchEvent::Polled(_) => {
                self.tally.whole += 1;
                if std::mem::take(&mut self.expired) && self.who == Who::Login {
                    self.tally.renewed += 1;
                }
                over = !go_on(self.tally.whole);
                if over || self.chance.below(40) == 0 {
                    return ControlFlow::Break(());
                }
                let all_told = self.lives.all_is_told();
                self.something_happens();
                stop_at(all_told, &mut wrong)
            }
            _ => {
                self.tally.broken += 1;
                // What breaks each connection lasts no longer than this.
                self.proxy.set(self.chance.breakage());
                ControlFlow::Continue(())
            }
        });
        self.seen = seen;
        if let Some(wrong) = wrong {
            return Err(wrong.into());
        }
        match outcome {
            Ok(Ended::Stopped) => Ok(over),
            Ok(ended) => Err(format!("it ended by itself: {ended:?}").into()),
            Err(error) => {
                self.tally.broken += 1;
                self.proxy.set(self.chance.breakage());
                match may_end(error.cause(), self.who) {
                    Some(End::Refused) => self.tally.renewed += 1,
                    Some(End::NoTls) => {}
                    None => return Err(error.into()),
                }
                Ok(false)
            }
        }
    }

    /// Time goes on: for the jobs, for tokens, for the service and on the way.
    fn something_happens(&mut self) {
        self.lives.go_on(&mut self.chance);
        self.proxy.set(self.chance.breakage());
        match self.chance.below(16) {
            0 => {
                self.sim.expire_tokens();
                self.expired = true;
            }
            1 => self.sim.throttle(Throttle::Next {
                requests: 20,
                retry_after: Duration::ZERO,
            }),
            2 => self.sim.next_answers(vec![
                Answer::html(503),
                Answer::raw(""),
                Answer::empty(502),
                Answer::html(200),
            ]),
            _ => {}
        }
    }

    /// What a program does that stores what it has seen.
    fn store_and_read(&mut self) {
        for seen in &mut self.seen {
            *seen = Seen::from_bytes(seen.to_bytes()).unwrap_or_default();
        }
    }
}

/// What may end a watch here.
enum End {
    /// The token has expired, and the client cannot renew it.
    Refused,
    /// Something else than TLS answered, which may be a wrong port.
    NoTls,
}

fn may_end(cause: &Cause<TransportError>, who: Who) -> Option<End> {
    match cause {
        Cause::Service(refusal) if refusal.is_authentication() && who == Who::Token => {
            Some(End::Refused)
        }
        Cause::Transport(error) if error.kind() == TransportErrorKind::Tls => Some(End::NoTls),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_short_while(who: Who) -> Tally {
        let tally = watch(who, |polls| polls < 80).unwrap();
        assert!(tally.broken > 0 && tally.begun > 1, "{tally}");
        tally
    }

    #[test]
    fn by_a_token() {
        assert!(a_short_while(Who::Token).renewed > 0);
    }

    #[test]
    fn by_an_access_key() {
        assert_eq!(a_short_while(Who::Key).renewed, 0);
    }

    #[test]
    fn by_a_login() {
        assert!(a_short_while(Who::Login).renewed > 0);
    }
}
