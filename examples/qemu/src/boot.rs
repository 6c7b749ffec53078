//! From the first instruction to the app.

use embassy_executor::Spawner;
use embassy_net::{Config, Ipv4Address, Ipv4Cidr, Runner, Stack, StackResources, StaticConfigV4};
use static_cell::StaticCell;

use crate::arguments::{Arguments, Wrong};
use crate::exit::Exit;
use crate::machine::{self, Network};
use crate::on_purpose::Failure;
use crate::{app, executor};

/// Sockets of the app, and one for DHCP.
const SOCKETS: usize = 4;

/// Brings the machine, its executor and its network up, runs the app, and leaves
/// the emulator with what it returns.
///
/// Arguments: `address` and `gateway` in place of DHCP, such as `192.0.2.15/24` and
/// `192.0.2.2`; `seed`, what chance starts from, a number of 64 bits; `fail`, a bad
/// end on purpose: `panic`, `fault` or `hang`.
pub fn boot() -> ! {
    let network = machine::start();
    defmt::info!("{=str}", machine::NAME);
    match Arguments::read().and_then(Start::new) {
        Ok(start) => executor::run(|spawner| start.spawn(spawner, network)),
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
            config: config(&arguments)?,
            seed: arguments.value("seed")?.unwrap_or_default(),
            arguments,
        })
    }

    fn spawn(self, spawner: Spawner, network: Network) {
        static RESOURCES: StaticCell<StackResources<SOCKETS>> = StaticCell::new();
        let resources = RESOURCES.init(StackResources::new());
        let (stack, runner) = embassy_net::new(network, self.config, resources, self.seed);
        spawner.spawn(carry(runner).expect("it is spawned once"));
        spawner.spawn(tell(stack).expect("it is spawned once"));
        spawner.spawn(run(spawner, stack, self.arguments).expect("it is spawned once"));
    }
}

/// An address by DHCP, unless one is given.
#[expect(
    clippy::default_trait_access,
    reason = "the list is of a crate that this one does not name"
)]
fn config(arguments: &Arguments) -> Result<Config, Wrong> {
    let Some(address) = arguments.value::<Ipv4Cidr>("address")? else {
        return Ok(Config::dhcpv4(embassy_net::DhcpConfig::default()));
    };
    let gateway = arguments.value::<Ipv4Address>("gateway")?;
    Ok(Config::ipv4_static(StaticConfigV4 {
        address,
        gateway,
        dns_servers: Default::default(),
    }))
}

/// Carries frames between the device and the stack.
#[embassy_executor::task]
async fn carry(mut runner: Runner<'static, Network>) -> ! {
    runner.run().await
}

/// Logs when the link comes and goes.
#[embassy_executor::task]
async fn tell(stack: Stack<'static>) -> ! {
    loop {
        stack.wait_link_up().await;
        defmt::info!("the link is up");
        stack.wait_link_down().await;
        defmt::info!("the link is down");
    }
}

#[embassy_executor::task]
async fn run(spawner: Spawner, stack: Stack<'static>, arguments: Arguments) -> ! {
    let exit = app::run(spawner, stack, arguments).await;
    defmt::info!("{}", exit);
    exit.leave()
}
