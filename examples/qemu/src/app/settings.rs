//! What the arguments say of the service, of the jobs, and of time.

use core::num::NonZeroU8;
use core::str::FromStr;
use core::time::Duration;

use drs_status_core::{
    Config, Endpoint, JobId, MAX_IDS_PER_REQUEST, Pace, ProjectId, RetryPolicy, Token, Until,
};
use drs_status_embassy::{EmbassyClock, Options};
use embassy_net::Stack;
use heapless::Vec;
use static_cell::ConstStaticCell;

use super::time::TIME;
use super::way::{IDS_PER_REQUEST, Transport, Way};
use crate::arguments::{Arguments, Wrong};

/// Room for an error message and for pieces of an answer: what is needed, and some
/// more for longer pieces.
const BUFFER_LEN: usize = 384;

/// The ids of jobs, and what they are.
pub(super) type Jobs = Vec<JobId<'static>, MAX_IDS_PER_REQUEST>;

/// A client of this firmware.
pub(super) type Client = drs_status_core::Client<'static, Transport, EmbassyClock<'static>>;

/// What the arguments say.
pub(super) struct Settings {
    pub(super) what: What,
    /// How often is asked, and how long is waited between two times.
    pub(super) times: u32,
    pub(super) pause: Duration,
    /// After what time a call is dropped, in the middle of things.
    pub(super) drop: Option<Duration>,
    pub(super) until: Until<'static>,
    pub(super) pace: Pace,
    pub(super) jobs: Jobs,
    /// Whether it is told what the watch takes of memory.
    pub(super) is_weighed: bool,
    config: Config<'static>,
    token: Token<'static>,
    options: Options,
    pub(super) way: Way,
    pub(super) clock: EmbassyClock<'static>,
}

/// What is done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Ask,
    Watch,
}

impl FromStr for What {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "ask" => Ok(Self::Ask),
            "watch" => Ok(Self::Watch),
            _ => Err(()),
        }
    }
}

impl Settings {
    pub(super) fn new(arguments: &Arguments) -> Result<Self, Wrong> {
        let endpoint = arguments
            .text("endpoint")
            .ok_or(Wrong::Missing("endpoint"))?;
        let endpoint = Endpoint::new(endpoint).map_err(|_| Wrong::Unusable("endpoint"))?;
        let project = arguments.text("project").ok_or(Wrong::Missing("project"))?;
        let project = ProjectId::new(project).map_err(|_| Wrong::Unusable("project"))?;
        let token = arguments.text("token").ok_or(Wrong::Missing("token"))?;
        let token = Token::new(token).map_err(|_| Wrong::Unusable("token"))?;

        let mut retry = RetryPolicy::new();
        if let Some(attempts) = arguments.value::<NonZeroU8>("attempts")? {
            retry = retry.attempts(attempts);
        }
        if let Some(wait) = time(arguments, "wait")? {
            retry = retry.first_wait(wait);
        }
        let mut config = Config::new(endpoint, project)
            .retry(retry)
            .ids_per_request(IDS_PER_REQUEST);
        if let Some(limit) = time(arguments, "limit")? {
            config = config.time_limit(limit);
        }

        let mut options = Options::new();
        if let Some(connect) = time(arguments, "connect")? {
            options = options.connect_timeout(connect);
        }
        if let Some(silence) = time(arguments, "silence")? {
            options = options.silence_timeout(silence);
        }
        if let Some(keep) = time(arguments, "keep")? {
            options = options.keep_for(keep);
        }

        let every = time(arguments, "every")?.unwrap_or(Duration::from_secs(1));
        Ok(Self {
            what: arguments.value("do")?.unwrap_or(What::Watch),
            times: arguments.value("times")?.unwrap_or(1),
            pause: time(arguments, "pause")?.unwrap_or_default(),
            drop: time(arguments, "drop")?,
            until: match arguments.text("until") {
                None | Some("over") => Until::AllOver,
                Some("never") => Until::Never,
                Some(_) => return Err(Wrong::Unusable("until")),
            },
            pace: Pace::every(every),
            jobs: jobs(arguments)?,
            is_weighed: arguments.text("weigh") == Some("yes"),
            config,
            token,
            options,
            way: Way::new(arguments)?,
            clock: EmbassyClock::new(arguments.value("seed")?.unwrap_or_default())
                .time_of_day(&TIME),
        })
    }

    /// A client over `stack`. There is memory for one: a second call panics.
    pub(super) fn client(&self, stack: Stack<'static>) -> Result<Client, Wrong> {
        static BUFFER: ConstStaticCell<[u8; BUFFER_LEN]> = ConstStaticCell::new([0; BUFFER_LEN]);
        let transport = self.way.transport(stack, &self.options)?;
        let client = drs_status_core::Client::new(
            self.config,
            self.token,
            transport,
            self.clock,
            BUFFER.take(),
        );
        Ok(client.expect("its buffer is large enough"))
    }
}

/// An argument in milliseconds.
fn time(arguments: &Arguments, name: &'static str) -> Result<Option<Duration>, Wrong> {
    let millis = arguments.value::<u32>(name)?;
    Ok(millis.map(|millis| Duration::from_millis(millis.into())))
}

fn jobs(arguments: &Arguments) -> Result<Jobs, Wrong> {
    const NAME: &str = "jobs";
    let list = arguments.text(NAME).ok_or(Wrong::Missing(NAME))?;
    let mut jobs = Jobs::new();
    for id in list.split(',') {
        let id = JobId::new(id).map_err(|_| Wrong::Unusable(NAME))?;
        jobs.push(id).map_err(|_| Wrong::Unusable(NAME))?;
    }
    Ok(jobs)
}
