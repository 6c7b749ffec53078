//! The way to the service, and what time it is.

use chacha20::ChaCha20Rng;
use chacha20::rand_core::Rng;
use drs_status_embassy::{EmbassyClock, TimeOfDay};
use drs_status_gateway::Service;
use embassy_executor::Spawner;
use embassy_net::Stack;
use static_cell::ConstStaticCell;

#[cfg(feature = "plaintext-for-simulator")]
use crate::plain as way;
#[cfg(feature = "tls")]
use crate::secure as way;
use crate::settings::{CONFIG, Credentials, LOGIN_BODY_LEN, TOKEN_ROOM, credentials};

/// What time it is, for all that want to know.
pub(crate) static TIME: TimeOfDay = TimeOfDay::new();

/// Room for pieces of an answer, and for a login.
const BUFFER_LEN: usize = {
    let needed = CONFIG.min_buffer_len() + 256;
    if needed > LOGIN_BODY_LEN {
        needed
    } else {
        LOGIN_BODY_LEN
    }
};

/// There is memory for one: a second call panics.
pub(crate) fn new(
    spawner: Spawner,
    stack: Stack<'static>,
    mut chance: ChaCha20Rng,
) -> Service<'static, way::Transport, EmbassyClock<'static>, Credentials> {
    static TOKEN: ConstStaticCell<[u8; TOKEN_ROOM]> = ConstStaticCell::new([0; TOKEN_ROOM]);
    static BUFFER: ConstStaticCell<[u8; BUFFER_LEN]> = ConstStaticCell::new([0; BUFFER_LEN]);

    let clock = EmbassyClock::new(chance.next_u64()).time_of_day(&TIME);
    Service {
        transport: way::transport(spawner, stack, chance),
        clock,
        credentials: credentials(TOKEN.take()),
        buffer: BUFFER.take(),
    }
}
