//! Files that have secrets in them: their owner alone can read them, from the moment they
//! are there. On Windows they have the rights of their folder.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::shell::Outcome;

/// Makes a folder that is closed to others, or closes one that is there.
pub(crate) fn folder(path: &Path) -> Outcome {
    fs::create_dir_all(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Writes a file in the place of one that may be there.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Outcome {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    Ok(options.open(path)?.write_all(bytes)?)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_was_open_is_closed() {
        let dir = std::env::temp_dir().join(format!("private-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o755)).unwrap();
        let file = dir.join("image");
        fs::write(&file, "an older one, that is longer").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();

        folder(&dir).unwrap();
        write(&file, b"secret").unwrap();
        let found = (mode(&dir), mode(&file), fs::read(&file).unwrap());
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(found, (0o700, 0o600, b"secret".to_vec()));
    }
}
