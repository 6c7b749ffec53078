//! The names of settings.

use std::fmt;

/// A setting: its name in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Key(&'static str);

impl Key {
    pub(crate) const ENDPOINT: Self = Self("endpoint");
    pub(crate) const PROJECT: Self = Self("project");
    pub(crate) const JOBS: Self = Self("jobs");
    pub(crate) const EVERY: Self = Self("every");
    pub(crate) const CA_FILE: Self = Self("ca-file");
    pub(crate) const NTP_SERVER: Self = Self("ntp-server");
    pub(crate) const TOKEN: Self = Self("token");
    pub(crate) const ACCESS_KEY_ID: Self = Self("access-key-id");
    pub(crate) const SECRET_KEY: Self = Self("secret-key");
    pub(crate) const IAM_ENDPOINT: Self = Self("iam-endpoint");
    pub(crate) const USER: Self = Self("user");
    pub(crate) const DOMAIN: Self = Self("domain");
    pub(crate) const PASSWORD: Self = Self("password");
    pub(crate) const WIFI_SSID: Self = Self("wifi-ssid");
    pub(crate) const WIFI_PASSWORD: Self = Self("wifi-password");

    /// All that say who asks. They are taken from one place together.
    pub(crate) const CREDENTIALS: [Self; 7] = [
        Self::TOKEN,
        Self::ACCESS_KEY_ID,
        Self::SECRET_KEY,
        Self::IAM_ENDPOINT,
        Self::USER,
        Self::DOMAIN,
        Self::PASSWORD,
    ];

    /// All others.
    const OTHERS: [Self; 8] = [
        Self::ENDPOINT,
        Self::PROJECT,
        Self::JOBS,
        Self::EVERY,
        Self::CA_FILE,
        Self::NTP_SERVER,
        Self::WIFI_SSID,
        Self::WIFI_PASSWORD,
    ];

    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Self::CREDENTIALS.into_iter().chain(Self::OTHERS)
    }

    pub(crate) const fn name(self) -> &'static str {
        self.0
    }

    /// Its name in the environment: as the command line has it, where it has it.
    pub(crate) fn variable(self) -> String {
        let name = self.0.to_ascii_uppercase().replace('-', "_");
        format!("DRS_STATUS_{name}")
    }

    /// Whether nobody may see it.
    pub(crate) fn is_secret(self) -> bool {
        [
            Self::TOKEN,
            Self::SECRET_KEY,
            Self::PASSWORD,
            Self::WIFI_PASSWORD,
        ]
        .contains(&self)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}
