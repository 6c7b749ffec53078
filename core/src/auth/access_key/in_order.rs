//! A few items, in order, where they lie.

use core::cmp::Ordering;
use core::iter;

/// The items in the order that `compare` says; those that are equal stay as they
/// stand.
///
/// Nothing is moved and nothing kept: each item is sought among all. It is meant
/// for a handful.
pub(super) fn in_order<T>(
    items: &[T],
    compare: impl Fn(&T, &T) -> Ordering,
) -> impl Iterator<Item = &T> {
    let order = move |left: &(usize, &T), right: &(usize, &T)| {
        compare(left.1, right.1).then(left.0.cmp(&right.0))
    };
    let mut last: Option<(usize, &T)> = None;
    iter::from_fn(move || {
        let rest = items
            .iter()
            .enumerate()
            .filter(|item| last.is_none_or(|last| order(&last, item).is_lt()));
        last = rest.min_by(&order);
        // Once there is none left, whoever asks again would begin anew.
        last.map(|(_, item)| item)
    })
    .fuse()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::prelude::v1::*;

    #[test]
    fn each_comes_once_and_equals_stay_as_they_stand() {
        let cases: [&[(u8, u8)]; 5] = [
            &[],
            &[(1, 0)],
            &[(3, 0), (1, 0), (2, 0)],
            &[(1, 1), (0, 0), (1, 0), (0, 1)],
            &[(2, 2), (2, 1), (2, 0)],
        ];
        for items in cases {
            let mut sorted = items.to_vec();
            sorted.sort_by_key(|item| item.0);
            let found: Vec<_> = in_order(items, |a, b| a.0.cmp(&b.0)).copied().collect();
            assert_eq!(found, sorted);
        }
    }
}
