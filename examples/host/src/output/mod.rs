//! What goes to standard output: a row for each id.

pub(crate) mod json;
mod table;

use std::fmt;
use std::io::{self, BufWriter, StdoutLock, Write as _};

use anstream::AutoStream;
use drs_status_core::{JobId, Task};

pub(crate) use self::json::class_name;
pub(crate) use self::table::style;
use crate::ask::Listener;
use crate::failure::Failure;

/// How rows are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub(crate) enum Format {
    /// A table for people
    Table,
    /// One JSON object a line, for programs
    Json,
}

/// Standard output. Styles get through on a terminal only, as `NO_COLOR`,
/// `CLICOLOR`, `CLICOLOR_FORCE` and `TERM` say.
pub(crate) struct Output(BufWriter<AutoStream<StdoutLock<'static>>>);

impl Output {
    pub(crate) fn open() -> Self {
        Self(BufWriter::new(AutoStream::auto(io::stdout().lock())))
    }

    pub(crate) fn write(&mut self, text: fmt::Arguments<'_>) -> io::Result<()> {
        self.0.write_fmt(text)
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Looks whether whoever read standard output has closed it: an error that says
/// so.
#[cfg(unix)]
pub(crate) fn look_for_reader() -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdout = io::stdout();
    // An error and a hang-up are told though nobody asks for them.
    let mut looked = [PollFd::new(&stdout, PollFlags::empty())];
    // What cannot be looked at is found out by writing.
    let _ = poll(&mut looked, Some(&Timespec::default()));
    let gone = PollFlags::ERR | PollFlags::HUP;
    if looked.iter().any(|fd| fd.revents().intersects(gone)) {
        return Err(io::ErrorKind::BrokenPipe.into());
    }
    Ok(())
}

/// Elsewhere it is found out by writing.
#[cfg(not(unix))]
pub(crate) fn look_for_reader() -> io::Result<()> {
    Ok(())
}

/// What is said of an id.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Row<'r> {
    /// What the service answered.
    Answered(&'r Task<'r>),
    /// It did not answer.
    Unanswered(JobId<'r>),
}

/// Rows, written as answers arrive.
pub(crate) struct Rows {
    format: Format,
    output: Output,
    head: Head,
}

/// The line above a table's first row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Due,
    Written,
}

impl Rows {
    pub(crate) fn new(format: Format, output: Output) -> Self {
        let head = match format {
            Format::Table => Head::Due,
            Format::Json => Head::Written,
        };
        Self {
            format,
            output,
            head,
        }
    }

    fn write(&mut self, row: Row<'_>) -> io::Result<()> {
        if std::mem::replace(&mut self.head, Head::Written) == Head::Due {
            self.output.write(format_args!("{}\n", table::HEAD))?;
        }
        match self.format {
            Format::Table => self.output.write(format_args!("{}\n", table::Line(row))),
            Format::Json => self.output.write(format_args!("{}\n", json::line(row)?)),
        }
    }
}

/// Rows go out when a block of them is there.
impl Listener for Rows {
    fn row(&mut self, row: Row<'_>) -> Result<(), Failure> {
        self.write(row).map_err(|error| Failure::writing(&error))
    }

    fn pause(&mut self) -> Result<(), Failure> {
        let sent = self.output.flush();
        sent.map_err(|error| Failure::writing(&error))
    }
}
