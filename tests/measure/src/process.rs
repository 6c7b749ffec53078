//! One run of a program: how long it took, and its peak memory.

use std::fmt;
use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// What a run took.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// From start to end.
    pub wall: Duration,
    /// The most memory that was resident.
    pub peak: Peak,
}

/// Peak resident memory, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Peak(pub u64);

impl fmt::Display for Peak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} KiB", self.0 / 1024)
    }
}

/// Runs `command`, its output thrown away.
///
/// # Errors
///
/// When it cannot be run, or does not end with 0; when it took no more memory
/// than this process, whose peak it inherited, so that its own is not known.
pub fn run(command: &mut Command) -> io::Result<Run> {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let used = command.spawn()?.wait4()?;
    let wall = start.elapsed();
    if !used.status.success() {
        let program = command.get_program().display().to_string();
        return Err(io::Error::other(format!("{program}: {}", used.status)));
    }
    let peak = Peak(used.rusage.maxrss);
    if own_peak()? >= peak {
        return Err(io::Error::other(
            "whoever measures took more memory than what is measured",
        ));
    }
    Ok(Run { wall, peak })
}

/// The most memory that was resident of this process.
///
/// # Errors
///
/// Where the system does not tell it as Linux does.
pub fn own_peak() -> io::Result<Peak> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    let kilobytes = kilobytes.ok_or(io::ErrorKind::InvalidData)?;
    Ok(Peak(kilobytes * 1024))
}

/// The middle of some values; of an even number the lower of the two.
pub fn median<T: Copy + Ord>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median([3, 1, 2]), Some(2));
        assert_eq!(median([4, 3, 1, 2]), Some(2));
        assert_eq!(median::<u8>([]), None);
    }

    #[test]
    fn a_run_is_measured_and_a_failure_is_an_error() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("sixteen megabytes");
        std::fs::File::create(&file)
            .unwrap()
            .set_len(16 << 20)
            .unwrap();
        // A shell that holds the file in a variable.
        let mut reader = Command::new("sh");
        reader
            .args(["-c", "x=$(tr '\\0' x < \"$0\"); test -n \"$x\""])
            .arg(&file);
        let peak = run(&mut reader).unwrap().peak;
        assert!(peak > Peak(16 << 20), "{peak}");
        assert!(run(&mut Command::new("false")).is_err());
    }
}
