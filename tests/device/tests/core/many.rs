//! A watch of as many jobs as a device is promised, in four bytes each: their ids
//! lie in flash.

use core::fmt::Write as _;
use core::ops::ControlFlow;

use drs_status_core::{
    Client, Ended, JobId, Request, ResponseHead, Seen, Status, StatusCode, Token, Transport, Until,
    Was, Watch, WatchEvent,
};
use drs_status_device::poll;
use heapless::String;

use crate::client::CONFIG;
use crate::port::{NoAnswer, Still};

const MANY: usize = 500;

static TEXTS: [[u8; 36]; MANY] = texts();
static JOBS: [JobId<'static>; MANY] = jobs();

/// Ids that begin with their number.
#[allow(clippy::large_stack_arrays, reason = "the compiler makes it")]
const fn texts() -> [[u8; 36]; MANY] {
    let mut texts = [*b"00000000-2308-4bb5-a6bc-1040402fjb21"; MANY];
    let mut number = 0;
    while number < MANY {
        texts[number][5] = digit(number / 100);
        texts[number][6] = digit(number / 10);
        texts[number][7] = digit(number);
        number += 1;
    }
    texts
}

/// The last digit.
#[allow(clippy::cast_possible_truncation, reason = "a digit is below ten")]
const fn digit(number: usize) -> u8 {
    b'0' + (number % 10) as u8
}

const fn jobs() -> [JobId<'static>; MANY] {
    let mut jobs = [JobId::literal("00000000-2308-4bb5-a6bc-1040402fjb21"); MANY];
    let mut number = 0;
    while number < MANY {
        if let Ok(text) = core::str::from_utf8(&TEXTS[number]) {
            jobs[number] = JobId::literal(text);
        }
        number += 1;
    }
    jobs
}

/// What a job is at a poll. Two of them change.
fn status(poll: usize, index: usize) -> Status<'static> {
    match (poll, index) {
        (1, 7) | (1.., 499) => Status::IncreTransferFailed,
        _ => Status::IncreTransferStarted,
    }
}

/// Answers for the ids it is asked for, item by item.
struct Service {
    poll: usize,
    /// What is to be answered of.
    left: core::ops::Range<usize>,
    piece: String<96>,
    read: usize,
}

impl Transport for Service {
    type Error = NoAnswer;

    async fn send(
        &mut self,
        request: &Request<'_>,
        _: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, NoAnswer> {
        let jobs = request.body().batch_status().ok_or(NoAnswer)?.jobs();
        let place = |id: &JobId<'_>| id.as_str()[5..8].parse().map_err(|_| NoAnswer);
        let (Some(first), Some(last)) = (jobs.first(), jobs.last()) else {
            return Err(NoAnswer);
        };
        self.left = place(first)?..place(last)? + 1;
        assert_eq!(self.left.len(), jobs.len());
        if self.left.start == 0 {
            self.poll += 1;
        }
        self.piece = String::try_from(r#"{"results":["#).map_err(|_| NoAnswer)?;
        self.read = 0;
        StatusCode::new(200).ok_or(NoAnswer)
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, NoAnswer> {
        if self.read == self.piece.len() {
            self.write_next()?;
        }
        let rest = &self.piece.as_bytes()[self.read..];
        let len = rest.len().min(buffer.len());
        buffer[..len].copy_from_slice(&rest[..len]);
        self.read += len;
        Ok(len)
    }

    fn close(&mut self) {
        self.left = 0..0;
    }
}

impl Service {
    /// The next item; the end of the answer behind the last; then nothing.
    fn write_next(&mut self) -> Result<(), NoAnswer> {
        self.read = 0;
        let had_item = self.piece.ends_with(['[', '}']) && !self.piece.ends_with("]}");
        self.piece.clear();
        let Some(index) = self.left.next() else {
            let end = if had_item { "]}" } else { "" };
            return self.piece.push_str(end).map_err(|_| NoAnswer);
        };
        let status = status(self.poll - 1, index).as_str();
        let comma = if index % 100 == 0 { "" } else { "," };
        let id = JOBS[index];
        write!(self.piece, r#"{comma}{{"id":"{id}","status":"{status}"}}"#).map_err(|_| NoAnswer)
    }
}

pub(crate) fn as_many_jobs_are_watched_as_a_device_is_promised() {
    let mut buffer = [0; CONFIG.min_buffer_len() + 64];
    let token = Token::new("a-token").expect("it is one");
    let service = Service {
        poll: 0,
        left: 0..0,
        piece: String::new(),
        read: 0,
    };
    let client = Client::new(CONFIG, token, service, Still, &mut buffer);
    let mut client = client.expect("the buffer is as long as it must be");
    let mut seen = [Seen::NOTHING; MANY];
    let mut told = heapless::Vec::<(usize, usize), 4>::new();
    let (mut polls, mut new) = (0, 0);
    let watch = Watch::until(Until::Never);
    let ended = poll(client.watch(&JOBS, &mut seen, &watch, |event| {
        match event {
            WatchEvent::Change(change) if change.was == Was::New => new += 1,
            WatchEvent::Change(change) => told
                .push((polls, change.index))
                .expect("no more changes than there are"),
            _ => polls += 1,
        }
        if polls < 4 {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }));
    assert_eq!(ended.ok(), Some(Ended::Stopped));
    assert_eq!((polls, new), (4, MANY));
    assert_eq!(told[..], [(1, 7), (1, 499), (2, 7)]);
    assert_eq!(size_of_val(&seen), 4 * MANY);
}
