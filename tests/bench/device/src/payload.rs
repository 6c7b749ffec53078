//! What is read and asked: the files that the bench on the host compares with
//! what it makes.

pub(crate) const JOBS: usize = 100;

/// 100 jobs, a quarter of them with an error; compact.
pub(crate) const PAGE: &[u8] = include_bytes!("../page.json");

/// The ids of those jobs, a line each.
const IDS: &str = include_str!("../ids.txt");

const LINE: usize = drs_status_core::JOB_ID_LEN + 1;

/// The ids that are asked, in the order of the response.
pub(crate) fn ids() -> impl Iterator<Item = &'static str> {
    (0..JOBS).filter_map(id)
}

/// The id at `index`.
pub(crate) fn id(index: usize) -> Option<&'static str> {
    IDS.get(index * LINE..(index + 1) * LINE - 1)
}
