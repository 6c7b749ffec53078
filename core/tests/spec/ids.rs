//! As many job ids as a test needs, each different.

use drs_status_core::JobId;

/// The text of the id with this number.
pub(crate) fn text(number: usize) -> String {
    format!("{number:08}-2308-4bb5-a6bc-1040402fjb21")
}

pub(crate) fn texts(ids: usize) -> Vec<String> {
    (0..ids).map(text).collect()
}

pub(crate) fn ids(texts: &[String]) -> Vec<JobId<'_>> {
    texts.iter().map(|text| JobId::new(text).unwrap()).collect()
}
