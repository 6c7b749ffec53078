//! The emulated machines.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The network of each: the host is 192.0.2.2, and a DHCP server gives 192.0.2.15; by
/// IPv6 the host is `2001:db8::2`. The addresses are those that are kept for examples
/// (RFC 5737, RFC 3849).
const NETWORK: &str = "user,id=network,net=192.0.2.0/24,host=192.0.2.2,\
    ipv6-prefix=2001:db8::,ipv6-host=2001:db8::2,ipv6-dns=2001:db8::3";

/// What the network is called in there.
pub(crate) const NETWORK_ID: &str = "network";

/// A machine that QEMU emulates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Machine {
    /// `mps2-an385`: a Cortex-M with a LAN9118.
    Arm,
    /// `virt`: an RV32IMC, which traps on atomic instructions, with virtio-net.
    Riscv,
}

/// How long the records of TLS are that firmware takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Records {
    /// 16384 bytes, as long as any.
    Whole,
    /// 4096 bytes.
    Short,
}

impl Machine {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Arm, Self::Riscv];

    /// A word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Arm => "arm",
            Self::Riscv => "riscv",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|machine| machine.name() == name)
    }

    /// Where its firmware is: the environment says so in `FIRMWARE_ARM` and
    /// `FIRMWARE_RISCV`.
    ///
    /// # Panics
    ///
    /// Panics if the environment does not say so.
    #[must_use]
    pub fn firmware(self) -> PathBuf {
        self.image("FIRMWARE")
    }

    /// Where the same firmware is with IPv6 and SNTP: `FULL_ARM` and `FULL_RISCV`.
    ///
    /// # Panics
    ///
    /// Panics if the environment does not say so.
    #[must_use]
    pub fn full(self) -> PathBuf {
        self.image("FULL")
    }

    /// Where the firmware is that runs the conformance suite: `SUITE_ARM` and
    /// `SUITE_RISCV`.
    ///
    /// # Panics
    ///
    /// Panics if the environment does not say so.
    #[must_use]
    pub fn suite(self) -> PathBuf {
        self.image("SUITE")
    }

    /// Where its firmware is that speaks TLS: `HTTPS_ARM` and `HTTPS_RISCV`, and
    /// `HTTPS_SMALL_…` for the one that takes short records.
    ///
    /// # Panics
    ///
    /// Panics if the environment does not say so.
    #[must_use]
    pub fn https(self, records: Records) -> PathBuf {
        self.image(match records {
            Records::Whole => "HTTPS",
            Records::Short => "HTTPS_SMALL",
        })
    }

    /// Where the one of them is whose allocations can be made to fail:
    /// `HTTPS_FAILING_…`.
    ///
    /// # Panics
    ///
    /// Panics if the environment does not say so.
    #[must_use]
    pub fn failing(self) -> PathBuf {
        self.image("HTTPS_FAILING")
    }

    fn image(self, what: &str) -> PathBuf {
        let variable = format!("{what}_{}", self.name().to_uppercase());
        env::var_os(&variable).map_or_else(
            || panic!("{variable} does not say where it is; `cargo xtask firmware` does"),
            PathBuf::from,
        )
    }

    /// Its emulator, which has a network and nothing else: QEMU's, or the one behind a
    /// socket.
    pub(crate) fn emulator(self, socket: Option<&Path>) -> Command {
        let (program, machine) = match self {
            Self::Arm => ("qemu-system-arm", "-machine mps2-an385"),
            Self::Riscv => (
                "qemu-system-riscv32",
                "-machine virt -cpu rv32,a=off,f=off,d=off -bios none -m 16M \
                 -global virtio-mmio.force-legacy=false",
            ),
        };
        let mut command = Command::new(program);
        command.args(machine.split_whitespace()).args([
            "-display",
            "none",
            "-serial",
            "none",
            "-parallel",
            "none",
        ]);
        command.arg("-netdev").arg(match socket {
            None => NETWORK.to_owned(),
            Some(path) => {
                let path = path.display().to_string().replace(',', ",,");
                format!("stream,id={NETWORK_ID},server=off,addr.type=unix,addr.path={path}")
            }
        });
        match self {
            Self::Arm => command
                .arg("-net")
                .arg(format!("nic,model=lan9118,netdev={NETWORK_ID}")),
            Self::Riscv => command.arg("-device").arg(format!(
                "virtio-net-device,netdev={NETWORK_ID},bus=virtio-mmio-bus.0"
            )),
        };
        command
    }
}
