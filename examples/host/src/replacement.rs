//! A file that takes another's place when it is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{SystemTime, UNIX_EPOCH};

/// A file in the folder of the one that it is to replace, so that it can be
/// renamed. It is removed when it is dropped.
pub(crate) struct Replacement {
    target: PathBuf,
    path: PathBuf,
    file: BufWriter<File>,
    readers: Readers,
}

/// Who may read a file, whatever the umask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Readers {
    /// Mode 0644, once it is whole.
    Everybody,
    /// Mode 0600, from the moment it is there.
    Owner,
}

impl Replacement {
    /// Begins a file for `target`, whose name ends in `ending`.
    ///
    /// Where something stands at `target` it must be a file: a device would be
    /// lost. A link is followed.
    pub(crate) fn create(target: &Path, ending: &str, readers: Readers) -> io::Result<Self> {
        let target = match fs::metadata(target) {
            Ok(old) if old.is_file() => fs::canonicalize(target)?,
            Ok(_) => return Err(invalid("it is there, and is no file")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => target.to_owned(),
            Err(error) => return Err(error),
        };
        let Some(name) = target.file_name() else {
            return Err(invalid("it names no file"));
        };
        // Nobody else's: not of another process, nor of an earlier one that was
        // killed before it could remove it.
        let moment = SystemTime::now().duration_since(UNIX_EPOCH);
        let moment = moment.map_or(0, |time| time.as_nanos());
        let name = format!(
            ".{}.{}.{moment}.{ending}",
            name.to_string_lossy(),
            process::id()
        );
        let path = target.with_file_name(name);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        if readers == Readers::Owner {
            for_owner(&mut options);
        }
        let file = BufWriter::new(options.open(&path)?);
        Ok(Self {
            target,
            path,
            file,
            readers,
        })
    }

    /// Takes back what was written.
    pub(crate) fn clear(&mut self) -> io::Result<()> {
        self.file.rewind()?;
        self.file.get_ref().set_len(0)
    }

    /// Writes what is secret past our buffer, which is not wiped.
    pub(crate) fn write_secret(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_mut().write_all(bytes)
    }

    /// Puts it in place of the old file, in one step. Before that it is on disk
    /// as a whole.
    pub(crate) fn put_in_place(mut self) -> io::Result<()> {
        self.file.flush()?;
        let file = self.file.get_ref();
        if self.readers == Readers::Everybody {
            readable(file)?;
        }
        file.sync_all()?;
        fs::rename(&self.path, &self.target)?;
        // The name, too, is to outlive a loss of power; not every system can say
        // so of a folder.
        if let Some(folder) = self.target.parent() {
            let folder = if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            };
            if let Ok(folder) = File::open(folder) {
                let _ = folder.sync_all();
            }
        }
        Ok(())
    }
}

/// Elsewhere, who may read it is said by its folder.
#[cfg(unix)]
fn for_owner(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn for_owner(_: &mut OpenOptions) {}

#[cfg(unix)]
fn readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &File) -> io::Result<()> {
    Ok(())
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, what)
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Replacement {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// What was written and sent on; [`Seek`] sends it on.
impl Read for Replacement {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.get_mut().read(buffer)
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        // After it was renamed there is none of this name.
        let _ = fs::remove_file(&self.path);
    }
}
