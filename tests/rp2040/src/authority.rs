//! The authority that the image trusts: made before the image is built, and kept for
//! the tests, whose servers it vouches for.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use drs_status_sim::Authority;

use crate::named;

/// Its certificate, for the image, in a directory that is the caller's.
const CERTIFICATE: &str = "authority.pem";

/// Its key, for the tests.
const KEY: &str = "authority.key";

/// Makes one in `dir`, unless there is one: its certificate as `authority.pem`, its key
/// as `authority.key`, which nobody else can read.
///
/// # Errors
///
/// Those of files, and a key that is none.
pub fn keep_authority(dir: &Path) -> io::Result<()> {
    let (key, certificate) = (dir.join(KEY), dir.join(CERTIFICATE));
    let authority = match fs::read_to_string(&key) {
        Ok(pem) if certificate.is_file() => return Authority::from_key_pem(&pem).map(drop),
        Ok(pem) => Authority::from_key_pem(&pem)?,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let authority = Authority::new()?;
            let mut new = OpenOptions::new();
            let mut file = new.write(true).create_new(true).mode(0o600).open(key)?;
            file.write_all(authority.key_pem().as_bytes())?;
            authority
        }
        Err(error) => return Err(error),
    };
    fs::write(certificate, authority.pem())
}

/// The one that the image trusts: the environment says where it is, in
/// `RP2040_AUTHORITY`.
///
/// # Panics
///
/// Panics if it does not, or there is none.
#[must_use]
pub fn authority() -> Authority {
    let key = named("RP2040_AUTHORITY").join(KEY);
    fs::read_to_string(&key)
        .and_then(|pem| Authority::from_key_pem(&pem))
        .unwrap_or_else(|error| panic!("{}: {error}", key.display()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn it_is_made_once_and_its_key_is_its_owners() {
        let dir = tempfile::tempdir().expect("a directory");
        let (key, certificate) = (dir.path().join(KEY), dir.path().join(CERTIFICATE));
        let both = || [&key, &certificate].map(|path| fs::read_to_string(path).expect("PEM"));
        keep_authority(dir.path()).expect("one that is made");
        let made = both();
        assert!(made[0].contains("PRIVATE KEY") && !made[1].contains("PRIVATE KEY"));
        let file = fs::metadata(&key).expect("a file");
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
        keep_authority(dir.path()).expect("the same");
        assert_eq!(both(), made);
        // What an image was built with is never replaced for want of the other half.
        fs::remove_file(&certificate).expect("it is there");
        keep_authority(dir.path()).expect("the same key");
        let [key_now, certificate_now] = both();
        assert_eq!(key_now, made[0]);
        assert!(certificate_now.contains("CERTIFICATE"));
        fs::write(&key, "nothing").expect("it can be written");
        assert!(keep_authority(dir.path()).is_err());
    }
}
