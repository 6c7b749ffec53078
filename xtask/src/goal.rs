//! What the project set itself for a figure.

/// What the project set itself for a figure: the least, and the best. Less is
/// better.
#[derive(Debug)]
pub(crate) struct Goal {
    must: f64,
    aim: f64,
}

impl Goal {
    pub(crate) const fn new(must: f64, aim: f64) -> Self {
        Self { must, aim }
    }

    /// Three cells of a table: the least, the best, and what was reached; none of
    /// them where nothing was set.
    pub(crate) fn shown(goal: Option<&Self>, ours: f64) -> String {
        goal.map_or_else(
            || "– | – | –".into(),
            |goal| format!("{} | {} | {}", goal.must, goal.aim, goal.reached(ours)),
        )
    }

    fn reached(&self, ours: f64) -> &'static str {
        if ours <= self.aim {
            "aim"
        } else if ours <= self.must {
            "must"
        } else {
            "neither"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_reached_or_not() {
        let goal = Goal::new(18.0, 14.0);
        for (ours, expected) in [
            (14.0, "18 | 14 | aim"),
            (14.1, "18 | 14 | must"),
            (18.0, "18 | 14 | must"),
            (18.1, "18 | 14 | neither"),
        ] {
            assert_eq!(Goal::shown(Some(&goal), ours), expected);
        }
        assert_eq!(Goal::shown(None, 1.0), "– | – | –");
    }
}
