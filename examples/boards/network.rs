//! The network: embassy-net over the chip that the board has for it.

use chacha20::ChaCha20Rng;
use chacha20::rand_core::Rng;
use drs_status_gateway::Network;
use embassy_executor::Spawner;
use embassy_net::{DhcpConfig, HardwareAddress, Runner, Stack, StackResources};
use embassy_time::{Duration, Timer};
use static_cell::StaticCell;

use crate::medium::Device;

/// Of the client, of the time server's answer, of names, and of DHCP.
const SOCKETS: usize = 4;

/// How often it is looked whether there is an address, to tell of it.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Starts it; there is no address yet. A second call panics.
pub(crate) fn start(spawner: Spawner, device: Device, chance: &mut ChaCha20Rng) -> Stack<'static> {
    static RESOURCES: StaticCell<StackResources<SOCKETS>> = StaticCell::new();

    let config = embassy_net::Config::dhcpv4(DhcpConfig::default());
    let resources = RESOURCES.init(StackResources::new());
    let (stack, runner) = embassy_net::new(device, config, resources, chance.next_u64());
    let HardwareAddress::Ethernet(address) = stack.hardware_address();
    defmt::info!("hardware address {}", address);
    spawner.spawn(run(runner).expect("it is spawned once"));
    spawner.spawn(tell(stack).expect("it is spawned once"));
    stack
}

/// The lease of an address. It is given up with the link, and asked for again.
pub(crate) struct Lease(pub(crate) Stack<'static>);

impl Network for Lease {
    async fn up(&mut self) {
        self.0.wait_config_up().await;
    }
}

#[embassy_executor::task]
async fn run(mut runner: Runner<'static, Device>) -> ! {
    runner.run().await
}

/// Logs when the address comes and goes; with the link it goes. It looks by itself: the
/// stack has room for one task that is told of such changes, which is the gateway, and two
/// that wait would wake each other for as long as there is no address.
#[embassy_executor::task]
async fn tell(stack: Stack<'static>) -> ! {
    let mut told = None;
    loop {
        let address = stack.config_v4().map(|config| config.address);
        if address != told {
            if let Some(address) = address {
                defmt::info!("address {}", address);
            } else {
                defmt::info!("no address");
            }
            told = address;
        }
        Timer::after(LOOK_EVERY).await;
    }
}
