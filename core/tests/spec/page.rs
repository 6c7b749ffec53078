//! Pages: their bounds, and how many tasks stand on one.

use drs_status_core::{BatchStatusRequest, JobId, MAX_IDS_PER_REQUEST, Page, RequestError};

use crate::vectors::TWO_JOBS;

#[test]
fn a_page_has_up_to_100_tasks_and_counts_from_1_and_0_a_page_is_everything() {
    for (current, per_page, allowed) in [
        (0, 0, true),
        (1, 0, true),
        (2, 0, false),
        (u32::MAX, 0, false),
        (0, 1, false),
        (1, 1, true),
        (u32::MAX, 1, true),
        (0, 5, false),
        (1, 5, true),
        (7, 99, true),
        (0, 100, false),
        (1, 100, true),
        (u32::MAX, 100, true),
        (0, 101, false),
        (1, 101, false),
        (1, 255, false),
    ] {
        let page = Page::new(current, per_page);
        let expected = if allowed {
            assert_eq!(Ok(Page::literal(current, per_page)), page);
            Ok((current, per_page))
        } else {
            Err(RequestError::Page)
        };
        let numbers = page.map(|page| (page.current(), page.per_page()));
        assert_eq!(numbers, expected, "{current}, {per_page}");
    }
}

#[test]
fn a_covering_page_holds_all_and_is_one_that_the_service_takes() {
    for (ids, expected) in [
        (1, 1),
        (5, 5),
        (6, 6),
        (99, 99),
        (100, 100),
        (101, 0),
        (10_000, 0),
    ] {
        let page = Page::covering(ids);
        assert_eq!((page.current(), page.per_page()), (1, expected), "{ids}");
        assert_eq!(page.len_of(ids), ids);
        assert_eq!(Page::new(page.current(), page.per_page()), Ok(page));
    }
    assert_eq!(MAX_IDS_PER_REQUEST, 100);
}

#[test]
fn so_many_tasks_stand_on_a_page() {
    for (current, per_page, ids, expected) in [
        (1, 10, 0, 0),
        (1, 10, 1, 1),
        (1, 10, 9, 9),
        (1, 10, 10, 10),
        (1, 10, 11, 10),
        (2, 10, 10, 0),
        (2, 10, 11, 1),
        (2, 10, 20, 10),
        (2, 10, 21, 10),
        (3, 10, 21, 1),
        (4, 10, 21, 0),
        (1, 100, 250, 100),
        (3, 100, 250, 50),
        (250, 1, 250, 1),
        (251, 1, 250, 0),
        (u32::MAX, 100, 250, 0),
        (0, 0, 250, 250),
        (1, 0, 0, 0),
        (1, 0, usize::MAX, usize::MAX),
        (1, 100, usize::MAX, 100),
    ] {
        let page = Page::new(current, per_page).unwrap();
        assert_eq!(page.len_of(ids), expected, "{page:?} of {ids}");
    }
}

#[test]
fn the_pages_of_a_list_hold_all_of_it() {
    for per_page in 1..=100 {
        for ids in [1, 2, 5, 99, 100, 101, 250] {
            let on_page = |current| Page::new(current, per_page).unwrap().len_of(ids);
            let pages = u32::try_from(ids.div_ceil(per_page.into())).unwrap();
            assert!((1..=pages).all(|current| on_page(current) > 0));
            assert_eq!((1..=pages).map(on_page).sum::<usize>(), ids);
            assert_eq!(on_page(pages + 1), 0);
        }
    }
}

#[test]
fn a_page_behind_the_last_is_not_asked_for() {
    let jobs = JobId::list(TWO_JOBS);
    for (current, per_page, exists) in [
        (1, 1, true),
        (2, 1, true),
        (3, 1, false),
        (1, 2, true),
        (2, 2, false),
        (2, 100, false),
        (0, 0, true),
    ] {
        let page = Page::new(current, per_page).unwrap();
        let request = BatchStatusRequest::with_page(&jobs, page);
        let expected = if exists {
            Ok(())
        } else {
            Err(RequestError::NoSuchPage)
        };
        assert_eq!(request.map(|_| ()), expected, "{page:?}");
    }
}
