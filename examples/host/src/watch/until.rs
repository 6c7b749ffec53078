//! What a watch waits for, as `--until` names it.

use drs_status_core::{Status, Until};

/// What a watch waits for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Goal {
    /// Nothing: `never`.
    Never,
    /// Every job has ended or has failed: `over`.
    Over,
    /// Every job has one of these statuses.
    Reach(Vec<Status<'static>>),
}

impl Goal {
    /// Reads a name, or statuses with commas between them.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let named = match text {
            "never" => return Ok(Self::Never),
            "over" => return Ok(Self::Over),
            "created" => Some(Until::CREATED),
            "started" => Some(Until::STARTED),
            "paused" => Some(Until::PAUSED),
            "released" => Some(Until::RELEASED),
            _ => None,
        };
        if let Some(Until::All(statuses)) = named {
            return Ok(Self::Reach(statuses.to_vec()));
        }
        text.split(',')
            .map(status)
            .collect::<Result<_, _>>()
            .map(Self::Reach)
    }

    /// As the core knows it.
    pub(super) fn until(&self) -> Until<'_> {
        match self {
            Self::Never => Until::Never,
            Self::Over => Until::AllOver,
            Self::Reach(statuses) => Until::All(statuses),
        }
    }
}

/// A documented status. Another one is refused: a name that is misspelled would
/// be waited for in vain.
fn status(text: &str) -> Result<Status<'static>, String> {
    let given = Status::from_text(text);
    let same = |known: &&Status<'_>| known.as_str() == given.as_str();
    Status::ALL.iter().find(same).copied().ok_or_else(|| {
        "never, over, created, started, paused, released, or statuses such as \
         FULL_TRANSFER_COMPLETE,INCRE_TRANSFER_STARTED"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_statuses() {
        use Status as S;
        for (text, goal) in [
            ("never", Goal::Never),
            ("over", Goal::Over),
            ("created", Goal::Reach(vec![S::Configuration])),
            ("paused", Goal::Reach(vec![S::Pausing])),
            ("PAUSING", Goal::Reach(vec![S::Pausing])),
            // As Open Telekom Cloud spells it.
            ("PAUSEING", Goal::Reach(vec![S::Pausing])),
            ("released", Goal::Reach(vec![S::ReleaseResourceComplete])),
            (
                "started",
                Goal::Reach(vec![
                    S::FullTransferStarted,
                    S::FullTransferComplete,
                    S::IncreTransferStarted,
                ]),
            ),
            (
                "DELETED,CREATING",
                Goal::Reach(vec![S::Deleted, S::Creating]),
            ),
        ] {
            assert_eq!(Goal::parse(text), Ok(goal), "{text}");
        }
        for text in [
            "",
            "Never",
            "pausing",
            "PAUSING,",
            "PAUSING, DELETED",
            "GONE",
        ] {
            assert!(Goal::parse(text).is_err(), "{text}");
        }
    }
}
