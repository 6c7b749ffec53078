//! The way to the network.

/// The way to the network, as far as it has to be waited for: over embassy-net
/// `Stack::wait_config_up`.
#[allow(
    async_fn_in_trait,
    reason = "whether the futures are Send follows from the board; nothing is spawned here"
)]
pub trait Network {
    /// Waits until there is an address. It may be dropped and called again.
    async fn up(&mut self);
}
