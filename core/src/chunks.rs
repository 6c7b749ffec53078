//! A long list of ids, a request's worth at a time.

use crate::job::JobId;

/// The ids of one request, and the index of the first of them in the whole list.
pub(crate) struct Chunk<'j> {
    pub(crate) first: usize,
    pub(crate) jobs: &'j [JobId<'j>],
}

/// `jobs` in lists of `len`, the last one shorter; all of them in one if `len`
/// is 0. The standard library's `chunks` panics then, and would leave that
/// panic in every image.
pub(crate) fn chunks<'j>(
    jobs: &'j [JobId<'j>],
    len: usize,
) -> impl Iterator<Item = Chunk<'j>> + use<'j> {
    let mut first = 0;
    core::iter::from_fn(move || {
        let rest = jobs.get(first..).filter(|rest| !rest.is_empty())?;
        let jobs = rest
            .get(..len)
            .filter(|jobs| !jobs.is_empty())
            .unwrap_or(rest);
        let chunk = Chunk { first, jobs };
        first += jobs.len();
        Some(chunk)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::prelude::v1::*;

    #[test]
    fn every_id_is_in_one_chunk() {
        let jobs = [JobId::literal("9a470239-2308-4bb5-a6bc-1040402fjb21"); 5];
        let cases: [(usize, &[(usize, usize)]); 5] = [
            (1, &[(0, 1), (1, 1), (2, 1), (3, 1), (4, 1)]),
            (2, &[(0, 2), (2, 2), (4, 1)]),
            (5, &[(0, 5)]),
            (6, &[(0, 5)]),
            (0, &[(0, 5)]),
        ];
        for (len, expected) in cases {
            let found: Vec<_> = chunks(&jobs, len)
                .map(|chunk| (chunk.first, chunk.jobs.len()))
                .collect();
            assert_eq!(found, expected, "{len}");
        }
        assert!(chunks(&[], 2).next().is_none());
    }
}
