//! `picojson`, pushed: it is fed pieces, and tells of each token.

use std::hint::black_box;

use heapless::String;
use picojson::{DefaultConfig, Event, ParseError, PushParseError, PushParser, PushParserHandler};

use crate::case::Failure;
use crate::ledger::Ledger;

pub(crate) fn chunks_of_1460(body: &[u8], ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    read(body, 1460, ledger)
}

pub(crate) fn chunks_of_64(body: &[u8], ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    read(body, 64, ledger)
}

pub(crate) fn chunks_of_1(body: &[u8], ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    read(body, 1, ledger)
}

#[inline(never)]
fn read(body: &[u8], len: usize, ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    let mut scratch = [0; 256];
    let jobs = Jobs::new(ledger);
    let mut parser = PushParser::<_, DefaultConfig>::new(jobs, &mut scratch);
    for chunk in body.chunks(black_box(len)) {
        parser.write(chunk).map_err(|error| failure(&error))?;
    }
    parser.finish().map_err(|error| failure(&error))?;
    Ok(())
}

fn failure(error: &PushParseError<ParseError>) -> Failure {
    format!("{error:?}").into()
}

/// What is known of the job that is being read. A token does not outlive the
/// call that tells of it.
struct Jobs<'s, 'i> {
    ledger: &'s mut Ledger<'i>,
    depth: u32,
    field: Field,
    id: String<36>,
    status: String<40>,
    error_code: Option<String<32>>,
    error_message: Option<String<128>>,
}

#[derive(Clone, Copy)]
enum Field {
    Id,
    Status,
    ErrorCode,
    ErrorMessage,
    Unknown,
}

/// How many containers are open around the fields of a job.
const JOB: u32 = 3;

impl<'s, 'i> Jobs<'s, 'i> {
    const fn new(ledger: &'s mut Ledger<'i>) -> Self {
        Self {
            ledger,
            depth: 0,
            field: Field::Unknown,
            id: String::new(),
            status: String::new(),
            error_code: None,
            error_message: None,
        }
    }

    fn text(&mut self, text: &str) -> Result<(), ParseError> {
        const FULL: ParseError = ParseError::ScratchBufferFull;
        match self.field {
            Field::Id => self.id = text.try_into().map_err(|_| FULL)?,
            Field::Status => self.status = text.try_into().map_err(|_| FULL)?,
            Field::ErrorCode => self.error_code = Some(text.try_into().map_err(|_| FULL)?),
            Field::ErrorMessage => self.error_message = Some(text.try_into().map_err(|_| FULL)?),
            Field::Unknown => {}
        }
        Ok(())
    }

    fn job(&mut self) {
        let code = self.error_code.take();
        let message = self.error_message.take();
        self.ledger
            .take_text(&self.id, &self.status, code.as_deref(), message.as_deref());
        self.id.clear();
        self.status.clear();
    }
}

impl<'input, 'scratch> PushParserHandler<'input, 'scratch, ParseError> for Jobs<'_, '_> {
    fn handle_event(&mut self, event: Event<'input, 'scratch>) -> Result<(), ParseError> {
        match event {
            Event::StartObject | Event::StartArray => self.depth += 1,
            Event::EndObject | Event::EndArray => {
                if self.depth == JOB {
                    self.job();
                }
                self.depth -= 1;
            }
            Event::Key(key) if self.depth == JOB => {
                self.field = match key.as_str() {
                    "id" => Field::Id,
                    "status" => Field::Status,
                    "error_code" => Field::ErrorCode,
                    "error_message" => Field::ErrorMessage,
                    _ => Field::Unknown,
                };
            }
            Event::String(text) if self.depth == JOB => self.text(text.as_str())?,
            _ => {}
        }
        Ok(())
    }
}
