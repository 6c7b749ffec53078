//! Whether the service answers.

use core::time::Duration;

/// Whether the service answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Contact {
    /// It answered for all jobs not long ago.
    Fresh,
    /// It has not, for too long or ever.
    Lost,
    /// It has refused the credentials, which are not tried again.
    Refused,
}

impl Contact {
    /// Judges by how long ago the last whole poll was, if there was one, and by how
    /// long may pass without.
    #[must_use]
    pub fn since(whole: Option<Duration>, patience: Duration) -> Self {
        match whole {
            Some(ago) if ago <= patience => Self::Fresh,
            _ => Self::Lost,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_is_lost_once_patience_is_over() {
        let second = Duration::from_secs(1);
        for (whole, contact) in [
            (None, Contact::Lost),
            (Some(Duration::ZERO), Contact::Fresh),
            (Some(second), Contact::Fresh),
            (Some(second + Duration::from_nanos(1)), Contact::Lost),
        ] {
            assert_eq!(Contact::since(whole, second), contact, "{whole:?}");
        }
    }
}
