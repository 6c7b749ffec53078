//! Mbed TLS's memory: an arena that nothing else uses.

#![allow(
    unsafe_code,
    reason = "Mbed TLS allocates through pointers to C functions"
)]

use core::alloc::Layout;
use core::cell::RefCell;
use core::ffi::c_void;
use core::ptr::{self, NonNull};

use critical_section::Mutex;
use mbedtls_rs::sys::mbedtls_platform_set_calloc_free;

/// In front of each block stands how long it is.
const HEADER: usize = size_of::<u64>();

/// Of each block.
const ALIGN: usize = align_of::<u64>();

static HEAP: Mutex<RefCell<Heap>> = Mutex::new(RefCell::new(Heap::NONE));

/// How Mbed TLS gets on with its arena.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct ArenaUsage {
    /// Bytes that can be used.
    pub size: usize,
    /// Bytes in use.
    pub used: usize,
    /// The most bytes that were ever in use at once.
    pub peak: usize,
    /// Blocks in use.
    pub blocks: usize,
    /// How many allocations there were, those that failed among them.
    pub allocations: u32,
    /// How many found no room.
    pub failed: u32,
    /// The longest, in bytes, that found no room.
    pub longest_failed: usize,
}

struct Heap {
    blocks: linked_list_allocator::Heap,
    usage: ArenaUsage,
    #[cfg(feature = "fail-allocation")]
    fails_at: Option<u32>,
}

impl Heap {
    const NONE: Self = Self {
        blocks: linked_list_allocator::Heap::empty(),
        usage: ArenaUsage {
            size: 0,
            used: 0,
            peak: 0,
            blocks: 0,
            allocations: 0,
            failed: 0,
            longest_failed: 0,
        },
        #[cfg(feature = "fail-allocation")]
        fails_at: None,
    };

    fn allocate(&mut self, len: usize) -> Option<NonNull<u8>> {
        let layout = Layout::from_size_align(len, ALIGN).ok()?;
        #[cfg(feature = "fail-allocation")]
        if self.fails_at == Some(self.usage.allocations) {
            return None;
        }
        let block = self.blocks.allocate_first_fit(layout).ok()?;
        self.usage.blocks += 1;
        self.usage.used = self.blocks.used();
        self.usage.peak = self.usage.peak.max(self.usage.used);
        Some(block)
    }
}

fn with<R>(act: impl FnOnce(&mut Heap) -> R) -> R {
    critical_section::with(|section| act(&mut HEAP.borrow_ref_mut(section)))
}

/// Gives the arena to Mbed TLS, for good. Only the first is taken.
pub(super) fn lend(arena: &'static mut [u8]) {
    with(|heap| {
        if heap.usage.size == 0 && arena.len() >= MIN_LEN {
            // SAFETY: it is memory of ours for good, and nobody else's.
            unsafe { heap.blocks.init(arena.as_mut_ptr(), arena.len()) };
            heap.usage.size = heap.blocks.size();
        }
    });
    // SAFETY: both do as C's do. This is before the first use of the library, and
    // again with the same two.
    unsafe { mbedtls_platform_set_calloc_free(Some(calloc), Some(free)) };
}

/// What the list of free blocks needs to begin.
const MIN_LEN: usize = 64;

pub(super) fn usage() -> ArenaUsage {
    with(|heap| heap.usage)
}

/// A moment, of which it is asked later whether there was room for all since.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    failed: u32,
}

impl Moment {
    pub(super) fn now() -> Self {
        let ArenaUsage { failed, .. } = usage();
        Self { failed }
    }

    /// Whether an allocation has failed since. What the library says of it depends on
    /// where that was.
    pub(super) fn has_run_out_since(self) -> bool {
        usage().failed != self.failed
    }
}

/// Makes the allocation with that number fail, and no other; see
/// [`ArenaUsage::allocations`].
#[cfg(feature = "fail-allocation")]
pub(super) fn fail_at(number: Option<u32>) {
    with(|heap| heap.fails_at = number);
}

/// As C's `calloc`.
unsafe extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
    let len = count
        .checked_mul(size)
        .and_then(|len| len.checked_add(HEADER));
    let block = with(|heap| {
        let block = len.and_then(|len| heap.allocate(len));
        if block.is_none() {
            let longest = heap.usage.longest_failed;
            heap.usage.longest_failed = longest.max(len.unwrap_or_default());
            heap.usage.failed = heap.usage.failed.wrapping_add(1);
        }
        heap.usage.allocations = heap.usage.allocations.wrapping_add(1);
        block
    });
    let (Some(block), Some(len)) = (block, len) else {
        return ptr::null_mut();
    };
    // SAFETY: the block has `len` bytes, which nobody else has, the header among
    // them, and is aligned for it.
    unsafe {
        block.write_bytes(0, len);
        block.cast::<usize>().write(len);
        block.add(HEADER).cast().as_ptr()
    }
}

/// As C's `free`.
unsafe extern "C" fn free(block: *mut c_void) {
    let Some(block) = NonNull::new(block.cast::<u8>()) else {
        return;
    };
    // SAFETY: it is of `calloc`, so a header stands in front of it.
    let (block, len) = unsafe {
        let block = block.sub(HEADER);
        (block, block.cast::<usize>().read())
    };
    let Ok(layout) = Layout::from_size_align(len, ALIGN) else {
        return;
    };
    with(|heap| {
        // SAFETY: so it was allocated.
        unsafe { heap.blocks.deallocate(block, layout) };
        heap.usage.blocks -= 1;
        heap.usage.used = heap.blocks.used();
    });
}
