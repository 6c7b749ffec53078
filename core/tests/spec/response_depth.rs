//! Nesting is followed to 256 levels and refused at the next, without a stack
//! that grows, also where it is only passed over.

use drs_status_core::{Capacity, DecodeErrorKind, MAX_DEPTH};

use crate::decoding::{decode, decode_pieces};

/// What opens a level and what closes it.
type Level = (&'static str, &'static str);

const ARRAY: Level = ("[", "]");
const OBJECT: Level = ("{\"k\":", "}");

/// Ways to nest: the kinds of the levels, in turn.
const WAYS: &[&[Level]] = &[
    &[ARRAY],
    &[OBJECT],
    &[ARRAY, OBJECT],
    &[OBJECT, OBJECT, ARRAY, OBJECT, ARRAY],
];

/// Places of a value: what is before it, how deep it is nested, what is after.
const PLACES: &[(&str, usize, &str)] = &[
    ("{\"x\":", 1, ",\"results\":[{\"id\":\"a\"}],\"count\":1}"),
    ("{\"count\":1,\"results\":[{\"x\":", 3, ",\"id\":\"a\"}]}"),
];

fn nested(way: &[Level], levels: usize) -> String {
    let levels = || way.iter().cycle().take(levels);
    let mut text: String = levels().map(|(open, _)| *open).collect();
    text.push('1');
    let closes: Vec<&str> = levels().map(|(_, close)| *close).collect();
    text.extend(closes.into_iter().rev());
    text
}

#[test]
fn the_deepest_nesting_is_passed_over() {
    assert_eq!(MAX_DEPTH, 256);
    for way in WAYS {
        for (before, depth, after) in PLACES {
            let body = [*before, &nested(way, MAX_DEPTH - depth), after].concat();
            let whole = decode(body.as_bytes()).unwrap();
            assert_eq!(whole.items[0].id.as_deref(), Some("a"));
            assert_eq!((whole.end.items, whole.end.count), (1, Some(1)));
            assert_eq!(decode_pieces(0, body.as_bytes().chunks(1)), Ok(whole));
        }
    }
}

#[test]
fn one_level_more_is_refused_where_it_opens() {
    for way in WAYS {
        for (before, depth, after) in PLACES {
            for levels in [MAX_DEPTH + 1 - depth, MAX_DEPTH + 2 - depth, 100_000] {
                let body = [*before, &nested(way, levels), after].concat();
                let opened = nested(way, MAX_DEPTH - depth);
                let offset = before.len() + opened.find('1').unwrap();
                let error = decode(body.as_bytes()).unwrap_err();
                assert_eq!(
                    (error.kind(), error.offset()),
                    (
                        DecodeErrorKind::Capacity {
                            what: Capacity::Depth,
                            needed: MAX_DEPTH + 1,
                            available: MAX_DEPTH,
                        },
                        offset
                    )
                );
            }
        }
    }
}

#[test]
fn each_level_is_closed_as_it_was_opened() {
    for way in WAYS {
        for (before, depth, after) in PLACES {
            let value = nested(way, MAX_DEPTH - depth);
            let closes = value.rfind('1').unwrap() + 1;
            for at in closes..value.len() {
                let mut swapped = value.clone().into_bytes();
                swapped[at] = if swapped[at] == b']' { b'}' } else { b']' };
                let body = [before.as_bytes(), &swapped, after.as_bytes()].concat();
                let error = decode(&body).unwrap_err();
                assert_eq!(
                    (error.kind(), error.offset()),
                    (DecodeErrorKind::Unexpected, before.len() + at)
                );
            }
        }
    }
}
