//! What firmware says: defmt's frames are numbers, and become text by what stands in
//! the image.

use std::fmt;
use std::io::Read;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use defmt_decoder::{DecodeError, Frame, Table};

/// A line of a log. One that tells of a panic may have several lines.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// How grave it is, in a word such as `info`.
    pub level: &'static str,
    /// When it was said, in seconds on the firmware's clock.
    pub time: String,
    /// What it says.
    pub text: String,
}

impl From<&Frame<'_>> for Line {
    fn from(frame: &Frame<'_>) -> Self {
        let time = frame.display_timestamp().map(|time| time.to_string());
        Self {
            level: frame.level().map_or("", |level| level.as_str()),
            time: time.unwrap_or_default(),
            text: frame.display_message().to_string(),
        }
    }
}

/// Without the time, so that it is the same in every run.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:5} {}", self.level, self.text)
    }
}

/// What firmware has said.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Log {
    /// From the first line on.
    pub lines: Vec<Line>,
}

impl Log {
    /// Whether a line contains `text`.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        self.lines.iter().any(|line| line.text.contains(text))
    }
}

impl fmt::Display for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// Reads the frames that `firmware` logs, to their end, and gives each as a line.
///
/// # Panics
///
/// Panics if the image cannot be read, or has no texts.
pub fn read_log(firmware: &Path, frames: impl Read + Send + 'static) -> Receiver<Line> {
    let table = table(firmware);
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || read(&table, frames, &sender));
    lines
}

/// What the texts of an image are read from.
fn table(firmware: &Path) -> Table {
    let elf = std::fs::read(firmware)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", firmware.display()));
    Table::parse(&elf)
        .expect("the image has defmt's texts in a form that is known")
        .expect("the image logs by defmt")
}

/// Reads frames to their end, and sends each as a line.
fn read(table: &Table, mut frames: impl Read, lines: &Sender<Line>) {
    let mut decoder = table.new_stream_decoder();
    let mut piece = [0; 1024];
    while let Ok(len @ 1..) = frames.read(&mut piece) {
        decoder.received(&piece[..len]);
        loop {
            let line = match decoder.decode() {
                Ok(frame) => Line::from(&frame),
                Err(DecodeError::UnexpectedEof) => break,
                Err(DecodeError::Malformed) => Line {
                    level: "",
                    time: String::new(),
                    text: "(not a frame of defmt)".into(),
                },
            };
            // Nobody may listen any more.
            _ = lines.send(line);
        }
    }
}
