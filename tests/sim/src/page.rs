//! Which of the ids asked for stand on the page asked for.

use std::ops::Range;

use serde_json::Value;

use crate::refusal::Refusal;

/// `per_page` where it is left out.
///
/// Source: API reference, Querying Task Statuses in Batches, `PageReq`.
const DEFAULT_SIZE: usize = 5;

/// The largest `per_page`, by the same source.
const MAX_SIZE: usize = 100;

/// What a request without `page_req` gets. The documents do not say.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum MissingPage {
    /// Its first five jobs: the default of `per_page` holds there too.
    #[default]
    FirstFive,
    /// All of its jobs.
    All,
}

/// The part of `ids` ids that is answered.
pub(crate) fn range(
    ids: usize,
    page_req: Option<&Value>,
    missing: MissingPage,
) -> Result<Range<usize>, Refusal> {
    let (page, size) = match page_req {
        // Inferred: `null` is the same as nothing.
        None | Some(Value::Null) => match missing {
            MissingPage::FirstFive => (1, DEFAULT_SIZE),
            MissingPage::All => (1, 0),
        },
        Some(Value::Object(fields)) => (
            number(fields.get("cur_page"), 1).ok_or(Refusal::BadPage)?,
            number(fields.get("per_page"), DEFAULT_SIZE)
                .filter(|size| *size <= MAX_SIZE)
                .ok_or(Refusal::BadPageSize)?,
        ),
        Some(_) => return Err(Refusal::BadValue),
    };
    // Source, as above: `per_page` 0 asks for all, and `cur_page` is 0 or 1
    // then; `cur_page` 0 asks for all, in the newest edition, where older ones
    // have 1 for its minimum; it is at most the number of pages.
    match (page, size) {
        (0 | 1, 0) | (0, _) => Ok(0..ids),
        (_, 0) => Err(Refusal::BadPage),
        _ if page > ids.div_ceil(size) => Err(Refusal::BadPage),
        _ => Ok((page - 1) * size..ids.min(page * size)),
    }
}

fn number(field: Option<&Value>, default: usize) -> Option<usize> {
    match field {
        None | Some(Value::Null) => Some(default),
        Some(value) => value
            .as_u64()
            .and_then(|number| usize::try_from(number).ok()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn pages() {
        use MissingPage::{All, FirstFive};
        let bad = Err(Refusal::BadPage);
        let bad_size = Err(Refusal::BadPageSize);
        let cases = [
            (12, json!({"cur_page": 1, "per_page": 5}), Ok(0..5)),
            (12, json!({"cur_page": 2, "per_page": 5}), Ok(5..10)),
            (12, json!({"cur_page": 3, "per_page": 5}), Ok(10..12)),
            (12, json!({"cur_page": 4, "per_page": 5}), bad.clone()),
            (10, json!({"cur_page": 3, "per_page": 5}), bad.clone()),
            (1, json!({"cur_page": 1, "per_page": 100}), Ok(0..1)),
            (1, json!({"cur_page": 2, "per_page": 100}), bad.clone()),
            (250, json!({"cur_page": 3, "per_page": 100}), Ok(200..250)),
            // Left out.
            (12, json!({}), Ok(0..5)),
            (12, json!({"cur_page": 3}), Ok(10..12)),
            (12, json!({"per_page": 7}), Ok(0..7)),
            (12, json!({"cur_page": null, "per_page": null}), Ok(0..5)),
            // All.
            (12, json!({"per_page": 0}), Ok(0..12)),
            (12, json!({"cur_page": 0, "per_page": 0}), Ok(0..12)),
            (12, json!({"cur_page": 1, "per_page": 0}), Ok(0..12)),
            (12, json!({"cur_page": 2, "per_page": 0}), bad.clone()),
            (12, json!({"cur_page": 0, "per_page": 5}), Ok(0..12)),
            // Out of bounds, and no numbers.
            (
                12,
                json!({"cur_page": 1, "per_page": 101}),
                bad_size.clone(),
            ),
            (12, json!({"cur_page": 1, "per_page": -1}), bad_size.clone()),
            (
                12,
                json!({"cur_page": 1, "per_page": 1.5}),
                bad_size.clone(),
            ),
            (12, json!({"cur_page": 1, "per_page": "5"}), bad_size),
            (12, json!({"cur_page": -1}), bad.clone()),
            (12, json!({"cur_page": u64::MAX}), bad.clone()),
            (12, json!({"cur_page": "1"}), bad),
            (12, json!([]), Err(Refusal::BadValue)),
            (12, json!("1"), Err(Refusal::BadValue)),
        ];
        for (ids, page_req, expected) in cases {
            assert_eq!(
                range(ids, Some(&page_req), FirstFive),
                expected,
                "{ids} {page_req}"
            );
        }
        for (ids, missing, expected) in [
            (4, FirstFive, 0..4),
            (12, FirstFive, 0..5),
            (12, All, 0..12),
        ] {
            assert_eq!(
                range(ids, None, missing),
                Ok(expected.clone()),
                "{ids}, none"
            );
            assert_eq!(
                range(ids, Some(&Value::Null), missing),
                Ok(expected),
                "{ids}, null"
            );
        }
    }
}
