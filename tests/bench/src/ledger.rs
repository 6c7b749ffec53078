//! What every reader does with a job: find its id among those that were asked,
//! name its status, have its texts at hand.

use std::hint::black_box;

use drs_status_core::{JOB_ID_LEN, JobId, Status};

/// A job as it was read, kept to be compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Kept {
    pub(crate) index: usize,
    pub(crate) status: String,
    pub(crate) error_code: Option<String>,
    pub(crate) error_message: Option<String>,
}

/// Takes the jobs of one response.
pub(crate) struct Ledger<'i> {
    ids: &'i [JobId<'i>],
    taken: usize,
    kept: Option<Vec<Kept>>,
}

impl<'i> Ledger<'i> {
    /// For a run that is measured: jobs are seen and forgotten.
    pub(crate) const fn new(ids: &'i [JobId<'i>]) -> Self {
        Self {
            ids,
            taken: 0,
            kept: None,
        }
    }

    /// For a run that is compared.
    pub(crate) const fn keeping(ids: &'i [JobId<'i>]) -> Self {
        Self {
            ids,
            taken: 0,
            kept: Some(Vec::new()),
        }
    }

    /// How many jobs were taken.
    pub(crate) const fn taken(&self) -> usize {
        self.taken
    }

    pub(crate) fn kept(self) -> Vec<Kept> {
        self.kept.unwrap_or_default()
    }

    /// Takes a job whose status is still text.
    #[cfg(feature = "peers")]
    pub(crate) fn take_text(
        &mut self,
        id: &str,
        status: &str,
        error_code: Option<&str>,
        error_message: Option<&str>,
    ) {
        self.take(
            id.as_bytes(),
            Status::from_text(status),
            error_code.map(str::as_bytes),
            error_message.map(str::as_bytes),
        );
    }

    /// Takes a job. One that nobody asked for is dropped.
    #[inline]
    pub(crate) fn take(
        &mut self,
        id: &[u8],
        status: Status<'_>,
        error_code: Option<&[u8]>,
        error_message: Option<&[u8]>,
    ) {
        // Services answer in the order of the request, mostly.
        let expected = self.ids.get(self.taken).is_some_and(|asked| is(*asked, id));
        let index = if expected {
            Some(self.taken)
        } else {
            self.ids.iter().position(|asked| is(*asked, id))
        };
        let Some(index) = index else { return };
        self.taken += 1;
        black_box((index, &status, error_code, error_message));
        if self.kept.is_some() {
            self.keep(index, status, error_code, error_message);
        }
    }

    /// Not among what is counted.
    #[cold]
    fn keep(
        &mut self,
        index: usize,
        status: Status<'_>,
        error_code: Option<&[u8]>,
        error_message: Option<&[u8]>,
    ) {
        if let Some(kept) = &mut self.kept {
            kept.push(Kept {
                index,
                status: format!("{status:?}"),
                error_code: error_code.map(text),
                error_message: error_message.map(text),
            });
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into()
}

fn is(asked: JobId<'_>, id: &[u8]) -> bool {
    id.try_into()
        .is_ok_and(|id: &[u8; JOB_ID_LEN]| id == asked.as_bytes())
}
