//! Shows a watch to whoever looks: a thread of its own, so that time goes on
//! while a request is under way.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use drs_status_core::Ended;

use super::arguments::Format;
use super::frame::{Size, frame, in_words};
use super::lines::{Event, Text};
use super::signals::Signal;
use super::told::{Told, What};
use super::view::View;
use crate::failure::Failure;
use crate::output::{Output, look_for_reader};
use crate::screen::Screen;
use crate::stderr::say;
use crate::time::{span, utc};

/// How often a table is drawn, or the reader is looked for, though nothing has
/// happened.
const TICK: Duration = Duration::from_secs(1);

/// How long a request under way is waited for after a signal.
const GRACE: Duration = Duration::from_secs(5);

/// What is to be shown.
pub(super) enum News {
    Told(Told),
    Signal(Signal),
    /// The watch is over; `None` where an error ended it.
    Over(Option<Ended>),
}

/// What the presenter leaves behind.
pub(super) struct Presented {
    pub(super) signal: Option<Signal>,
    /// Nobody reads any more, or standard output is broken.
    pub(super) failure: Option<Failure>,
    pub(super) patience: Patience,
}

/// Whether the end of the watch was waited for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Patience {
    Kept,
    /// After a signal, a request under way took too long.
    Lost,
}

/// By what means a watch is shown.
enum Face {
    /// A table that is redrawn in place.
    Live(Screen),
    /// A table, once, at the end.
    Table(Output),
    Lines(Output),
    Json(Output),
}

/// Shows a watch.
pub(super) struct Presenter {
    view: View,
    face: Face,
    signal: Option<Signal>,
}

impl Presenter {
    /// Whether a table is redrawn in place.
    pub(super) fn is_live(format: Option<Format>) -> bool {
        matches!(format, None | Some(Format::Table)) && Screen::open().is_some()
    }

    /// As `format` says, or else as suits what standard output is.
    pub(super) fn open(view: View, format: Option<Format>) -> Self {
        let face = match (format, Screen::open()) {
            (None | Some(Format::Table), Some(screen)) => Face::Live(screen),
            (Some(Format::Table), None) => Face::Table(Output::open()),
            (None, None) | (Some(Format::Line), _) => Face::Lines(Output::open()),
            (Some(Format::Json), _) => Face::Json(Output::open()),
        };
        Self {
            view,
            face,
            signal: None,
        }
    }

    /// Shows what comes, until the watch is over; or, after a signal, until it
    /// was waited for long enough.
    pub(super) fn run(mut self, news: &Receiver<News>) -> Presented {
        let mut deadline: Option<Instant> = None;
        let mut patience = Patience::Kept;
        let failure = loop {
            if let Err(error) = self.refresh() {
                break Some(Failure::writing(&error));
            }
            let left = deadline.map(|end| end.saturating_duration_since(Instant::now()));
            let next = match news.recv_timeout(left.map_or(TICK, |left| left.min(TICK))) {
                Ok(next) => next,
                Err(_) if deadline.is_some_and(|end| Instant::now() >= end) => {
                    patience = Patience::Lost;
                    News::Over(Some(Ended::Stopped))
                }
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => News::Over(None),
            };
            let written = match next {
                News::Told(told) => self.told(told),
                News::Signal(signal) => {
                    self.signal = Some(signal);
                    deadline = Instant::now().checked_add(GRACE);
                    Ok(())
                }
                News::Over(ended) => break self.over(ended).err(),
            };
            if let Err(error) = written {
                break Some(Failure::writing(&error));
            }
        };
        Presented {
            signal: self.signal,
            failure,
            patience,
        }
    }

    /// Draws the table, or looks whether anybody reads us still: while nothing
    /// happens, no writing would tell.
    fn refresh(&self) -> io::Result<()> {
        match &self.face {
            Face::Live(screen) => self.draw(screen),
            _ => look_for_reader(),
        }
    }

    fn draw(&self, screen: &Screen) -> io::Result<()> {
        let size = size();
        screen.draw(&frame(&self.view, Instant::now(), size), size.width)
    }

    fn told(&mut self, Told { time, what }: Told) -> io::Result<()> {
        let (now, time) = (Instant::now(), utc(time));
        let event = match &what {
            What::Change(changed) => Event::change(&time, changed),
            What::Poll(polled) => Event::poll(&time, *polled),
            What::Trouble(trouble) => Event::trouble(&time, *trouble),
        };
        match (&mut self.face, &what) {
            (Face::Json(output), _) => {
                output.write(format_args!("{}\n", event.line()?))?;
                output.flush()?;
            }
            (Face::Lines(output), What::Change(changed)) => {
                let time = &time;
                output.write(format_args!("{}\n", Text { time, changed }))?;
                output.flush()?;
            }
            (Face::Lines(_) | Face::Table(_), What::Trouble(trouble)) => {
                say(format_args!(
                    "{time}  warning: {}; it is tried again",
                    in_words(*trouble)
                ));
            }
            _ => {}
        }
        match what {
            What::Change(changed) => self.view.change(changed, now),
            What::Poll(_) => self.view.polled(now),
            What::Trouble(trouble) => self.view.failed(trouble),
        }
        Ok(())
    }

    /// Shows what is known at the end.
    fn over(&mut self, ended: Option<Ended>) -> Result<(), Failure> {
        let now = Instant::now();
        let end = match (self.signal, ended) {
            (Some(signal), Some(Ended::Stopped)) => format!("stopped by {}", signal.name()),
            (_, Some(Ended::Reached)) => "done".to_owned(),
            (_, Some(Ended::Failed)) => "a job has failed".to_owned(),
            (_, Some(Ended::TimeUp)) => "time is up".to_owned(),
            (_, Some(_)) => "stopped".to_owned(),
            (_, None) => "an error ended it".to_owned(),
        };
        let elapsed = span(self.view.elapsed(now));
        let summary = format!("{} after {elapsed}: {end}", self.view.summary());
        self.view.end = Some(end);
        self.last(ended, now, &summary)
            .map_err(|error| Failure::writing(&error))
    }

    fn last(&mut self, ended: Option<Ended>, now: Instant, summary: &str) -> io::Result<()> {
        if let Face::Live(screen) = &self.face {
            self.draw(screen)?;
        }
        match &mut self.face {
            Face::Live(_) => Screen::leave(),
            Face::Table(output) => {
                let size = Size {
                    width: columns().unwrap_or(160),
                    height: usize::MAX,
                };
                for line in frame(&self.view, now, size) {
                    output.write(format_args!("{line}\n"))?;
                }
                output.flush()?;
            }
            Face::Lines(_) => say(format_args!("{summary}")),
            Face::Json(output) => {
                let time = utc(SystemTime::now());
                let outcome = outcome(ended);
                let event = Event::End {
                    time: &time,
                    outcome,
                };
                output.write(format_args!("{}\n", event.line()?))?;
                output.flush()?;
                say(format_args!("{summary}"));
            }
        }
        Ok(())
    }
}

const fn outcome(ended: Option<Ended>) -> &'static str {
    match ended {
        Some(Ended::Reached) => "reached",
        Some(Ended::Failed) => "failed",
        Some(Ended::TimeUp) => "time-up",
        Some(_) => "stopped",
        None => "error",
    }
}

/// The size of the terminal, or a usual one.
fn size() -> Size {
    let size = terminal_size::terminal_size();
    size.map_or(
        Size {
            width: 80,
            height: 24,
        },
        |(width, height)| Size {
            width: width.0.into(),
            height: height.0.into(),
        },
    )
}

/// The width that the environment names.
fn columns() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}
