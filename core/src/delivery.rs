//! Answers meet the ids that were asked, each at most once.

use core::ops::ControlFlow;

use crate::job::JobId;
use crate::kept::TaskStatus;
use crate::request::MAX_IDS_PER_REQUEST;
use crate::response::Item;
use crate::task::Task;

/// Takes the tasks of an answer as they arrive.
///
/// A [`heapless::Vec`] of [`TaskStatus`] is one; so is, by way of
/// [`Client::for_each`](crate::Client::for_each), a closure.
pub trait TaskSink {
    /// How many more tasks there is room for; `None` without a limit. Asked
    /// before anything is sent.
    fn room(&self) -> Option<usize> {
        None
    }

    /// A task that was asked. Comes at most once for each index.
    ///
    /// `Break` ends the call: the rest of the answer is not read.
    fn task(&mut self, task: Task<'_>) -> ControlFlow<()>;

    /// The id at `index` was asked and no task came for it. Said after an
    /// answer that was whole, never after one that broke.
    #[expect(unused_variables, reason = "named for who writes a sink")]
    fn missing(&mut self, index: usize) {}

    /// The answer has an item that nobody asked for. It comes again if the
    /// answer breaks behind it and is asked again.
    #[expect(unused_variables, reason = "named for who writes a sink")]
    fn foreign(&mut self, item: &Item<'_>) {}
}

impl<const MESSAGE: usize, const N: usize> TaskSink for heapless::Vec<TaskStatus<MESSAGE>, N> {
    fn room(&self) -> Option<usize> {
        Some(N - self.len())
    }

    fn task(&mut self, task: Task<'_>) -> ControlFlow<()> {
        // The room was checked: the client delivers no more than it asked for.
        match self.push(TaskStatus::of(&task)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// A closure as a sink.
pub(crate) struct Each<F>(pub(crate) F);

impl<F: FnMut(Task<'_>) -> ControlFlow<()>> TaskSink for Each<F> {
    fn task(&mut self, task: Task<'_>) -> ControlFlow<()> {
        (self.0)(task)
    }
}

/// What became of the ids that were asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Summary {
    /// How many answers were due: an id each, or what stands on the page.
    pub asked: usize,
    /// How many tasks were delivered.
    pub delivered: usize,
    /// How many of those due did not come.
    pub missing: usize,
    /// How many items came again for an id; the first one was delivered.
    pub repeated: usize,
    /// How many items came that nobody asked for.
    pub foreign: usize,
    /// How many requests were answered.
    pub requests: usize,
    /// The field `count` of the last answer. Documents disagree on what it
    /// counts: nothing is made of it.
    pub count: Option<u32>,
    /// Whether the sink ended the call. The numbers speak of what was read
    /// until then, and nothing is known to be missing.
    pub stopped: bool,
}

impl Summary {
    /// Whether there was an answer for each id and nothing else.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.delivered == self.asked
            && self.missing == 0
            && self.repeated == 0
            && self.foreign == 0
            && !self.stopped
    }
}

/// A bit for each id in flight.
type Bitmap = [u32; MAX_IDS_PER_REQUEST.div_ceil(32)];

const EMPTY: Bitmap = [0; MAX_IDS_PER_REQUEST.div_ceil(32)];

/// Keeps, for one request, which of its ids were answered.
///
/// After a broken answer the same request is sent again: what was delivered
/// stays so, and is dropped when it comes again.
#[derive(Debug)]
pub(crate) struct Delivery<'j> {
    jobs: &'j [JobId<'j>],
    /// The index of the first of `jobs` in the list of the caller.
    first: usize,
    delivered: Bitmap,
    /// Answered by this attempt.
    seen: Bitmap,
    /// Where the next answer is expected: the service answers in order as a rule.
    next: usize,
    repeated: usize,
    foreign: usize,
}

/// What an item turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Delivered {
    Now,
    Before,
    Stopped,
}

impl<'j> Delivery<'j> {
    /// For `jobs`, at most [`MAX_IDS_PER_REQUEST`], whose first has the index
    /// `first`.
    pub(crate) const fn new(jobs: &'j [JobId<'j>], first: usize) -> Self {
        Self {
            jobs,
            first,
            delivered: EMPTY,
            seen: EMPTY,
            next: 0,
            repeated: 0,
            foreign: 0,
        }
    }

    /// Those that are asked.
    pub(crate) const fn jobs(&self) -> &'j [JobId<'j>] {
        self.jobs
    }

    /// The index of whatever comes behind them.
    pub(crate) const fn end(&self) -> usize {
        self.first + self.jobs.len()
    }

    /// The same request is sent again.
    pub(crate) fn restart(&mut self) {
        self.seen = EMPTY;
        self.next = 0;
        self.repeated = 0;
        self.foreign = 0;
    }

    /// Hands `item` to the sink, if it was asked and not delivered before.
    pub(crate) fn deliver(&mut self, item: Item<'_>, sink: &mut dyn TaskSink) -> Delivered {
        let Some((at, id)) = item.id().and_then(|id| self.find(id.as_bytes())) else {
            self.foreign += 1;
            sink.foreign(&item);
            return Delivered::Before;
        };
        self.next = at + 1;
        if set(&mut self.seen, at) {
            self.repeated += 1;
            return Delivered::Before;
        }
        if set(&mut self.delivered, at) {
            return Delivered::Before;
        }
        let flow = sink.task(Task {
            index: self.first + at,
            id,
            status: item.status(),
            error_code: item.error_code(),
            error_message: item.error_message(),
        });
        match flow {
            ControlFlow::Continue(()) => Delivered::Now,
            ControlFlow::Break(()) => Delivered::Stopped,
        }
    }

    fn find(&self, id: &[u8]) -> Option<(usize, JobId<'j>)> {
        let is_it = |job: &&JobId<'_>| job.as_bytes().as_slice() == id;
        if let Some(job) = self.jobs.get(self.next).filter(is_it) {
            return Some((self.next, *job));
        }
        let at = self.jobs.iter().position(|job| is_it(&job))?;
        Some((at, *self.jobs.get(at)?))
    }

    /// The answer was whole: adds this request to `summary`. Each id that did
    /// not come is named to the sink, unless a page was asked for: then nobody
    /// can say which ids are due.
    pub(crate) fn finish(&self, due: Due, summary: &mut Summary, sink: &mut dyn TaskSink) {
        summary.requests += 1;
        summary.repeated += self.repeated;
        summary.foreign += self.foreign;
        let delivered: u32 = self.delivered.iter().map(|word| word.count_ones()).sum();
        let due = match due {
            Due::EachId => {
                for at in 0..self.jobs.len() {
                    if !is_set(&self.delivered, at) {
                        sink.missing(self.first + at);
                    }
                }
                self.jobs.len()
            }
            Due::Some(number) => number,
        };
        summary.missing += due.saturating_sub(delivered as usize);
    }
}

/// How many answers are due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Due {
    EachId,
    Some(usize),
}

fn is_set(bitmap: &Bitmap, at: usize) -> bool {
    bitmap
        .get(at / 32)
        .is_some_and(|word| word >> (at % 32) & 1 == 1)
}

/// Sets a bit and says whether it was set before.
fn set(bitmap: &mut Bitmap, at: usize) -> bool {
    let before = is_set(bitmap, at);
    if let Some(word) = bitmap.get_mut(at / 32) {
        *word |= 1 << (at % 32);
    }
    before
}
