//! Mbed TLS, once it runs.

use core::fmt;
use core::marker::PhantomData;

use embassy_sync::once_lock::OnceLock;
use mbedtls_rs::TlsReference;
use rand_core::CryptoRng;

use super::heap::{self, ArenaUsage};
use super::{clocks, library};
use crate::time_of_day::TimeOfDay;

/// How many steps of a computation on an elliptic curve are done before others have
/// their turn.
const STEPS_AT_ONCE: u32 = 250;

/// Mbed TLS, which runs: there is one in a program.
///
/// What it needs is handed in, once and for good:
///
/// - memory, which nothing else uses. How much it takes stands in the crate's
///   documentation; [`usage`](Self::usage) tells how much it took.
/// - chance that nobody can guess: with what can be guessed, the keys of connections
///   can be.
/// - the time of day, with which the dates of certificates are compared. While it is
///   not known no connection is opened.
///
/// It stays where it was started, since Mbed TLS knows nothing of others that interrupt
/// it: a task on another executor does not get it.
///
/// ```compile_fail,E0277
/// fn is_send<T: Send>() {}
/// is_send::<drs_status_embassy::Tls>();
/// ```
#[derive(Clone, Copy)]
pub struct Tls {
    reference: TlsReference<'static>,
    time: &'static TimeOfDay,
    stays: PhantomData<*mut ()>,
}

impl Tls {
    /// Starts it.
    ///
    /// # Errors
    ///
    /// [`TlsStartError`].
    pub fn start<R: CryptoRng + Send>(
        arena: &'static mut [u8],
        chance: &'static mut R,
        time: &'static TimeOfDay,
    ) -> Result<Self, TlsStartError> {
        static MBEDTLS: OnceLock<mbedtls_rs::Tls<'static>> = OnceLock::new();
        if MBEDTLS.is_set() {
            return Err(TlsStartError::IsStartedAlready);
        }
        heap::lend(arena);
        clocks::hook(time);
        if !library::verifies_dates() {
            return Err(TlsStartError::DatesAreNotVerified);
        }
        let mbedtls = mbedtls_rs::Tls::new(chance).map_err(|_| TlsStartError::IsStartedAlready)?;
        library::share_curves(STEPS_AT_ONCE);
        let mbedtls = MBEDTLS.get_or_init(|| mbedtls);
        Ok(Self {
            reference: mbedtls.reference(),
            time,
            stays: PhantomData,
        })
    }

    /// How it gets on with the memory that it was given.
    #[must_use]
    #[allow(
        clippy::unused_self,
        reason = "before it was started there is nothing to say"
    )]
    pub fn usage(&self) -> ArenaUsage {
        heap::usage()
    }

    /// Its release: of Mbed TLS, such as 3.6.5.
    #[must_use]
    #[allow(clippy::unused_self, reason = "it is the one that was started")]
    pub fn version(&self) -> (u8, u8, u8) {
        let [_, patch, minor, major] = library::version().to_le_bytes();
        (major, minor, patch)
    }

    /// Lets the allocation with that number fail, and no other; see
    /// [`ArenaUsage::allocations`].
    #[cfg(feature = "fail-allocation")]
    #[allow(clippy::unused_self, reason = "as above")]
    pub fn fail_allocation(&self, number: Option<u32>) {
        heap::fail_at(number);
    }

    pub(super) const fn reference(self) -> TlsReference<'static> {
        self.reference
    }

    pub(super) const fn time(self) -> &'static TimeOfDay {
        self.time
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls")
            .field("usage", &self.usage())
            .finish_non_exhaustive()
    }
}

/// Mbed TLS was not started.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum TlsStartError {
    /// It was before.
    IsStartedAlready,
    /// The library that was linked was built so that it does not compare the dates
    /// of certificates with any clock: not by this crate.
    DatesAreNotVerified,
}

impl fmt::Display for TlsStartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::IsStartedAlready => "Mbed TLS was started before",
            Self::DatesAreNotVerified => "the Mbed TLS that was linked does not verify dates",
        })
    }
}

impl core::error::Error for TlsStartError {}
