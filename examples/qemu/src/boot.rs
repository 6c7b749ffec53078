//! From the first instruction to the app.

use embassy_executor::Spawner;
use embassy_net::{Config, Ipv4Address, Ipv4Cidr, Runner, StackResources, StaticConfigV4};
use static_cell::StaticCell;

use crate::arguments::{Arguments, Wrong};
use crate::exit::Exit;
use crate::machine::{self, Network};
use crate::{app, executor};

/// Sockets of the app, and one for DHCP.
const SOCKETS: usize = 4;

/// Brings the machine, its executor and its network up, runs the app, and leaves
/// the emulator with what it returns.
pub fn boot() -> ! {
    let network = machine::start();
    defmt::info!("{=str}", machine::NAME);
    let start = Arguments::read().and_then(|arguments| {
        Ok(Start {
            config: config(&arguments)?,
            seed: arguments.value("seed")?.unwrap_or_default(),
            arguments,
        })
    });
    match start {
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
    fn spawn(self, spawner: Spawner, network: Network) {
        static RESOURCES: StaticCell<StackResources<SOCKETS>> = StaticCell::new();
        let resources = RESOURCES.init(StackResources::new());
        let (stack, runner) = embassy_net::new(network, self.config, resources, self.seed);
        spawner.spawn(carry(runner).expect("it is spawned once"));
        spawner.spawn(run(spawner, stack, self.arguments).expect("it is spawned once"));
    }
}

/// An address by DHCP, unless one is given.
fn config(arguments: &Arguments) -> Result<Config, Wrong> {
    let Some(address) = arguments.value::<Ipv4Cidr>("address")? else {
        return Ok(Config::dhcpv4(embassy_net::DhcpConfig::default()));
    };
    Ok(Config::ipv4_static(StaticConfigV4 {
        address,
        gateway: arguments.value::<Ipv4Address>("gateway")?,
        dns_servers: Default::default(),
    }))
}

#[embassy_executor::task]
async fn carry(mut runner: Runner<'static, Network>) -> ! {
    runner.run().await
}

#[embassy_executor::task]
async fn run(spawner: Spawner, stack: embassy_net::Stack<'static>, arguments: Arguments) -> ! {
    let exit = app::run(spawner, stack, arguments).await;
    defmt::info!("{}", exit);
    exit.leave()
}
