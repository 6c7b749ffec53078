//! What time it is, for Mbed TLS.

#![allow(unsafe_code, reason = "the clocks are handed to a C library")]

use core::cell::Cell;

use critical_section::Mutex;
use drs_status_core::CivilTime;
use embassy_time::Instant;
// That it can be named says that the library was built to verify dates: the one
// that comes built along has no such hook.
use mbedtls_rs::sys::hook::timer::{MbedtlsTimer, hook_timer};
use mbedtls_rs::sys::hook::wall_clock::{MbedtlsWallClock, hook_wall_clock};
use mbedtls_rs::sys::{mbedtls_ms_time_t, tm};

use crate::time_of_day::TimeOfDay;

static CLOCKS: Clocks = Clocks {
    time: Mutex::new(Cell::new(None)),
    was_asked: Mutex::new(Cell::new(false)),
};

struct Clocks {
    time: Mutex<Cell<Option<&'static TimeOfDay>>>,
    was_asked: Mutex<Cell<bool>>,
}

/// Hands the clocks in.
pub(super) fn hook(time: &'static TimeOfDay) {
    critical_section::with(|section| CLOCKS.time.borrow(section).set(Some(time)));
    // SAFETY: this is before the first use of the library, and what is handed in
    // lives for good.
    unsafe {
        hook_timer(Some(&CLOCKS));
        hook_wall_clock(Some(&CLOCKS));
    }
}

/// Whether the time is known, and one that certificates can be compared with.
pub(super) fn can_be_told(time: &TimeOfDay) -> bool {
    civil(time).is_some()
}

/// Nothing beyond the year 9999, where no certificate's dates are.
fn civil(time: &TimeOfDay) -> Option<CivilTime> {
    CivilTime::at(time.get()?)
}

/// Whether anybody wanted to know the time of day since this was asked last.
/// Whoever verifies dates does.
pub(super) fn were_asked() -> bool {
    critical_section::with(|section| CLOCKS.was_asked.borrow(section).take())
}

impl MbedtlsTimer for Clocks {
    fn now(&self) -> mbedtls_ms_time_t {
        // It fits for longer than a device lasts.
        Instant::now().as_millis().try_into().unwrap_or_default()
    }
}

impl MbedtlsWallClock for Clocks {
    /// Where there is none, all certificates are out of date.
    fn instant(&self) -> Option<tm> {
        let time = critical_section::with(|section| {
            self.was_asked.borrow(section).set(true);
            self.time.borrow(section).get()
        })?;
        let time = civil(time)?;
        let ((year, month, day), (hour, minute, second)) = (time.date(), time.time_of_day());
        Some(tm {
            tm_year: i32::from(year) - 1900,
            tm_mon: i32::from(month) - 1,
            tm_mday: day.into(),
            tm_hour: hour.into(),
            tm_min: minute.into(),
            tm_sec: second.into(),
            ..tm::default()
        })
    }
}
