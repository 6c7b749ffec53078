//! What addresses the machine has, as the arguments say.

use embassy_net::{Config, ConfigV4, DhcpConfig, Ipv4Address, Ipv4Cidr, StaticConfigV4};

use crate::arguments::{Arguments, Wrong};

/// What embassy-net is told.
pub(crate) fn config(arguments: &Arguments) -> Result<Config, Wrong> {
    let mut config = Config::default();
    config.ipv4 = ipv4(arguments)?;
    ipv6(arguments, &mut config)?;
    Ok(config)
}

/// An address by DHCP, unless one is given, or none wanted.
fn ipv4(arguments: &Arguments) -> Result<ConfigV4, Wrong> {
    match arguments.text("address") {
        None => return Ok(ConfigV4::Dhcp(DhcpConfig::default())),
        Some("none") => return Ok(ConfigV4::None),
        Some(_) => {}
    }
    Ok(ConfigV4::Static(StaticConfigV4 {
        address: arguments.needed::<Ipv4Cidr>("address")?,
        gateway: arguments.value::<Ipv4Address>("gateway")?,
        dns_servers: arguments.value("dns")?.into_iter().collect(),
    }))
}

/// The one that is given.
#[cfg(feature = "ipv6")]
fn ipv6(arguments: &Arguments, config: &mut Config) -> Result<(), Wrong> {
    use embassy_net::{ConfigV6, StaticConfigV6};

    if let Some(address) = arguments.value("address6")? {
        config.ipv6 = ConfigV6::Static(StaticConfigV6 {
            address,
            gateway: None,
            dns_servers: heapless::Vec::new(),
        });
    }
    Ok(())
}

/// None: it would not be used.
#[cfg(not(feature = "ipv6"))]
fn ipv6(arguments: &Arguments, _: &mut Config) -> Result<(), Wrong> {
    match arguments.text("address6") {
        None => Ok(()),
        Some(_) => Err(Wrong::Unusable("address6")),
    }
}
