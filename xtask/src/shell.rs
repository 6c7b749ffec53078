//! Runs programs and says which one failed.

use std::ffi::OsStr;
use std::fmt;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::steps::Tests;

/// What a chore comes to.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Why a chore failed, for a person.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }

    pub(crate) fn in_step(self, step: &str) -> Self {
        Self(format!("step `{step}`: {}", self.0))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// A directory of its own below cargo's target directory, for builds that
/// would disturb each other.
pub(crate) fn target_dir(name: &str) -> PathBuf {
    let base = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    base.join(name)
}

/// `cargo` with the arguments in `line`, which are separated by spaces.
pub(crate) fn cargo(line: &str) -> Program {
    Program::new("cargo").args(line)
}

/// `rustup` with the arguments in `line`, which are separated by spaces.
pub(crate) fn rustup(line: &str) -> Program {
    Program::new("rustup").args(line)
}

/// A program to run, with its arguments.
#[derive(Debug)]
pub(crate) struct Program {
    command: Command,
}

impl Program {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        Self {
            command: Command::new(program),
        }
    }

    /// Adds the arguments in `line`, which are separated by spaces.
    pub(crate) fn args(mut self, line: &str) -> Self {
        self.command.args(line.split_whitespace());
        self
    }

    /// Adds one argument, spaces and all.
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Without a variable that may be set here.
    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn in_dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Runs it and shows all that it writes.
    pub(crate) fn run(mut self) -> Outcome {
        self.announce();
        let status = self
            .command
            .status()
            .map_err(|error| self.no_start(&error))?;
        self.judge(status.success(), &status)
    }

    /// Runs it, shows all that it writes, and counts the tests that it reports.
    pub(crate) fn run_tests(mut self, tests: &mut Tests) -> Outcome {
        self.announce();
        self.command.stdout(Stdio::piped());
        let mut child = self
            .command
            .spawn()
            .map_err(|error| self.no_start(&error))?;
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).split(b'\n') {
                let line = line?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                tests.read(&line);
            }
        }
        let status = child.wait()?;
        self.judge(status.success(), &status)
    }

    /// Runs it and returns what it writes to its standard output.
    pub(crate) fn read(mut self) -> Outcome<String> {
        let output = self
            .command
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| self.no_start(&error))?;
        self.judge(output.status.success(), &output.status)?;
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Runs it and returns what it writes to its standard error, which is shown
    /// only if it fails.
    pub(crate) fn read_errors(mut self) -> Outcome<String> {
        self.announce();
        let output = self.command.stdout(Stdio::inherit()).output();
        let output = output.map_err(|error| self.no_start(&error))?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() {
            eprint!("{said}");
        }
        self.judge(output.status.success(), &output.status)?;
        Ok(said)
    }

    /// Runs it, which must fail, and returns what it writes to its standard
    /// error.
    pub(crate) fn read_failure(mut self) -> Outcome<String> {
        self.announce();
        let output = self
            .command
            .output()
            .map_err(|error| self.no_start(&error))?;
        if output.status.success() {
            return Err(Failure::new(format!("{self} succeeded, which it must not")));
        }
        Ok(String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// Runs it, showing nothing. Returns what it writes to its standard output
    /// if it could be started and ended well.
    pub(crate) fn try_read(mut self) -> Option<String> {
        let output = self.command.output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        output.status.success().then_some(text)
    }

    fn announce(&self) {
        eprintln!("$ {self}");
    }

    fn no_start(&self, error: &io::Error) -> Failure {
        Failure::new(format!("{self} could not be started: {error}"))
    }

    fn judge(&self, success: bool, status: &impl fmt::Display) -> Outcome {
        if success {
            Ok(())
        } else {
            Err(Failure::new(format!("{self} ended with {status}")))
        }
    }
}

/// The command as one would type it, near enough.
impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.command.get_program().display())?;
        for argument in self.command.get_args() {
            write!(f, " {}", argument.display())?;
        }
        Ok(())
    }
}
