//! The way to the service: HTTP, without protection.

use drs_status_embassy::{Memory, Options, PlaintextTransport};
use embassy_net::Stack;
use static_cell::ConstStaticCell;

use crate::arguments::{Arguments, Wrong};

pub(in crate::app) type Transport = PlaintextTransport<'static>;

/// How many ids a request has at most.
pub(in crate::app) use drs_status_core::MAX_IDS_PER_REQUEST as IDS_PER_REQUEST;

/// What the arguments say of the way: nothing.
pub(in crate::app) struct Way;

impl Way {
    #[expect(clippy::unnecessary_wraps, reason = "that of TLS does need it")]
    pub(in crate::app) const fn new(_: &Arguments) -> Result<Self, Wrong> {
        Ok(Self)
    }

    /// There is memory for one: a second call panics.
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "that of TLS does need it"
    )]
    pub(in crate::app) fn transport(
        &self,
        stack: Stack<'static>,
        options: &Options,
    ) -> Result<Transport, Wrong> {
        static MEMORY: ConstStaticCell<Memory<1460, 1024, 512>> =
            ConstStaticCell::new(Memory::new());
        let transport = PlaintextTransport::new(stack, MEMORY.take().buffers(), options);
        Ok(transport.expect("its memory is large enough"))
    }

    /// Before a call nothing is to be done.
    #[expect(clippy::unused_self, reason = "that of TLS does use it")]
    pub(in crate::app) const fn prepare(&self, _: u32) {}

    /// Of what there is nothing to tell.
    #[expect(clippy::unused_self, reason = "that of TLS does use it")]
    pub(in crate::app) const fn tell_the_end(&self) {}

    /// Of what there is nothing to tell.
    #[expect(clippy::unused_self, reason = "that of TLS does use it")]
    pub(in crate::app) const fn tell(&self, _: &Transport) {}
}
