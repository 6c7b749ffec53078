//! What becomes of what the client tells.

use std::ops::ControlFlow;
use std::sync::mpsc::Sender;
use std::time::SystemTime;

use drs_status_core::{Change, WatchEvent};
use drs_status_std::Stop;

use super::exec::Exec;
use super::lines::Event;
use super::metered::Metered;
use super::present::News;
use super::told::{Changed, Told, What};
use crate::metrics::Up;
use crate::time::utc;

/// Hands on what the client tells: to whoever shows it, to the metrics, and to
/// the user's program.
pub(super) struct Telling<'a> {
    pub(super) news: &'a Sender<News>,
    pub(super) stop: &'a Stop,
    pub(super) metered: Option<Metered<'a>>,
    pub(super) exec: Option<Exec>,
    /// What the program was not run for yet, and when it was told.
    pub(super) due: Vec<(SystemTime, Changed)>,
}

impl Telling<'_> {
    pub(super) fn tell(&mut self, event: WatchEvent<'_>) -> ControlFlow<()> {
        match event {
            WatchEvent::Change(change) => self.change(&change),
            WatchEvent::Polled(polled) => self.polled(Up::Yes, What::Poll(polled)),
            WatchEvent::Trouble(trouble) => self.polled(Up::No, What::Trouble(trouble)),
            _ => ControlFlow::Continue(()),
        }
    }

    fn change(&mut self, change: &Change<'_>) -> ControlFlow<()> {
        if let Some(metered) = &mut self.metered {
            metered.change(change);
        }
        let changed = Changed::from(change);
        let told = Told::now(What::Change(changed.clone()));
        if self.exec.is_some() {
            self.due.push((told.time, changed));
        }
        self.send(told)
    }

    /// A poll has ended, well or not. Programs run only now: while an answer is
    /// read they would use up the time of its request.
    fn polled(&mut self, up: Up, what: What) -> ControlFlow<()> {
        if let Some(metered) = &mut self.metered {
            metered.polled(up);
        }
        self.send(Told::now(what))?;
        self.run_programs();
        self.flow()
    }

    /// Runs the program for each change that is due. Once the watch is to stop,
    /// none is begun.
    pub(super) fn run_programs(&mut self) {
        let Some(exec) = &self.exec else { return };
        for (time, changed) in self.due.drain(..) {
            if self.stop.is_stopped() {
                return;
            }
            // Its texts are texts: that cannot fail.
            let json = Event::change(&utc(time), &changed).line();
            exec.run(&changed, &json.unwrap_or_default());
        }
    }

    /// Nobody who does not listen any more is told anything.
    fn send(&self, told: Told) -> ControlFlow<()> {
        match self.news.send(News::Told(told)) {
            Ok(()) => self.flow(),
            Err(_) => ControlFlow::Break(()),
        }
    }

    fn flow(&self) -> ControlFlow<()> {
        if self.stop.is_stopped() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}
