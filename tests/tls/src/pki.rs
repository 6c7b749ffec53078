//! Authorities and what they issue, made by the command `openssl`, in a directory
//! that is gone with them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use time::format_description::FormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, UtcDateTime};

use crate::certificate::Certificate;

/// Dates as `openssl ca` takes them.
const DATE: &[FormatItem<'static>] =
    format_description!("[year][month][day][hour][minute][second]Z");

/// Certificates and their keys: all that is made for one server.
#[derive(Debug)]
pub struct Pki {
    dir: TempDir,
    made: AtomicUsize,
    now: SystemTime,
}

/// A certificate that was issued, and its key.
#[derive(Clone, Debug)]
pub struct Issued {
    certificate: PathBuf,
    key: PathBuf,
}

/// What a server shows, and the key that it proves itself by: PEM files.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The server's certificate, then those that vouch for it.
    pub certificates: PathBuf,
    /// The key of the first.
    pub key: PathBuf,
}

impl Pki {
    /// Where it is so late as it is on this machine.
    ///
    /// # Errors
    ///
    /// Those of making a directory.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            dir: TempDir::with_prefix("drs-tls-")?,
            made: AtomicUsize::new(0),
            now: SystemTime::now(),
        })
    }

    /// Where it is earlier than on this machine: whoever has this machine's clock has
    /// one that is so much ahead.
    #[must_use]
    pub fn earlier(self, by: Duration) -> Self {
        Self {
            now: self.now - by,
            ..self
        }
    }

    /// Where it is later than on this machine.
    #[must_use]
    pub fn later(self, by: Duration) -> Self {
        Self {
            now: self.now + by,
            ..self
        }
    }

    /// A certificate that vouches for itself.
    ///
    /// # Errors
    ///
    /// What `openssl` says where it fails, or that it is not there.
    pub fn root(&self, certificate: &Certificate) -> io::Result<Issued> {
        self.make(certificate, None)
    }

    /// A certificate that `issuer` vouches for, whether it may or not.
    ///
    /// # Errors
    ///
    /// As [`Pki::root`].
    pub fn issue(&self, certificate: &Certificate, issuer: &Issued) -> io::Result<Issued> {
        self.make(certificate, Some(issuer))
    }

    /// What a server shows: its own certificate first, the root last or not at all.
    ///
    /// # Errors
    ///
    /// Those of files.
    pub fn chain(&self, certificates: &[&Issued]) -> io::Result<Chain> {
        let mut text = String::new();
        for issued in certificates {
            text.push_str(&fs::read_to_string(&issued.certificate)?);
        }
        Ok(Chain {
            certificates: self.file("chain.pem", &text)?,
            key: certificates[0].key.clone(),
        })
    }

    /// A file beside the certificates.
    pub(crate) fn file(&self, name: &str, text: &str) -> io::Result<PathBuf> {
        let path = self.place()?.join(name);
        fs::write(&path, text)?;
        Ok(path)
    }

    /// A directory of its own for each thing that is made.
    fn place(&self) -> io::Result<PathBuf> {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let place = self.dir.path().join(number.to_string());
        fs::create_dir(&place)?;
        Ok(place)
    }

    fn make(&self, certificate: &Certificate, issuer: Option<&Issued>) -> io::Result<Issued> {
        let place = self.place()?;
        let key = place.join("key.pem");
        let [request, made] = ["request.pem", "certificate.pem"].map(|name| place.join(name));
        openssl(
            &place,
            Command::new("openssl")
                .arg("genpkey")
                .args(certificate.key.arguments())
                .arg("-out")
                .arg(&key),
        )?;

        let config = place.join("openssl.cnf");
        fs::write(&config, configuration(&place, certificate))?;
        fs::write(place.join("index.txt"), "")?;
        openssl(
            &place,
            Command::new("openssl")
                .args(["req", "-new", "-config"])
                .arg(&config)
                .args(["-subj", &certificate.subject(), "-key"])
                .arg(&key)
                .arg("-out")
                .arg(&request),
        )?;

        let mut sign = Command::new("openssl");
        sign.args(["ca", "-batch", "-notext", "-config"])
            .arg(&config)
            .args(["-startdate", &self.date(certificate.days.0)])
            .args(["-enddate", &self.date(certificate.days.1)])
            .args(["-md", certificate.digest.name(), "-in"])
            .arg(&request)
            .arg("-out")
            .arg(&made);
        match issuer {
            None => sign.arg("-selfsign").arg("-keyfile").arg(&key),
            Some(issuer) => sign
                .arg("-cert")
                .arg(&issuer.certificate)
                .arg("-keyfile")
                .arg(&issuer.key),
        };
        openssl(&place, &mut sign)?;
        Ok(Issued {
            certificate: made,
            key,
        })
    }

    fn date(&self, days: i64) -> String {
        let now = UtcDateTime::from(OffsetDateTime::from(self.now));
        (now + time::Duration::days(days))
            .format(DATE)
            .expect("a date of this century")
    }
}

impl Issued {
    /// The certificate, a PEM file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.certificate
    }

    /// The certificate as PEM.
    ///
    /// # Errors
    ///
    /// Those of files.
    pub fn pem(&self) -> io::Result<String> {
        fs::read_to_string(&self.certificate)
    }

    /// Its key, a DER file.
    ///
    /// # Errors
    ///
    /// Those of files, and what `openssl` says.
    pub fn key_der(&self) -> io::Result<PathBuf> {
        der(&self.key, "pkey")
    }

    /// The certificate as DER.
    ///
    /// # Errors
    ///
    /// Those of files, and what `openssl` says.
    pub fn der(&self) -> io::Result<Vec<u8>> {
        fs::read(der(&self.certificate, "x509")?)
    }
}

/// The same as a PEM file, beside it, by that command of `openssl`.
fn der(pem: &Path, command: &str) -> io::Result<PathBuf> {
    let path = pem.with_extension("der");
    openssl(
        &path,
        Command::new("openssl")
            .args([command, "-outform", "der", "-in"])
            .arg(pem)
            .arg("-out")
            .arg(&path),
    )?;
    Ok(path)
}

/// What `openssl req` and `openssl ca` are told by a file.
fn configuration(place: &Path, certificate: &Certificate) -> String {
    let place = place.display();
    format!(
        "[req]\ndistinguished_name = name\n[name]\n\
         [ca]\ndefault_ca = this\n\
         [this]\ndatabase = {place}/index.txt\nnew_certs_dir = {place}\nrand_serial = yes\n\
         unique_subject = no\npreserve = yes\npolicy = any\nx509_extensions = extensions\n\
         [any]\norganizationName = optional\ncommonName = optional\n\
         [extensions]\n{}",
        certificate.extensions()
    )
}

/// Runs it; what it says is told only where it fails.
fn openssl(place: &Path, command: &mut Command) -> io::Result<()> {
    let output = command.output().map_err(|error| {
        let how = format!("openssl: {error}: sudo apt-get install openssl");
        io::Error::new(error.kind(), how)
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(format!(
        "openssl in {}: {said}",
        place.display()
    )))
}
