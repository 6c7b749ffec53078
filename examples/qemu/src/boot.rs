//! From the first instruction to the app.

use embassy_executor::Spawner;
use embassy_net::{Config, Runner, Stack, StackResources};
use static_cell::StaticCell;

use crate::addresses;
use crate::arguments::{Arguments, Wrong};
use crate::executor;
use crate::exit::Exit;
use crate::machine::{self, Network};
use crate::on_purpose::Failure;
use crate::stack;

/// One for the app, one for DHCP, one for names. There is no other, so that an app
/// that would leak one panics.
const SOCKETS: usize = 3;

/// What an app begins with: it spawns its tasks, one of which
/// [leaves](Exit::leave) the emulator.
pub type App = fn(Spawner, Stack<'static>, Arguments);

/// Brings the machine, its executor and its network up, and begins `app`.
///
/// Arguments: `address` and `gateway` in place of DHCP, such as `192.0.2.15/24` and
/// `192.0.2.2`, and then `dns`, a name server; `address=none` for no IPv4 at all;
/// `address6`, one of IPv6 beside it, such as `2001:db8::15/64`; `seed`, what chance
/// starts from, a number of 64 bits; `fail`, a bad end on purpose: `panic`, `fault` or
/// `hang`.
pub fn boot(app: App) -> ! {
    stack::paint();
    let network = machine::start();
    defmt::info!("{=str}", machine::NAME);
    match Arguments::read().and_then(Start::new) {
        Ok(start) => executor::run(|spawner| start.spawn(spawner, network, app)),
        Err(wrong) => {
            defmt::error!("arguments: {}", wrong);
            Exit::Usage.leave()
        }
    }
}

/// What the arguments say of the network.
struct Start {
    config: Config,
    seed: u64,
    arguments: Arguments,
}

impl Start {
    fn new(arguments: Arguments) -> Result<Self, Wrong> {
        if let Some(failure) = arguments.value::<Failure>("fail")? {
            failure.happen();
        }
        Ok(Self {
            config: addresses::config(&arguments)?,
            seed: arguments.value("seed")?.unwrap_or_default(),
            arguments,
        })
    }

    /// Not part of [`boot`], which never returns, and would keep its place.
    #[inline(never)]
    fn spawn(self, spawner: Spawner, network: Network, app: App) {
        static RESOURCES: StaticCell<StackResources<SOCKETS>> = StaticCell::new();
        let resources = RESOURCES.init_with(StackResources::new);
        let (stack, runner) = embassy_net::new(network, self.config, resources, self.seed);
        spawner.spawn(carry(runner).expect("it is spawned once"));
        spawner.spawn(tell_link(stack).expect("it is spawned once"));
        spawner.spawn(tell_address(stack).expect("it is spawned once"));
        app(spawner, stack, self.arguments);
    }
}

/// Carries frames between the device and the stack.
#[embassy_executor::task]
async fn carry(mut runner: Runner<'static, Network>) -> ! {
    runner.run().await
}

/// Logs when the link comes and goes.
#[embassy_executor::task]
async fn tell_link(stack: Stack<'static>) -> ! {
    loop {
        stack.wait_link_up().await;
        defmt::info!("the link is up");
        stack.wait_link_down().await;
        defmt::info!("the link is down");
    }
}

/// Logs when the address comes and goes.
#[embassy_executor::task]
async fn tell_address(stack: Stack<'static>) -> ! {
    loop {
        stack.wait_config_up().await;
        if let Some(config) = stack.config_v4() {
            defmt::info!("address {}", config.address);
        }
        #[cfg(feature = "ipv6")]
        if let Some(config) = stack.config_v6() {
            defmt::info!("address {}", config.address);
        }
        stack.wait_config_down().await;
        defmt::info!("no address");
    }
}
