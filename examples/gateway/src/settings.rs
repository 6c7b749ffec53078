//! What is watched, and how.

use core::time::Duration;

use drs_status_core::{Config, JobId, Pace, Polled};

/// What is watched, and how. With pointers of 32 bits a job takes four bytes here, and
/// five while the gateway runs.
///
/// ```
/// use core::time::Duration;
/// use drs_status_core::{Config, Endpoint, JobId, Pace, ProjectId};
/// use drs_status_gateway::Settings;
///
/// const CONFIG: Config = Config::new(
///     Endpoint::literal("https://drs.eu-de.otc.t-systems.com"),
///     ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
/// );
/// const SETTINGS: Settings<1> =
///     Settings::new(CONFIG, JobId::list(["9a470239-2308-4bb5-a6bc-1040402fjb21"]))
///         .pace(Pace::every(Duration::from_secs(60)))
///         .built_at(Duration::from_secs(1_795_600_000))
///         .mark(0x5EED_0001);
/// ```
///
/// With nothing to watch it does not compile:
///
/// ```compile_fail,E0080
/// # use drs_status_core::{Config, Endpoint, ProjectId};
/// # use drs_status_gateway::Settings;
/// # const CONFIG: Config = Config::new(
/// #     Endpoint::literal("https://drs.eu-de.otc.t-systems.com"),
/// #     ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
/// # );
/// const SETTINGS: Settings<0> = Settings::new(CONFIG, []);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a, const N: usize> {
    pub(crate) config: Config<'a>,
    pub(crate) jobs: [JobId<'a>; N],
    pub(crate) pace: Pace,
    pub(crate) call_limit: Duration,
    pub(crate) built_at: Duration,
    pub(crate) mark: u32,
}

impl<'a, const N: usize> Settings<'a, N> {
    /// These jobs, at the default pace, with a minute for each poll. No job does not
    /// compile.
    #[must_use]
    pub const fn new(config: Config<'a>, jobs: [JobId<'a>; N]) -> Self {
        const { assert!(N > 0, "there is nothing to watch") }
        let settings = Self {
            config,
            jobs,
            pace: Pace::DEFAULT,
            call_limit: Duration::ZERO,
            built_at: Duration::ZERO,
            mark: 0,
        };
        settings.call_limit(Duration::from_secs(60))
    }

    /// How often is asked.
    #[must_use]
    pub const fn pace(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// The time in which a poll, with all its requests and retries, has to be over. It
    /// takes the place of the one in [`Config::time_limit`].
    #[must_use]
    pub const fn call_limit(self, limit: Duration) -> Self {
        Self {
            config: self.config.time_limit(limit),
            call_limit: limit,
            ..self
        }
    }

    /// When the image was built, in time since 1970-01-01T00:00:00Z: no time server is
    /// believed that says an earlier time.
    #[must_use]
    pub const fn built_at(self, unix_time: Duration) -> Self {
        Self {
            built_at: unix_time,
            ..self
        }
    }

    /// A number that is another one for other credentials: so these have their chance
    /// though the last ones were refused, and that was stored.
    #[must_use]
    pub const fn mark(self, mark: u32) -> Self {
        Self { mark, ..self }
    }

    /// How long may pass without a whole poll: three of the longest waits, each with a
    /// poll that takes all of its time.
    pub(crate) fn patience(&self) -> Duration {
        const WAITS: u32 = 3;
        let longest = self.longest_wait();
        longest
            .saturating_add(self.call_limit)
            .saturating_mul(WAITS)
    }

    /// The longest wait between two polls.
    pub(crate) fn longest_wait(&self) -> Duration {
        self.pace.after(Duration::MAX, Polled::Same)
    }
}
