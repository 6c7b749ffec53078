//! What is asked, and its bytes.

use core::fmt;

use crate::error::{Capacity, CapacityError};
use crate::job::{JOB_ID_LEN, JobId};
use crate::json::word::WIDE;
use crate::page::Page;
use crate::pieces::{BETWEEN, MAX_TAIL_LEN, OPEN, Pieces, Tail};
use crate::stored::copy;

/// Most ids that the client puts in one request: a page holds at most as many
/// tasks, so one page answers them all.
pub const MAX_IDS_PER_REQUEST: usize = 100;

/// Longest body of a request with `ids` ids, in bytes: sizes a buffer for
/// [`BatchStatusRequest::encode`] when the program is compiled.
///
/// ```
/// use drs_status_core::max_encoded_len;
/// static BUFFER: [u8; max_encoded_len(8)] = [0; max_encoded_len(8)];
/// assert_eq!(BUFFER.len(), 372);
/// ```
#[must_use]
pub const fn max_encoded_len(ids: usize) -> usize {
    list_len(ids) + MAX_TAIL_LEN
}

/// Bytes from one id to the next.
const STEP: usize = JOB_ID_LEN + BETWEEN.len();

/// Bytes up to the last id.
const fn list_len(ids: usize) -> usize {
    OPEN.len() + ids * JOB_ID_LEN + ids.saturating_sub(1) * BETWEEN.len()
}

/// The body of `POST /v3/{project_id}/jobs/batch-status`.
///
/// Borrows the ids; two words and a page. Written whole by
/// [`encode`](Self::encode) or piece by piece by [`pieces`](Self::pieces), with
/// the exact length known beforehand.
///
/// ```
/// use drs_status_core::{BatchStatusRequest, JobId, Page};
///
/// const JOBS: [JobId; 1] = JobId::list(["9a470239-2308-4bb5-a6bc-1040402fjb21"]);
/// let request = BatchStatusRequest::with_page(&JOBS, Page::new(1, 10)?)?;
/// let mut buffer = [0; 128];
/// let body = request.encode(&mut buffer)?;
/// assert_eq!(body.len(), request.encoded_len());
/// assert_eq!(
///     body,
///     br#"{"jobs":["9a470239-2308-4bb5-a6bc-1040402fjb21"],"page_req":{"cur_page":1,"per_page":10}}"#,
/// );
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BatchStatusRequest<'a> {
    jobs: &'a [JobId<'a>],
    page: Option<Page>,
}

fn copy_id(place: &mut [u8; JOB_ID_LEN], id: &[u8; JOB_ID_LEN]) {
    if WIDE {
        *place = *id;
    } else {
        copy_by_fours(place, id);
    }
}

/// Copies an id four bytes at a time: where words must be aligned, and are not
/// alike, a call of `memcpy` takes twice as long. That no text has a zero keeps
/// this from becoming one.
#[cfg_attr(target_pointer_width = "32", inline(always))]
fn copy_by_fours(place: &mut [u8; JOB_ID_LEN], id: &[u8; JOB_ID_LEN]) {
    let mut at = 0;
    while let (Some([a, b, c, d]), Some([e, f, g, h])) = (
        place.get_mut(at..).and_then(<[u8]>::first_chunk_mut),
        id.get(at..).and_then(<[u8]>::first_chunk),
    ) {
        if *h == 0 {
            break;
        }
        (*a, *b, *c, *d) = (*e, *f, *g, *h);
        at += 4;
    }
}

impl<'a> BatchStatusRequest<'a> {
    /// Asks for `jobs` and says nothing of pages.
    ///
    /// Whether the documented default of five tasks a page holds then is not
    /// documented: with more than five ids use [`with_page`](Self::with_page).
    ///
    /// # Errors
    ///
    /// [`RequestError::NoIds`] and [`RequestError::Duplicate`], as the service
    /// would refuse. Finding duplicates compares each pair of ids: it is meant
    /// for lists of hundreds.
    pub fn new(jobs: &'a [JobId<'a>]) -> Result<Self, RequestError> {
        check_ids(jobs)?;
        Ok(Self { jobs, page: None })
    }

    /// Asks for one page of `jobs`.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new), and [`RequestError::NoSuchPage`] where the page
    /// lies beyond the last.
    pub fn with_page(jobs: &'a [JobId<'a>], page: Page) -> Result<Self, RequestError> {
        check_ids(jobs)?;
        if page.len_of(jobs.len()) == 0 {
            return Err(RequestError::NoSuchPage);
        }
        Ok(Self {
            jobs,
            page: Some(page),
        })
    }

    /// For lists that were checked before: the client checks all of them
    /// before it sends the first.
    pub(crate) const fn checked(jobs: &'a [JobId<'a>], page: Option<Page>) -> Self {
        Self { jobs, page }
    }

    /// The ids that are asked.
    #[must_use]
    pub const fn jobs(&self) -> &'a [JobId<'a>] {
        self.jobs
    }

    /// The page that is asked, if one is named.
    #[must_use]
    pub const fn page(&self) -> Option<Page> {
        self.page
    }

    /// The body's exact length in bytes: its `Content-Length`.
    #[must_use]
    pub fn encoded_len(&self) -> usize {
        list_len(self.jobs.len()) + Tail::of(self.page).as_ref().len()
    }

    /// Writes the body to the start of `buffer` and returns it.
    ///
    /// # Errors
    ///
    /// [`CapacityError`] with what is needed and available; nothing is written then.
    pub fn encode<'b>(&self, buffer: &'b mut [u8]) -> Result<&'b [u8], CapacityError> {
        let needed = self.encoded_len();
        let available = buffer.len();
        let Some(body) = buffer.get_mut(..needed) else {
            return Err(CapacityError::new(Capacity::RequestBody, needed, available));
        };
        if let Some((open, list)) = body.split_at_mut_checked(OPEN.len()) {
            copy(open, OPEN);
            // What follows the last id is overwritten by the tail.
            for (slot, id) in list.chunks_exact_mut(STEP).zip(self.jobs) {
                if let Some((place, between)) = slot.split_first_chunk_mut() {
                    copy_id(place, id.as_bytes());
                    if let Some(between) = between.first_chunk_mut() {
                        *between = *BETWEEN;
                    }
                }
            }
        }
        if let Some(end) = body.get_mut(list_len(self.jobs.len())..) {
            copy(end, Tail::of(self.page).as_ref());
        }
        Ok(body)
    }

    /// The body in pieces of at most [`MAX_PIECE_LEN`](crate::MAX_PIECE_LEN) bytes, for a transport
    /// that has no room for all of it.
    #[must_use]
    pub fn pieces(&self) -> Pieces<'a> {
        Pieces::of(self.jobs, Tail::of(self.page))
    }
}

/// The rules for the ids of one request.
pub(crate) fn check_ids(jobs: &[JobId<'_>]) -> Result<(), RequestError> {
    if jobs.is_empty() {
        return Err(RequestError::NoIds);
    }
    for (second, id) in jobs.iter().enumerate() {
        if let Some(first) = jobs.iter().take(second).position(|earlier| earlier == id) {
            return Err(RequestError::Duplicate { first, second });
        }
    }
    Ok(())
}

/// Why a request was not made: the service would refuse it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum RequestError {
    /// No id is asked.
    NoIds,
    /// An id is asked twice (service code `DRS.M00301`).
    Duplicate {
        /// Where it stands first, counted from 0.
        first: usize,
        /// Where it stands again.
        second: usize,
    },
    /// `per_page` is above 100, or `cur_page` does not go with it.
    Page,
    /// There are fewer pages.
    NoSuchPage,
}

impl RequestError {
    /// The same error in a list in which the ids judged begin at `start`.
    pub(crate) const fn offset_by(self, start: usize) -> Self {
        match self {
            Self::Duplicate { first, second } => Self::Duplicate {
                first: first + start,
                second: second + start,
            },
            other => other,
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoIds => f.write_str("no job id is asked"),
            Self::Duplicate { first, second } => {
                write!(f, "job id {} is the same as job id {}", second + 1, first + 1)
            }
            Self::Page => f.write_str(
                "pages have 1 to 100 tasks and count from 1; 0 a page asks for all and goes with page 0 or 1",
            ),
            Self::NoSuchPage => f.write_str("the page lies beyond the last one"),
        }
    }
}

impl core::error::Error for RequestError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_fours_and_at_once_are_the_same() {
        let id = *b"9a470239-2308-4bb5-a6bc-1040402fjb21";
        let (mut fours, mut at_once) = ([0; JOB_ID_LEN], [0; JOB_ID_LEN]);
        copy_by_fours(&mut fours, &id);
        copy_id(&mut at_once, &id);
        assert_eq!((fours, at_once), (id, id));
    }
}
