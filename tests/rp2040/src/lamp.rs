//! What a lamp shows, as somebody sees it who looks at it for a while.

use std::time::Duration;

use crate::event::Level;

/// What a lamp shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// Always lit.
    Steady,
    /// Always dark.
    Dark,
    /// Lit for a second, dark for a second.
    SlowBlink,
    /// Lit and dark four times a second.
    FastBlink,
    /// Dark, with a short light every four seconds.
    Wink,
    /// Dark, with two short lights every four seconds.
    DoubleWink,
}

/// How long one has to look: two rounds of the longest.
const LOOK: Duration = Duration::from_millis(8500);

/// What all of them are made of: eighths of a second.
const STEP: Duration = Duration::from_millis(125);

/// The level of a lamp over time.
#[derive(Clone, Debug)]
pub(crate) struct Lamp {
    /// When it began to be watched, or its chip was reset.
    since: Duration,
    /// Its changes: when, and to which level.
    edges: Vec<(Duration, Level)>,
}

impl Lamp {
    /// It is watched from now on.
    pub(crate) const fn new(since: Duration) -> Self {
        Self {
            since,
            edges: Vec::new(),
        }
    }

    pub(crate) fn changed(&mut self, at: Duration, level: Level) {
        self.edges.push((at, level));
    }

    /// What it shows by now; `None` if it was not looked at for long enough, or it is
    /// nothing that has a name.
    pub(crate) fn shown(&self, now: Duration) -> Option<Shown> {
        let from = now.checked_sub(LOOK)?;
        if from < self.since {
            return None;
        }
        let level = self.edges.last().map_or(Level::Low, |(_, level)| *level);
        let seen: Vec<_> = self.edges.iter().filter(|(at, _)| *at >= from).collect();
        if seen.is_empty() {
            return Some(match level {
                Level::High => Shown::Steady,
                Level::Low => Shown::Dark,
            });
        }
        // How long it was lit, and how long dark, in eighths of a second.
        let (mut lit, mut dark) = (Vec::new(), Vec::new());
        for pair in seen.windows(2) {
            let [(start, level), (end, _)] = pair else {
                continue;
            };
            let steps = steps(end.saturating_sub(*start));
            match level {
                Level::High => lit.push(steps),
                Level::Low => dark.push(steps),
            }
        }
        let only = |all: &[u128], steps| !all.is_empty() && all.iter().all(|one| *one == steps);
        let both = |all: &[u128], one, other| {
            all.contains(&one)
                && all.contains(&other)
                && all.iter().all(|it| [one, other].contains(it))
        };
        if only(&lit, 8) && only(&dark, 8) {
            Some(Shown::SlowBlink)
        } else if only(&lit, 1) && only(&dark, 1) {
            Some(Shown::FastBlink)
        } else if only(&lit, 1) && only(&dark, 31) {
            Some(Shown::Wink)
        } else if only(&lit, 1) && both(&dark, 1, 29) {
            Some(Shown::DoubleWink)
        } else {
            None
        }
    }
}

/// The nearest number of steps.
fn steps(time: Duration) -> u128 {
    let half = STEP / 2;
    (time + half).as_millis() / STEP.as_millis()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A lamp that goes through these levels, each for so many milliseconds, over and
    /// over, until 20 seconds have passed.
    fn repeating(steps: &[(Level, u64)]) -> Option<Shown> {
        let end = Duration::from_secs(20);
        let mut lamp = Lamp::new(Duration::ZERO);
        let mut now = Duration::ZERO;
        'all: loop {
            for (level, millis) in steps {
                lamp.changed(now, *level);
                now += Duration::from_millis(*millis);
                if now > end {
                    break 'all;
                }
            }
        }
        lamp.shown(end)
    }

    #[test]
    fn each_pattern_is_told() {
        use Level::{High, Low};
        for (steps, expected) in [
            (&[(High, 1000), (Low, 1000)][..], Some(Shown::SlowBlink)),
            (&[(High, 990), (Low, 1020)], Some(Shown::SlowBlink)),
            (&[(High, 125), (Low, 125)], Some(Shown::FastBlink)),
            (&[(High, 125), (Low, 3875)], Some(Shown::Wink)),
            (
                &[(High, 125), (Low, 125), (High, 125), (Low, 3625)],
                Some(Shown::DoubleWink),
            ),
            (&[(High, 500), (Low, 500)], None),
            (&[(High, 125), (Low, 2000)], None),
            (&[(High, 1000), (Low, 125)], None),
        ] {
            assert_eq!(repeating(steps), expected, "{steps:?}");
        }
    }

    #[test]
    fn without_a_change_it_is_lit_or_dark() {
        let second = Duration::from_secs(1);
        let mut lamp = Lamp::new(Duration::ZERO);
        assert_eq!(lamp.shown(10 * second), Some(Shown::Dark));
        lamp.changed(10 * second, Level::High);
        assert_eq!(lamp.shown(11 * second), None);
        assert_eq!(lamp.shown(20 * second), Some(Shown::Steady));
        // Nobody has looked for long enough.
        assert_eq!(Lamp::new(15 * second).shown(20 * second), None);
    }
}
