//! What a build script asks for.

use std::process::ExitCode;

use drs_status_core::Scheme;

use crate::script;

/// What kind of image is built, and so which settings it needs.
///
/// ```no_run
/// // build.rs
/// use std::process::ExitCode;
/// use drs_status_settings::Image;
///
/// fn main() -> ExitCode {
///     Image::over_tls().wifi().build()
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Image {
    pub(crate) scheme: Scheme,
    pub(crate) wifi: Wifi,
}

/// Whether the board has to join a radio network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wifi {
    Yes,
    No,
}

impl Image {
    /// An image that speaks TLS and nothing else.
    #[must_use]
    pub const fn over_tls() -> Self {
        Self {
            scheme: Scheme::Https,
            wifi: Wifi::No,
        }
    }

    /// An image for a simulator, on an emulated machine: it speaks plaintext and nothing
    /// else, to an endpoint that says `http://`. Nothing of it is protected.
    #[must_use]
    pub const fn plaintext_for_simulator() -> Self {
        Self {
            scheme: Scheme::Http,
            wifi: Wifi::No,
        }
    }

    /// The same, for a board that has to join a radio network.
    #[must_use]
    pub const fn wifi(self) -> Self {
        Self {
            wifi: Wifi::Yes,
            ..self
        }
    }

    /// Reads and checks the settings, and writes `settings.rs` to `OUT_DIR`, readable by
    /// its owner alone. What is wrong is told to cargo, all of it, and the build fails.
    ///
    /// # Panics
    ///
    /// Where it is no build script that calls it: cargo's variables are missing.
    #[must_use]
    pub fn build(self) -> ExitCode {
        script::run(self)
    }
}
