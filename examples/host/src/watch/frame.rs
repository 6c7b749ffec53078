//! The table of a watch as lines of a terminal: a function of what is known,
//! the time and the size, and of nothing else.

use std::fmt::Write as _;
use std::time::Instant;

use anstyle::{AnsiColor, Style};
use drs_status_core::{Class, Trouble};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::told::Answer;
use super::view::{Job, Known, View, kinds};
use crate::escape::Escaped;
use crate::output::style;
use crate::time::span;

/// The size of a terminal, in characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Size {
    pub(super) width: usize,
    pub(super) height: usize,
}

const GAP: &str = "  ";
/// A job id has 36 characters; its beginning does where there is no room.
const JOB: usize = 36;
const SHORT_JOB: usize = 9;
/// `23h59m`.
const FOR: usize = 6;
/// What is wrong with a job is cut to no less than a code.
const LEAST_ERROR: usize = 16;
const BAR: usize = 20;

/// The lines, without their ends, in colours: none is as wide as the terminal,
/// and with the line that the cursor stands on they are no more than it has.
pub(super) fn frame(view: &View, now: Instant, size: Size) -> Vec<String> {
    // What stands in the last column makes some terminals begin a line.
    let width = size.width.saturating_sub(1);
    let mut lines = vec![head(view, now, width)];
    let room = size.height.saturating_sub(3);
    let mut jobs: Vec<&Job> = view.jobs.iter().collect();
    if jobs.len() > room {
        // Those that need a person first, those that need nobody last.
        jobs.sort_by_key(|job| urgency(job));
    } else {
        jobs.sort_by_key(|job| !job.has_failed());
    }
    let (shown, rest) = match jobs.len() {
        len if len <= room => (&jobs[..], &[][..]),
        _ => jobs.split_at(room.saturating_sub(1)),
    };
    if !shown.is_empty() {
        let columns = Columns::fitting(shown, width);
        lines.push(columns.head());
        lines.extend(shown.iter().map(|job| columns.row(job, now)));
    }
    if !rest.is_empty() && room > 0 {
        let count = rest.len();
        let text = format!("… and {count} more: {}", kinds(rest.iter().copied()));
        lines.push(cut(&text, width));
    }
    lines
}

fn urgency(job: &Job) -> u8 {
    match job.class() {
        Some(Class::Failed) => 0,
        Some(Class::Ended) => 2,
        _ => 1,
    }
}

/// How far it is, and how it stands with the watch itself.
fn head(view: &View, now: Instant, width: usize) -> String {
    let (there, word) = view.progress();
    let all = view.jobs.len();
    let mut line = Line::new(width);
    line.put(&format!("{there} of {all} {word}"), Style::new().bold());
    if width >= 70 {
        let filled = (there * BAR).checked_div(all).unwrap_or(0);
        line.gap();
        line.put(&"█".repeat(filled), AnsiColor::Green.on_default());
        line.put(&"░".repeat(BAR - filled), Style::new().dimmed());
    }
    line.gap();
    line.put(
        &format!("elapsed {}", span(view.elapsed(now))),
        Style::new(),
    );
    line.gap();
    if let Some(end) = &view.end {
        line.put(&Escaped(end).to_string(), Style::new().bold());
    } else if let Some((trouble, times)) = view.trouble() {
        let text = format!("{} ({times} in a row)", in_words(trouble));
        line.put(&text, AnsiColor::Yellow.on_default());
    } else if let Some(ago) = view.answered(now) {
        line.put(&format!("asked {} ago", span(ago)), Style::new().dimmed());
    } else {
        line.put("asking", Style::new().dimmed());
    }
    line.end()
}

/// What keeps a poll from being whole.
pub(super) const fn in_words(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Connection => "the connection fails",
        Trouble::Throttled => "the service is asked too often",
        Trouble::Unavailable => "the service is not there for now",
        Trouble::Internal => "something fails inside the service",
        _ => "something fails that may pass",
    }
}

/// How wide each column is.
struct Columns {
    job: usize,
    status: usize,
    /// None where there is no room for it.
    span: Option<usize>,
    /// None where there is no room for a code.
    error: Option<usize>,
    width: usize,
}

impl Columns {
    fn fitting(jobs: &[&Job], width: usize) -> Self {
        let longest = jobs.iter().map(|job| status(job).width()).max();
        let status = longest.unwrap_or(0).max("STATUS".len());
        let has_error = jobs.iter().any(|job| !error(job).is_empty());
        let beside = |job: usize| job + status + FOR + 2 * GAP.len();
        let wanted = if has_error {
            GAP.len() + LEAST_ERROR
        } else {
            0
        };
        let job = if beside(JOB) + wanted <= width {
            JOB
        } else {
            SHORT_JOB
        };
        let room = width.saturating_sub(beside(job) + GAP.len());
        Self {
            job,
            status,
            span: (beside(job) <= width).then_some(FOR),
            error: (has_error && room >= LEAST_ERROR).then_some(room),
            width,
        }
    }

    fn head(&self) -> String {
        let mut line = Line::new(self.width);
        let style = Style::new().underline();
        line.pad("JOB", self.job, style);
        line.gap();
        line.pad("STATUS", self.status, style);
        if let Some(room) = self.span {
            line.gap();
            line.pad("FOR", room, style);
        }
        if self.error.is_some() {
            line.gap();
            line.put("ERROR", style);
        }
        line.end()
    }

    fn row(&self, job: &Job, now: Instant) -> String {
        let mut line = Line::new(self.width);
        line.pad(&cut(&job.id, self.job), self.job, Style::new());
        line.gap();
        let style = job.class().map_or(Style::new().dimmed(), style);
        line.pad(&status(job), self.status, style);
        if let Some(room) = self.span {
            line.gap();
            let since = job.since(now).map_or_else(|| "-".to_owned(), span);
            line.pad(&since, room, Style::new());
        }
        if let Some(room) = self.error {
            line.gap();
            line.put(&cut(&error(job), room), Style::new());
        }
        line.end()
    }
}

/// What stands for a status.
fn status(job: &Job) -> String {
    match &job.known {
        Known::Nothing => "…".to_owned(),
        Known::Unanswered => "unanswered".to_owned(),
        Known::Answer(_) => {
            let status = job.status().unwrap_or("-");
            Escaped(status).to_string()
        }
    }
}

/// What is wrong with a job, code first.
fn error(job: &Job) -> String {
    let Known::Answer(Answer {
        error_code,
        error_message,
        ..
    }) = &job.known
    else {
        return String::new();
    };
    let texts = [error_code, error_message].into_iter().flatten();
    let texts: Vec<&str> = texts.map(String::as_str).collect();
    Escaped(&texts.join("  ")).to_string()
}

/// A line that grows until it is full.
struct Line {
    text: String,
    left: usize,
}

impl Line {
    const fn new(width: usize) -> Self {
        Self {
            text: String::new(),
            left: width,
        }
    }

    /// Adds `text`, or as much of it as there is room for.
    fn put(&mut self, text: &str, style: Style) {
        let text = cut(text, self.left);
        self.left -= text.width();
        if !text.is_empty() {
            let _ = write!(self.text, "{style}{text}{style:#}");
        }
    }

    /// Adds `text` and fills up to `width`.
    fn pad(&mut self, text: &str, width: usize, style: Style) {
        self.put(text, style);
        let missing = width.saturating_sub(text.width()).min(self.left);
        self.left -= missing;
        self.text.push_str(&" ".repeat(missing));
    }

    fn gap(&mut self) {
        self.pad("", GAP.len(), Style::new());
    }

    /// The line, which does not end in spaces.
    fn end(mut self) -> String {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text
    }
}

/// `text`, or its beginning and a `…` where it is wider than `width`.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let fits = |character: &char| {
        let wide = character.width().unwrap_or(0);
        let fits = wide <= room;
        room = if fits { room - wide } else { 0 };
        fits
    };
    let mut beginning: String = text.chars().take_while(fits).collect();
    if width > 0 {
        beginning.push('…');
    }
    beginning
}

#[cfg(test)]
mod tests;
