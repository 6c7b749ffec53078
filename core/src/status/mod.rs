//! The status of a job, and what a person wants to know about it.

mod lookup;

use core::fmt;

use crate::text::Text;

use lookup::{OTHER_SPELLING, Span, text_of};

/// Longest status text that is kept, in bytes; the longest documented one has
/// 31.
pub const MAX_STATUS_LEN: usize = 40;

/// What kind of state a [`Status`] is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Class {
    /// The service is at work on the job itself; another status follows.
    Changing,
    /// Nothing happens until a person or a schedule acts.
    Waiting,
    /// Data is being replicated.
    Running,
    /// A phase is complete.
    PhaseComplete,
    /// The job is over.
    Ended,
    /// Something failed.
    Failed,
    /// A status that this version does not know.
    Unknown,
}

impl Class {
    /// One lower-case word or two, for people.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Changing => "changing",
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::PhaseComplete => "phase complete",
            Self::Ended => "ended",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The table of statuses is written once; the enum, its texts and its classes
/// follow from it.
macro_rules! statuses {
    ($( $(#[$doc:meta])* $name:ident = $text:literal, $class:ident; )*) => {
        /// The status of a job.
        ///
        /// The 29 documented values, and any other as [`Status::Other`]: a
        /// status that the service invents tomorrow is kept as text, never an
        /// error.
        ///
        /// Source: API reference, *Querying Task Statuses in Batches*, field
        /// `status` of the response.
        ///
        /// ```
        /// use drs_status_core::{Class, Status};
        ///
        /// let status = Status::from_text("INCRE_TRANSFER_FAILED");
        /// assert_eq!(status, Status::IncreTransferFailed);
        /// assert_eq!(status.class(), Class::Failed);
        /// assert!(status.may_be_reset());
        /// assert_eq!(Status::from_text("SLEEPING").as_str(), "SLEEPING");
        /// ```
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[cfg_attr(feature = "defmt", derive(defmt::Format))]
        #[non_exhaustive]
        pub enum Status<'a> {
            $( $(#[$doc])* $name, )*
            /// A value that is not in the table, as it arrived.
            Other(Text<'a>),
        }

        /// The documented statuses, numbered.
        enum Documented {
            $( $name, )*
        }

        /// The documented status with this number.
        const fn documented(place: usize) -> Option<Status<'static>> {
            match place {
                $( place if place == Documented::$name as usize => Some(Status::$name), )*
                _ => None,
            }
        }

        /// Where the documented texts stand, in the order of their numbers, and the
        /// other spelling of one.
        const SPANS: [Span; OTHER_SPELLING + 1] = [$( Span::of($text), )* Span::of("PAUSEING")];

        impl Status<'static> {
            /// Every documented status, in the order of the API reference.
            pub const ALL: [Self; 29] = [$( Self::$name, )*];
        }

        impl<'a> Status<'a> {
            /// The status that `text` names. `PAUSEING`, as Open Telekom Cloud
            /// spells it in places, is [`Status::Pausing`].
            #[must_use]
            pub fn from_text(text: &'a str) -> Self {
                match Status::known(text.as_bytes()) {
                    Some(status) => status,
                    None => Self::Other(Text::new(text)),
                }
            }

            /// The status as the service writes it.
            #[must_use]
            pub const fn as_str(&self) -> &'a str {
                let place = match self {
                    $( Self::$name => Documented::$name, )*
                    Self::Other(text) => return text.as_str(),
                };
                text_of(place as usize)
            }

            /// What kind of state this is.
            #[must_use]
            pub const fn class(&self) -> Class {
                match self {
                    $( Self::$name => Class::$class, )*
                    Self::Other(_) => Class::Unknown,
                }
            }
        }
    };
}

statuses! {
    /// The job is being created.
    Creating = "CREATING", Changing;
    /// The job could not be created.
    CreateFailed = "CREATE_FAILED", Failed;
    /// The job waits to be configured.
    Configuration = "CONFIGURATION", Waiting;
    /// The job is being started.
    Startjobing = "STARTJOBING", Changing;
    /// The job waits for its scheduled start.
    WaitingForStart = "WAITING_FOR_START", Waiting;
    /// The job could not be started.
    StartJobFailed = "START_JOB_FAILED", Failed;
    /// The job *is paused*, whatever the word says, and stays so.
    Pausing = "PAUSING", Waiting;
    /// A full transfer runs; in disaster recovery, the initialisation.
    FullTransferStarted = "FULL_TRANSFER_STARTED", Running;
    /// The full transfer failed.
    FullTransferFailed = "FULL_TRANSFER_FAILED", Failed;
    /// The full transfer is complete.
    FullTransferComplete = "FULL_TRANSFER_COMPLETE", PhaseComplete;
    /// Changes are being replicated: the steady state of a healthy job.
    IncreTransferStarted = "INCRE_TRANSFER_STARTED", Running;
    /// The replication of changes failed.
    IncreTransferFailed = "INCRE_TRANSFER_FAILED", Failed;
    /// The job is being ended.
    ReleaseResourceStarted = "RELEASE_RESOURCE_STARTED", Changing;
    /// The job could not be ended.
    ReleaseResourceFailed = "RELEASE_RESOURCE_FAILED", Failed;
    /// The job has ended.
    ReleaseResourceComplete = "RELEASE_RESOURCE_COMPLETE", Ended;
    /// A faulty node is being rebuilt.
    RebuildNodeStarted = "REBUILD_NODE_STARTED", Changing;
    /// A faulty node could not be rebuilt.
    RebuildNodeFailed = "REBUILD_NODE_FAILED", Failed;
    /// The job is being changed.
    ChangeJobStarted = "CHANGE_JOB_STARTED", Changing;
    /// The job could not be changed.
    ChangeJobFailed = "CHANGE_JOB_FAILED", Failed;
    /// The job was deleted.
    Deleted = "DELETED", Ended;
    /// A subtask of an edited job is being started.
    ChildTransferStarting = "CHILD_TRANSFER_STARTING", Changing;
    /// A subtask of an edited job runs.
    ChildTransferStarted = "CHILD_TRANSFER_STARTED", Running;
    /// A subtask of an edited job is complete.
    ChildTransferComplete = "CHILD_TRANSFER_COMPLETE", PhaseComplete;
    /// A subtask of an edited job failed.
    ChildTransferFailed = "CHILD_TRANSFER_FAILED", Failed;
    /// A subtask of an edited job is being ended.
    ReleaseChildTransferStarted = "RELEASE_CHILD_TRANSFER_STARTED", Changing;
    /// A subtask of an edited job has ended.
    ReleaseChildTransferComplete = "RELEASE_CHILD_TRANSFER_COMPLETE", Ended;
    /// A node is being upgraded.
    NodeUpgradeStart = "NODE_UPGRADE_START", Changing;
    /// A node was upgraded.
    NodeUpgradeComplete = "NODE_UPGRADE_COMPLETE", PhaseComplete;
    /// A node could not be upgraded.
    NodeUpgradeFailed = "NODE_UPGRADE_FAILED", Failed;
}

impl Status<'_> {
    /// Whether something failed.
    #[must_use]
    pub const fn has_failed(&self) -> bool {
        matches!(self.class(), Class::Failed)
    }

    /// Whether the job is over: it is released or deleted. A failed job is not
    /// over; it may be reset, or released.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        matches!(self.class(), Class::Ended)
    }

    /// Whether nothing goes on until a person acts: the job failed, waits to
    /// be configured, or is paused. A job that waits for its scheduled start
    /// needs nobody.
    #[must_use]
    pub const fn needs_person(&self) -> bool {
        self.has_failed() || matches!(self, Self::Configuration | Self::Pausing)
    }

    /// Whether the job can be resumed by a *reset*, which holds for a failed
    /// full or incremental transfer.
    ///
    /// Source: API reference, *Retrying a Task*: tasks whose full or
    /// incremental phase failed.
    #[must_use]
    pub const fn may_be_reset(&self) -> bool {
        matches!(self, Self::FullTransferFailed | Self::IncreTransferFailed)
    }
}

impl fmt::Display for Status<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table, written a second time, by class.
    const CLASSES: [(Class, &str); 6] = [
        (
            Class::Changing,
            "CREATING STARTJOBING RELEASE_RESOURCE_STARTED CHANGE_JOB_STARTED \
             REBUILD_NODE_STARTED NODE_UPGRADE_START CHILD_TRANSFER_STARTING \
             RELEASE_CHILD_TRANSFER_STARTED",
        ),
        (Class::Waiting, "CONFIGURATION WAITING_FOR_START PAUSING"),
        (
            Class::Running,
            "FULL_TRANSFER_STARTED INCRE_TRANSFER_STARTED CHILD_TRANSFER_STARTED",
        ),
        (
            Class::PhaseComplete,
            "FULL_TRANSFER_COMPLETE CHILD_TRANSFER_COMPLETE NODE_UPGRADE_COMPLETE",
        ),
        (
            Class::Ended,
            "RELEASE_RESOURCE_COMPLETE RELEASE_CHILD_TRANSFER_COMPLETE DELETED",
        ),
        (
            Class::Failed,
            "CREATE_FAILED START_JOB_FAILED FULL_TRANSFER_FAILED INCRE_TRANSFER_FAILED \
             RELEASE_RESOURCE_FAILED CHANGE_JOB_FAILED REBUILD_NODE_FAILED NODE_UPGRADE_FAILED \
             CHILD_TRANSFER_FAILED",
        ),
    ];

    #[test]
    fn each_documented_status_has_its_class() {
        let mut seen = 0;
        for (class, texts) in CLASSES {
            for text in texts.split_whitespace() {
                let status = Status::from_text(text);
                assert_eq!(status.class(), class, "{text}");
                assert_eq!(status.as_str(), text);
                assert!(Status::ALL.contains(&status), "{text}");
                seen += 1;
            }
        }
        assert_eq!(seen, Status::ALL.len());
    }

    #[test]
    fn both_spellings_of_paused() {
        assert_eq!(Status::from_text("PAUSING"), Status::Pausing);
        assert_eq!(Status::from_text("PAUSEING"), Status::Pausing);
    }

    #[test]
    fn what_is_not_in_the_table_stays_text() {
        for text in ["", "pausing", "CREATING ", "SLEEPING", "状态"] {
            let status = Status::from_text(text);
            assert_eq!(status, Status::Other(text.into()));
            assert_eq!(status.class(), Class::Unknown);
            assert!(!status.has_failed() && !status.has_ended() && !status.needs_person());
        }
    }

    #[test]
    fn what_a_person_asks() {
        for status in Status::ALL {
            let text = status.as_str();
            assert_eq!(status.has_failed(), text.ends_with("_FAILED"), "{text}");
            assert_eq!(
                status.may_be_reset(),
                ["FULL_TRANSFER_FAILED", "INCRE_TRANSFER_FAILED"].contains(&text),
            );
            assert_eq!(
                status.needs_person(),
                text.ends_with("_FAILED") || ["CONFIGURATION", "PAUSING"].contains(&text),
                "{text}"
            );
            assert_eq!(
                status.has_ended(),
                text == "DELETED" || (text.starts_with("RELEASE_") && text.ends_with("_COMPLETE")),
                "{text}"
            );
            assert!(text.len() <= MAX_STATUS_LEN);
        }
    }
}
