//! The memory of a connection by TLS.

use core::cell::RefCell;

use embassy_net::tcp::TcpSocket;

use crate::buffers::{Buffers, Memory};

/// Where the socket stands that the library and the transport both use.
pub(super) type Place = Option<RefCell<TcpSocket<'static>>>;

/// The memory of a connection by TLS, beside the arena: as [`Memory`], for
/// [`TlsTransport`](super::TlsTransport).
///
/// ```
/// use drs_status_embassy::TlsMemory;
/// use static_cell::StaticCell;
///
/// static MEMORY: StaticCell<TlsMemory<1460, 1024, 512>> = StaticCell::new();
/// let memory = MEMORY.init_with(TlsMemory::new);
/// ```
#[derive(Default)]
pub struct TlsMemory<const RECEIVE: usize, const TRANSMIT: usize, const HTTP: usize> {
    buffers: Memory<RECEIVE, TRANSMIT, HTTP>,
    place: Place,
}

impl<const RECEIVE: usize, const TRANSMIT: usize, const HTTP: usize>
    TlsMemory<RECEIVE, TRANSMIT, HTTP>
{
    /// As much memory as that.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            buffers: Memory::new(),
            place: None,
        }
    }

    /// Lends it.
    pub const fn buffers(&'static mut self) -> TlsBuffers {
        TlsBuffers {
            buffers: self.buffers.buffers(),
            place: &mut self.place,
        }
    }
}

/// What [`TlsMemory`] lends.
pub struct TlsBuffers {
    pub(super) buffers: Buffers<'static>,
    pub(super) place: &'static mut Place,
}
