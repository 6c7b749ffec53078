//! Which part of the answer is wanted.

use crate::request::{MAX_IDS_PER_REQUEST, RequestError};

/// Which part of the answer is wanted: `page_req`.
///
/// Source: API reference, *Querying Task Statuses in Batches*, `PageReq`:
/// `per_page` from 0 to 100, where 0 asks for everything and then `cur_page`
/// must be 0 or 1; `cur_page` at most the number of pages there are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Page {
    current: u32,
    per_page: u8,
}

impl Page {
    /// Page `current`, counted from 1, of `per_page` tasks each.
    ///
    /// # Errors
    ///
    /// [`RequestError::Page`] for numbers that the service refuses whatever is
    /// asked.
    pub const fn new(current: u32, per_page: u8) -> Result<Self, RequestError> {
        if Self::exists(current, per_page) {
            Ok(Self { current, per_page })
        } else {
            Err(RequestError::Page)
        }
    }

    /// A page that is known when the program is compiled.
    ///
    /// ```
    /// use drs_status_core::Page;
    /// const PAGE: Page = Page::literal(2, 50);
    /// assert_eq!(Page::new(2, 50), Ok(PAGE));
    /// ```
    ///
    /// In a `const` numbers that the service refuses are a compile error:
    ///
    /// ```compile_fail,E0080
    /// use drs_status_core::Page;
    /// const PAGE: Page = Page::literal(2, 101);
    /// ```
    ///
    /// # Panics
    ///
    /// When called at run time with such numbers: use [`Page::new`] there.
    #[must_use]
    #[expect(clippy::panic, reason = "a constant that is wrong must not compile")]
    pub const fn literal(current: u32, per_page: u8) -> Self {
        match Self::new(current, per_page) {
            Ok(page) => page,
            Err(_) => panic!("pages have 1 to 100 tasks and count from 1"),
        }
    }

    /// The one page that holds `ids` tasks, at most [`MAX_IDS_PER_REQUEST`];
    /// for more, everything.
    #[must_use]
    pub const fn covering(ids: usize) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "at most 100")]
        let per_page = if ids <= MAX_IDS_PER_REQUEST {
            ids as u8
        } else {
            0
        };
        Self {
            current: 1,
            per_page,
        }
    }

    /// Whether the service takes these numbers, whatever is asked.
    const fn exists(current: u32, per_page: u8) -> bool {
        match per_page {
            0 => current <= 1,
            1..=100 => current >= 1,
            _ => false,
        }
    }

    /// `cur_page`.
    #[must_use]
    pub const fn current(&self) -> u32 {
        self.current
    }

    /// `per_page`; 0 stands for everything.
    #[must_use]
    pub const fn per_page(&self) -> u8 {
        self.per_page
    }

    /// How many of `ids` tasks stand on this page; 0 where there is no such page.
    #[must_use]
    pub const fn len_of(&self, ids: usize) -> usize {
        if self.per_page == 0 {
            return ids;
        }
        let per_page = self.per_page as usize;
        let before = (self.current as usize)
            .saturating_sub(1)
            .saturating_mul(per_page);
        let rest = ids.saturating_sub(before);
        if rest < per_page { rest } else { per_page }
    }
}
