//! What the settings are, once all of them are what they must be.

use std::path::Path;
use std::time::Duration;

use drs_status_core::{Endpoint, JobId, ProjectId, Scheme};

use crate::authorities;
use crate::credentials::Credentials;
use crate::image::{Image, Wifi};
use crate::key::Key;
use crate::reader::{Found, Reader};
use crate::sources::Sources;
use crate::span;
use crate::wrong::Wrong;

/// What the settings are, once all of them are what they must be.
pub(crate) struct Checked {
    pub(crate) endpoint: String,
    pub(crate) scheme: Scheme,
    pub(crate) project: String,
    pub(crate) jobs: Vec<String>,
    /// The default pace without.
    pub(crate) every: Option<Duration>,
    pub(crate) ntp_server: String,
    /// As DER; none where there is no TLS.
    pub(crate) authorities: Vec<Vec<u8>>,
    pub(crate) credentials: Credentials,
    /// Name and password.
    pub(crate) wifi: Option<(String, String)>,
    pub(crate) built_at: Duration,
}

impl Checked {
    /// Reads and checks all of them, and says all that is wrong.
    pub(crate) fn read(
        image: Image,
        sources: &Sources,
        wrong: Vec<Wrong>,
    ) -> Result<Self, Vec<Wrong>> {
        let mut reader = Reader::new(sources, wrong);
        let checked = Self::read_all(image, &mut reader);
        let wrong = reader.into_wrong();
        match checked {
            Some(checked) if wrong.is_empty() => Ok(checked),
            _ => Err(wrong),
        }
    }

    fn read_all(image: Image, reader: &mut Reader<'_>) -> Option<Self> {
        let scheme = image.scheme;
        let endpoint = reader.needed(Key::ENDPOINT, |text| endpoint_of(text, scheme));
        let project = reader.needed(Key::PROJECT, |text| {
            ProjectId::new(text).map(|_| text.to_owned())
        });
        let jobs = jobs(reader);
        let every = reader.text(Key::EVERY);
        let every = reader.checked(every, span::wait);
        let ntp_server = reader.needed(Key::NTP_SERVER, host_of);
        let authorities = match scheme {
            Scheme::Https => {
                let sources = reader.sources;
                reader.needed(Key::CA_FILE, |text| {
                    authorities::read(&sources.beside_file(Path::new(text)), sources.now)
                })
            }
            Scheme::Http => Some(Vec::new()),
        };
        let credentials = Credentials::read(reader, scheme);
        let wifi = match image.wifi {
            Wifi::No => Some(None),
            Wifi::Yes => {
                let ssid = reader.needed(Key::WIFI_SSID, ssid);
                let password = reader.needed(Key::WIFI_PASSWORD, passphrase);
                ssid.zip(password).map(Some)
            }
        };
        Some(Self {
            endpoint: endpoint?,
            scheme,
            project: project?,
            jobs: jobs?,
            every,
            ntp_server: ntp_server?,
            authorities: authorities?,
            credentials: credentials?,
            wifi: wifi?,
            built_at: reader.sources.now,
        })
    }
}

/// An endpoint of this scheme, and of no other.
pub(crate) fn endpoint_of(text: &str, scheme: Scheme) -> Result<String, String> {
    let endpoint = Endpoint::new(text).map_err(|error| error.to_string())?;
    if endpoint.scheme() != scheme {
        return Err(match scheme {
            Scheme::Https => "this image speaks TLS only: https:// is wanted".to_owned(),
            Scheme::Http => {
                "this image speaks plaintext to a simulator: http:// is wanted".to_owned()
            }
        });
    }
    Ok(text.to_owned())
}

/// A host name or an address, without a port.
fn host_of(text: &str) -> Result<String, &'static str> {
    let url = format!("https://{text}");
    match Endpoint::new(&url) {
        Ok(endpoint) if endpoint.host() == text => Ok(text.to_owned()),
        _ => Err("a host name or an address is wanted, without a port"),
    }
}

fn jobs(reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let Some(Found { key, place, value }) = reader.list(Key::JOBS) else {
        reader.missing(Key::JOBS);
        return None;
    };
    if value.is_empty() {
        reader.wrong(Wrong::unusable(key, &place, "there is no job in it"));
    }
    for (at, id) in value.iter().enumerate() {
        let number = at + 1;
        if let Err(error) = JobId::new(id) {
            let why = format!("id {number} of {}: {error}", value.len());
            reader.wrong(Wrong::unusable(key, &place, why));
        } else if let Some(first) = value.iter().take(at).position(|other| other == id) {
            let why = format!("id {number} is the same as id {}", first + 1);
            reader.wrong(Wrong::unusable(key, &place, why));
        }
    }
    Some(value)
}

/// 0 to 32 bytes, and a network that is found has a name (IEEE 802.11, section
/// 9.4.2.2).
fn ssid(text: &str) -> Result<String, &'static str> {
    match text.len() {
        1..=32 => Ok(text.to_owned()),
        _ => Err("the name of a network has 1 to 32 bytes"),
    }
}

/// 8 to 63 printable characters (IEEE 802.11, annex J.4).
fn passphrase(text: &str) -> Result<String, &'static str> {
    let is_printable = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    match text.len() {
        8..=63 if is_printable => Ok(text.to_owned()),
        _ => Err("the password of a network has 8 to 63 printable ASCII characters"),
    }
}
