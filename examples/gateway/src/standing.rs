//! What is shown of all jobs together.

use embedded_hal::digital::PinState;

use crate::contact::Contact;
use crate::health::Health;
use crate::pattern::Pattern;

/// What is shown of all jobs together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Standing {
    /// Every job is fine.
    Healthy,
    /// Somebody has to look at one.
    Attention,
    /// One has failed, as far as is known, and has not recovered.
    Failed,
    /// The service does not answer.
    NoContact,
    /// The service has refused the credentials.
    Refused,
}

impl Standing {
    /// What is shown where the worst job does so. A failure outlasts the contact: it
    /// is shown until an answer says that it is over.
    #[must_use]
    pub const fn of(worst: Health, contact: Contact) -> Self {
        match (worst, contact) {
            (Health::Failed, _) => Self::Failed,
            (_, Contact::Refused) => Self::Refused,
            (_, Contact::Lost) | (Health::Unknown, _) => Self::NoContact,
            (Health::Attention, Contact::Fresh) => Self::Attention,
            (Health::Healthy, Contact::Fresh) => Self::Healthy,
        }
    }

    /// How the lamp shows it.
    #[must_use]
    pub const fn lamp(self) -> Pattern {
        match self {
            Self::Healthy => Pattern::Steady,
            Self::Attention => Pattern::SlowBlink,
            Self::Failed => Pattern::FastBlink,
            Self::NoContact => Pattern::Wink,
            Self::Refused => Pattern::DoubleWink,
        }
    }

    /// The level of the alarm: high while a job has failed.
    #[must_use]
    pub const fn alarm(self) -> PinState {
        match self {
            Self::Failed => PinState::High,
            _ => PinState::Low,
        }
    }
}
