//! The ids that are asked, read block by block: memory stays flat however many
//! there are.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read as _};
use std::path::Path;

use drs_status_core::{JobId, MAX_IDS_PER_REQUEST};

use crate::failure::Failure;

/// Stands for standard input.
const STDIN: &str = "-";

/// Longest line that is read, in bytes; comments may be longer.
const MAX_LINE_LEN: usize = 1024;

/// Where ids come from.
pub(crate) struct Ids {
    source: Source,
    /// How a place in the source is told.
    name: String,
    /// The argument or line that was read last, counted from 1.
    place: u64,
    found: Found,
}

enum Source {
    Arguments(std::vec::IntoIter<String>),
    Lines(Box<dyn BufRead>),
}

/// Whether the source has held an id.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    None,
    Some,
}

/// As many ids as one request takes.
pub(crate) struct Block {
    source: String,
    entries: Vec<Entry>,
}

/// What should be an id.
struct Entry {
    place: u64,
    text: String,
}

impl Ids {
    /// The ids in `arguments`, or in `file`, or in standard input where there
    /// are neither, or where `-` stands for it.
    pub(crate) fn open(arguments: Vec<String>, file: Option<&Path>) -> Result<Self, Failure> {
        let dashes = arguments.iter().filter(|id| *id == STDIN).count();
        match file {
            Some(path) if path == Path::new(STDIN) => Ok(Self::stdin()),
            Some(path) => Self::file(path),
            None if arguments.is_empty() && io::stdin().is_terminal() => Err(Failure::usage(
                "no job id is asked",
                "give ids as arguments, by --file, or on standard input",
            )),
            None if arguments.len() == dashes => Ok(Self::stdin()),
            None if dashes > 0 => Err(Failure::usage(
                "ids come from arguments or from standard input (-), not from both",
                "leave out one of them",
            )),
            None => Ok(Self::arguments(arguments)),
        }
    }

    /// The ids in `arguments`.
    pub(crate) fn arguments(arguments: Vec<String>) -> Self {
        Self::new(Source::Arguments(arguments.into_iter()), "argument".into())
    }

    fn stdin() -> Self {
        let lines = Box::new(io::stdin().lock());
        Self::new(Source::Lines(lines), "standard input, line".into())
    }

    fn file(path: &Path) -> Result<Self, Failure> {
        let name = path.display();
        let file = File::open(path).map_err(|error| Failure::reading(&name.to_string(), &error))?;
        let lines = Box::new(BufReader::new(file));
        Ok(Self::new(Source::Lines(lines), format!("{name}, line")))
    }

    const fn new(source: Source, name: String) -> Self {
        Self {
            source,
            name,
            place: 0,
            found: Found::None,
        }
    }

    /// The next block; `None` after the last one. That there is none at all is
    /// an error.
    pub(crate) fn next_block(&mut self) -> Result<Option<Block>, Failure> {
        let mut entries = Vec::new();
        while entries.len() < MAX_IDS_PER_REQUEST
            && let Some(entry) = self.next_entry()?
        {
            entries.push(entry);
        }
        if !entries.is_empty() {
            self.found = Found::Some;
            return Ok(Some(Block {
                source: self.name.clone(),
                entries,
            }));
        }
        match self.found {
            Found::Some => Ok(None),
            Found::None => Err(Failure::usage(
                format!("no job id in {}", self.whole_name()),
                "put one id on each line; lines that begin with # are comments",
            )),
        }
    }

    /// All blocks that there are.
    pub(crate) fn all(&mut self) -> Result<Vec<Block>, Failure> {
        let mut blocks = Vec::new();
        while let Some(block) = self.next_block()? {
            blocks.push(block);
        }
        Ok(blocks)
    }

    /// The only block there is: a page is of one request.
    pub(crate) fn only_block(&mut self) -> Result<Block, Failure> {
        match (self.next_block()?, self.next_block()?) {
            (Some(block), None) => Ok(block),
            _ => Err(Failure::usage(
                format!("--per-page goes with at most {MAX_IDS_PER_REQUEST} ids"),
                "leave it out: then all are asked, a hundred at a time",
            )),
        }
    }

    fn next_entry(&mut self) -> Result<Option<Entry>, Failure> {
        loop {
            let text = match &mut self.source {
                Source::Arguments(arguments) => arguments.next(),
                Source::Lines(lines) => match next_line(lines.as_mut()) {
                    Ok(Line::Text(text)) => Some(text),
                    Ok(Line::End) => None,
                    Ok(Line::TooLong) => {
                        return Err(Failure::usage(
                            format!(
                                "{} {}: no job id: more than {MAX_LINE_LEN} bytes long",
                                self.name,
                                self.place + 1
                            ),
                            "put one id on each line",
                        ));
                    }
                    Err(error) => return Err(Failure::reading(self.whole_name(), &error)),
                },
            };
            let Some(text) = text else {
                return Ok(None);
            };
            self.place += 1;
            let text = text.trim();
            if !text.is_empty() && !text.starts_with('#') {
                return Ok(Some(Entry {
                    place: self.place,
                    text: text.to_owned(),
                }));
            }
        }
    }

    fn whole_name(&self) -> &str {
        self.name.strip_suffix(", line").unwrap_or(&self.name)
    }
}

impl Block {
    /// The ids, each of them judged.
    pub(crate) fn jobs(&self) -> Result<Vec<JobId<'_>>, Failure> {
        let judge = |entry| self.judge(entry);
        self.entries.iter().map(judge).collect()
    }

    fn judge<'b>(&self, entry: &'b Entry) -> Result<JobId<'b>, Failure> {
        JobId::new(&entry.text).map_err(|error| {
            Failure::usage(
                // The text itself may be a secret from the wrong file.
                format!("{} {}: no job id: {error}", self.source, entry.place),
                "a job id has 36 characters, such as 9a470239-2308-4bb5-a6bc-1040402fjb21",
            )
        })
    }

    /// Where the id at `index` stands, for people.
    pub(crate) fn place(&self, index: usize) -> String {
        let place = self.entries.get(index).map_or(0, |entry| entry.place);
        format!("{} {place}", self.source)
    }
}

enum Line {
    Text(String),
    TooLong,
    End,
}

/// Reads a line, at most [`MAX_LINE_LEN`] bytes of it. Of a longer comment the
/// rest is passed over.
fn next_line(lines: &mut dyn BufRead) -> io::Result<Line> {
    let mut line = Vec::new();
    let mut start = (&mut *lines).take(MAX_LINE_LEN as u64 + 1);
    if start.read_until(b'\n', &mut line)? == 0 {
        return Ok(Line::End);
    }
    // What is not UTF-8 becomes U+FFFD, which no id has.
    let text = String::from_utf8_lossy(&line).into_owned();
    if line.len() > MAX_LINE_LEN && !line.ends_with(b"\n") {
        if !text.trim_start().starts_with('#') {
            return Ok(Line::TooLong);
        }
        lines.skip_until(b'\n')?;
    }
    Ok(Line::Text(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exit::Exit;

    const ID: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

    fn lines(text: &str) -> Ids {
        let lines = io::Cursor::new(text.to_owned().into_bytes());
        Ids::new(Source::Lines(Box::new(lines)), "ids.txt, line".into())
    }

    fn places(ids: &mut Ids) -> Vec<u64> {
        let block = ids.next_block().unwrap().unwrap();
        assert_eq!(block.jobs().unwrap().len(), block.entries.len());
        block.entries.iter().map(|entry| entry.place).collect()
    }

    #[test]
    fn one_id_a_line_blank_lines_and_comments_apart() {
        let long_comment = format!("  # {}", "x".repeat(5 * MAX_LINE_LEN));
        let text = format!("# jobs\n\n  {ID}\t\r\n{long_comment}\n \n#{ID}\n{ID}");
        let mut ids = lines(&text);
        assert_eq!(places(&mut ids), [3, 7]);
        assert!(ids.next_block().unwrap().is_none());
    }

    #[test]
    fn blocks_hold_as_many_as_a_request() {
        let mut ids = lines(&format!("{ID}\n").repeat(201));
        let lens = [(); 3].map(|()| places(&mut ids).len());
        assert_eq!(lens, [100, 100, 1]);
        assert!(ids.next_block().unwrap().is_none());
    }

    #[test]
    fn what_is_no_id_is_named_with_its_place() {
        let longest = "y".repeat(MAX_LINE_LEN);
        let cases = [
            (
                "9a470239".to_owned(),
                "ids.txt, line 2: no job id: 8 bytes long where 36 are allowed",
            ),
            (
                format!("{}!", &ID[..35]),
                "ids.txt, line 2: no job id: a character that may not stand at byte 35",
            ),
            (
                longest.clone(),
                "ids.txt, line 2: no job id: 1024 bytes long where 36 are allowed",
            ),
            (
                longest + "y",
                "ids.txt, line 2: no job id: more than 1024 bytes long",
            ),
            (
                " ".repeat(MAX_LINE_LEN) + ID,
                "ids.txt, line 2: no job id: more than 1024 bytes long",
            ),
        ];
        for (line, message) in cases {
            let mut ids = lines(&format!("{ID}\n{line}\n"));
            let failure = match ids.next_block() {
                Ok(block) => block.unwrap().jobs().unwrap_err(),
                Err(failure) => failure,
            };
            assert_eq!(
                (failure.exit, failure.message.as_str()),
                (Exit::Usage, message)
            );
        }
    }

    #[test]
    fn a_source_without_an_id_is_an_error() {
        for text in ["", "\n", "# only this\n\n"] {
            let failure = lines(text).next_block().err().unwrap();
            assert_eq!(failure.message, "no job id in ids.txt");
        }
    }
}
