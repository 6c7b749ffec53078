//! The way to the service: HTTPS.
//!
//! Arguments: `ca`, a file of the host's, DER or PEM; `now`, what time it is, in
//! seconds since 1970; `tls`, `1.2` or `1.3` if it is to be one alone; `arena`, how many
//! bytes TLS may have; `cert` and `key`, files of the host's, DER; `resume`, how long a
//! session is resumed, in milliseconds; where allocations can be made to fail, `fails`,
//! which of the first call does, and `step`, how many further on that of the next is.

use core::time::Duration;

use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use drs_status_embassy::{
    Options, Tls, TlsConfig, TlsMemory, TlsTransport, TlsVersion, TrustAnchors,
};
use embassy_net::Stack;
use static_cell::{ConstStaticCell, StaticCell};

use super::host_file::HostFile;
use super::time::TIME;
use crate::arguments::{Arguments, Wrong};

/// The most that TLS may have.
const ARENA_LEN: usize = 64 * 1024;

pub(in crate::app) type Transport = TlsTransport;

/// How many ids a request has at most: its answer fits into a record then.
pub(in crate::app) use drs_status_embassy::IDS_PER_RECORD as IDS_PER_REQUEST;

/// What the arguments say of the way.
pub(in crate::app) struct Way {
    tls: Tls,
    config: TlsConfig,
    /// Which allocation of the first call fails, counted from 0, and how many further
    /// on that of each next call is.
    #[cfg(feature = "fail-allocation")]
    fails: Option<(u32, u32)>,
}

impl Way {
    /// There is one Mbed TLS: a second call panics.
    pub(in crate::app) fn new(arguments: &Arguments) -> Result<Self, Wrong> {
        static ARENA: ConstStaticCell<[u8; ARENA_LEN]> = ConstStaticCell::new([0; ARENA_LEN]);
        static CHANCE: StaticCell<ChaCha20Rng> = StaticCell::new();

        if let Some(now) = arguments.value("now")? {
            TIME.set(Duration::from_secs(now));
        }
        let arena = ARENA.take();
        let len = arguments.value("arena")?.unwrap_or(ARENA_LEN);
        let arena = arena.get_mut(..len).ok_or(Wrong::Unusable("arena"))?;
        // An emulated machine has nothing that nobody could guess. A device has.
        let seed = arguments.value("seed")?.unwrap_or_default();
        let chance = CHANCE.init(ChaCha20Rng::seed_from_u64(seed));
        let tls = Tls::start(arena, chance, &TIME).expect("it is started once");
        let (major, minor, patch) = tls.version();
        defmt::info!("Mbed TLS {}.{}.{}", major, minor, patch);
        Ok(Self {
            tls,
            config: config(arguments)?,
            #[cfg(feature = "fail-allocation")]
            fails: match arguments.value("fails")? {
                None => None,
                Some(first) => Some((first, arguments.value("step")?.unwrap_or(1))),
            },
        })
    }

    /// There is memory for one: a second call panics.
    pub(in crate::app) fn transport(
        &self,
        stack: Stack<'static>,
        options: &Options,
    ) -> Result<Transport, Wrong> {
        static MEMORY: StaticCell<TlsMemory<1460, 1024, 512>> = StaticCell::new();
        let memory = MEMORY.init_with(TlsMemory::new);
        TlsTransport::new(self.tls, stack, memory.buffers(), options, &self.config).map_err(
            |error| {
                defmt::error!("{}", error);
                Wrong::Unusable("ca, cert, key or arena")
            },
        )
    }

    /// Before the call with that number, counted from 0.
    #[cfg_attr(
        not(feature = "fail-allocation"),
        expect(unused_variables, clippy::unused_self, reason = "for tests alone")
    )]
    pub(in crate::app) fn prepare(&self, call: u32) {
        #[cfg(feature = "fail-allocation")]
        if let Some((first, step)) = self.fails {
            let at = self.tls.usage().allocations + first + call * step;
            self.tls.fail_allocation(Some(at));
        }
    }

    /// What is left in the memory of TLS when all is over.
    pub(in crate::app) fn tell_the_end(&self) {
        defmt::info!("TLS at the end: {}", self.tls.usage());
    }

    /// What the memory of TLS was used for.
    pub(in crate::app) fn tell(&self, transport: &Transport) {
        defmt::info!(
            "TLS: {}, {}",
            if transport.was_resumed() {
                "resumed"
            } else {
                "full"
            },
            self.tls.usage()
        );
    }
}

fn config(arguments: &Arguments) -> Result<TlsConfig, Wrong> {
    static CA: ConstStaticCell<[u8; 16_384]> = ConstStaticCell::new([0; 16_384]);
    static CERT: ConstStaticCell<[u8; 2048]> = ConstStaticCell::new([0; 2048]);
    static KEY: ConstStaticCell<[u8; 2048]> = ConstStaticCell::new([0; 2048]);

    let ca = HostFile::named("ca", arguments, CA.take())?.ok_or(Wrong::Missing("ca"))?;
    let anchors = if ca.bytes().starts_with(b"-----BEGIN") {
        TrustAnchors::Pem(ca.text().ok_or(Wrong::Unusable("ca"))?)
    } else {
        TrustAnchors::Der(ca.bytes())
    };
    let mut config = TlsConfig::new(anchors);
    config = match arguments.text("tls") {
        None => config,
        Some("1.2") => config.versions(TlsVersion::V1_2, TlsVersion::V1_2),
        Some("1.3") => config.versions(TlsVersion::V1_3, TlsVersion::V1_3),
        Some(_) => return Err(Wrong::Unusable("tls")),
    };
    if let Some(certificate) = HostFile::named("cert", arguments, CERT.take())? {
        let key = HostFile::named("key", arguments, KEY.take())?.ok_or(Wrong::Missing("key"))?;
        config = config.client_certificate(certificate.bytes(), key.bytes());
    }
    if let Some(resume) = arguments.value::<u32>("resume")? {
        config = config.resume_for(Duration::from_millis(resume.into()));
    }
    Ok(config)
}
