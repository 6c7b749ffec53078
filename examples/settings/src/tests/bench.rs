//! A folder with settings in it.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, KeyPair, date_time_ymd};
use tempfile::TempDir;

use crate::checked::Checked;
use crate::image::Image;
use crate::sources::Sources;

/// 2026-11-25T10:00:00Z.
pub(super) const NOW: Duration = Duration::from_secs(1_795_600_800);

pub(super) const TLS: Image = Image::over_tls();

/// Settings of which all are right, with an access key.
pub(super) const RIGHT: &str = r#"
endpoint = "https://drs.eu-de.otc.t-systems.com"
project = "054ba152d480d55b2f5dc0069e7ddef0"
jobs = ["9a470239-2308-4bb5-a6bc-1040402fjb21", "dc67695a-ee3e-49b8-a022-a099bd81jb21"]
ca-file = "authority.pem"
ntp-server = "ntp.example"
access-key-id = "EXAMPLEEXAMPLEEXAMPL"
secret-key = "HUSH-OF-KEY"
wifi-ssid = "example"
wifi-password = "HUSH-OF-WIFI"
"#;

/// A folder with a file of settings and an authority beside it.
pub(super) struct Bench {
    folder: TempDir,
    variables: Vec<(String, OsString)>,
}

impl Bench {
    pub(super) fn new(settings: &str) -> Self {
        let bench = Self {
            folder: TempDir::new().unwrap(),
            variables: Vec::new(),
        };
        bench.write("drs-status.toml", settings);
        bench.write("authority.pem", &authority(2020, 2040).0);
        bench
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    pub(super) fn variable(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.variables.push((name.to_owned(), value.into()));
        self
    }

    /// What is read; or what is wrong, with the folder cut out.
    pub(super) fn read(&self, image: Image) -> Result<Checked, Vec<String>> {
        let mut wrong = Vec::new();
        let variables = self.variables.iter().cloned();
        let sources = Sources::new(variables, &self.path("drs-status.toml"), NOW, &mut wrong);
        let folder = format!("{}/", self.folder.path().display());
        Checked::read(image, &sources, wrong).map_err(|all| {
            let said = all
                .iter()
                .map(|wrong| wrong.to_string().replace(&folder, ""));
            said.collect()
        })
    }
}

/// The right settings with one line of it another one, or left out.
pub(super) fn with(key: &str, line: &str) -> String {
    let is_other = |old: &&str| !old.starts_with(&format!("{key} ="));
    let lines = RIGHT.lines().filter(is_other).chain([line]);
    lines.collect::<Vec<_>>().join("\n")
}

/// An authority that is good in these years, in PEM and in DER.
pub(super) fn authority(from: i32, to: i32) -> (String, Vec<u8>) {
    certificate(IsCa::Ca(BasicConstraints::Unconstrained), from, to)
}

pub(super) fn certificate(is_ca: IsCa, from: i32, to: i32) -> (String, Vec<u8>) {
    let mut params = CertificateParams::new([]).unwrap();
    params
        .distinguished_name
        .push(DnType::CommonName, "of a test");
    params.is_ca = is_ca;
    params.not_before = date_time_ymd(from, 1, 1);
    params.not_after = date_time_ymd(to, 1, 1);
    let certificate = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
    (certificate.pem(), certificate.der().to_vec())
}
