//! The file that is written: readable by its owner alone.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Removes what an earlier build wrote, if it is there.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Writes a file that is not there yet, and that only its owner can read from the
/// moment it is. On Windows it has the rights of its folder.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)?.write_all(text.as_bytes())
}

/// Closes the folder of the profile to others: the compiler leaves there what has the
/// secrets in it. `out` is the `OUT_DIR` of a build script, in it somewhere under
/// `build`.
pub(crate) fn close_profile(out: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let is_build = |folder: &&Path| folder.file_name().is_some_and(|name| name == "build");
        let profile = out.ancestors().find(is_build).and_then(Path::parent);
        let profile = profile.ok_or(io::ErrorKind::NotFound)?;
        let mode = fs::metadata(profile)?.permissions().mode();
        fs::set_permissions(profile, fs::Permissions::from_mode(mode & 0o700))?;
    }
    let _ = out;
    Ok(())
}

/// Whether others than its owner have any rights on a file.
pub(crate) fn is_open_to_others(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::metadata(path).is_ok_and(|data| data.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}
