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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_wins_then_a_refusal_then_silence() {
        use Contact::{Fresh, Lost, Refused};
        for (worst, contacts) in [
            (
                Health::Failed,
                [
                    (Fresh, Standing::Failed),
                    (Lost, Standing::Failed),
                    (Refused, Standing::Failed),
                ],
            ),
            (
                Health::Attention,
                [
                    (Fresh, Standing::Attention),
                    (Lost, Standing::NoContact),
                    (Refused, Standing::Refused),
                ],
            ),
            (
                Health::Healthy,
                [
                    (Fresh, Standing::Healthy),
                    (Lost, Standing::NoContact),
                    (Refused, Standing::Refused),
                ],
            ),
            (
                Health::Unknown,
                [
                    (Fresh, Standing::NoContact),
                    (Lost, Standing::NoContact),
                    (Refused, Standing::Refused),
                ],
            ),
        ] {
            for (contact, standing) in contacts {
                let of = Standing::of(worst, contact);
                assert_eq!(of, standing, "{worst:?}, {contact:?}");
            }
        }
    }

    #[test]
    fn each_looks_different_and_one_alarms() {
        for (standing, lamp, alarm) in [
            (Standing::Healthy, Pattern::Steady, PinState::Low),
            (Standing::Attention, Pattern::SlowBlink, PinState::Low),
            (Standing::Failed, Pattern::FastBlink, PinState::High),
            (Standing::NoContact, Pattern::Wink, PinState::Low),
            (Standing::Refused, Pattern::DoubleWink, PinState::Low),
        ] {
            assert_eq!((standing.lamp(), standing.alarm()), (lamp, alarm));
        }
    }
}
