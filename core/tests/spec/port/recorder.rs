//! A sink that writes down all that it is told.

use std::ops::ControlFlow;

use drs_status_core::{Item, Task, TaskSink};

/// What a sink was told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Told {
    /// The index of a task, and its status.
    Task(usize, String),
    /// An index without an answer.
    Missing(usize),
    /// The id of an answer that nobody asked for.
    Foreign(Option<String>),
}

impl Told {
    pub(crate) fn task(index: usize, status: &str) -> Self {
        Self::Task(index, status.into())
    }
}

/// Writes down all that it is told.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    pub(crate) told: Vec<Told>,
}

impl Recorder {
    /// The tasks alone.
    pub(crate) fn tasks(&self) -> impl Iterator<Item = (usize, &str)> {
        self.told.iter().filter_map(|told| match told {
            Told::Task(index, status) => Some((*index, status.as_str())),
            _ => None,
        })
    }
}

impl TaskSink for Recorder {
    fn task(&mut self, task: Task<'_>) -> ControlFlow<()> {
        let status = task.status.map(|status| status.as_str().to_owned());
        self.told
            .push(Told::Task(task.index, status.unwrap_or_default()));
        ControlFlow::Continue(())
    }

    fn missing(&mut self, index: usize) {
        self.told.push(Told::Missing(index));
    }

    fn foreign(&mut self, item: &Item<'_>) {
        self.told
            .push(Told::Foreign(item.id().map(|id| id.as_str().into())));
    }
}
