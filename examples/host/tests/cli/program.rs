//! Runs `drs-status` and keeps what it said.

use std::fmt;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use drs_status_sim::Sim;

/// Names and values.
pub(crate) type Variables<'v> = &'v [(&'v str, &'v str)];

/// A run that is being prepared. Its environment is empty, and it runs in a
/// directory of the tests, so that files have short names.
pub(crate) struct Run {
    command: Command,
    /// The file of the authorities to trust.
    authority: Option<String>,
    /// Arguments after all others.
    tail: Vec<String>,
    input: Vec<u8>,
    /// What may not show in any output.
    secrets: Vec<String>,
    /// What differs from run to run, and what a snapshot has in its place.
    hidden: Vec<(String, &'static str)>,
}

/// Prepares `drs-status` with `arguments`.
pub(crate) fn drs_status(arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drs-status"));
    command
        .args(arguments)
        .env_clear()
        .current_dir(env!("CARGO_TARGET_TMPDIR"));
    Run {
        command,
        authority: None,
        tail: Vec::new(),
        input: Vec::new(),
        secrets: Vec::new(),
        hidden: Vec::new(),
    }
}

/// Prepares `drs-status query` with `arguments`, asking `sim` as it wants to
/// be asked.
pub(crate) fn query(sim: &Sim, arguments: &[&str]) -> Run {
    query_at(sim, sim.endpoint(), arguments)
}

/// As [`query`], at another endpoint of it.
pub(crate) fn query_at(sim: &Sim, endpoint: &str, arguments: &[&str]) -> Run {
    command_at("query", sim, endpoint, arguments)
}

/// As [`query`], with another command.
pub(crate) fn command(name: &str, sim: &Sim, arguments: &[&str]) -> Run {
    command_at(name, sim, sim.endpoint(), arguments)
}

/// Prepares `drs-status watch` with `arguments`, asking `sim` as often as is
/// allowed, unless they say how often.
pub(crate) fn watch(sim: &Sim, arguments: &[&str]) -> Run {
    let often: &[&str] = if arguments.contains(&"--every") {
        &[]
    } else {
        &["--every", "100ms"]
    };
    command("watch", sim, &[often, arguments].concat())
}

fn command_at(name: &str, sim: &Sim, endpoint: &str, arguments: &[&str]) -> Run {
    // What fails is to fail at once, but for tests that say otherwise.
    let once = !arguments.contains(&"--attempts");
    let run = drs_status(&[name])
        .arguments(if once { &["--attempts", "1"] } else { &[] })
        .arguments(arguments)
        .variable("DRS_STATUS_ENDPOINT", endpoint)
        .variable("OS_PROJECT_ID", sim.project_id())
        .variable("DRS_STATUS_TOKEN", sim.token())
        .hide(endpoint, "[ENDPOINT]")
        .hide(sim.project_id(), "[PROJECT]");
    if endpoint.starts_with("https://") {
        let name = format!("ca-{}.pem", sim.address().port());
        return run.authority(Some(&file(&name, sim.ca_pem())));
    }
    run
}

/// This many ids, each another.
pub(crate) fn many_ids(len: usize) -> Vec<String> {
    (0..len)
        .map(|number| format!("{number:08}-2308-4bb5-a6bc-1040402fjb21"))
        .collect()
}

/// Writes a file where runs find it by `name`, which it returns.
pub(crate) fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), content).unwrap();
    name.to_owned()
}

/// Makes a folder where runs find it by `name`, which it returns.
pub(crate) fn folder(name: &str) -> String {
    fs::create_dir_all(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)).unwrap();
    name.to_owned()
}

/// Where the binaries of this build are.
pub(crate) fn target_dir() -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_drs-status"));
    program.ancestors().nth(2).unwrap().to_owned()
}

impl Run {
    pub(crate) fn arguments(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    /// `--exec` and this command.
    pub(crate) fn exec(mut self, command: &[&str]) -> Self {
        self.tail = ["--exec", "--"]
            .iter()
            .chain(command)
            .map(ToString::to_string)
            .collect();
        self
    }

    /// Sets a variable. If it is one that holds a secret, no output may show it.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        let endings = ["TOKEN", "_SK", "SECRET_KEY", "PASSWORD"];
        let is_secret = endings.iter().any(|ending| name.ends_with(ending));
        // What is shorter may stand anywhere.
        if is_secret && value != name && value.len() >= 8 {
            self.secrets.push(value.trim().to_owned());
        }
        self.command.env(name, value);
        self
    }

    pub(crate) fn variables(self, variables: Variables<'_>) -> Self {
        let set = |run: Self, (name, value): &(&str, &str)| run.variable(name, value);
        variables.iter().fold(self, set)
    }

    pub(crate) fn without_variable(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Trusts the authorities in this file, or those that are trusted by default.
    pub(crate) fn authority(mut self, file: Option<&str>) -> Self {
        self.authority = file.map(str::to_owned);
        self
    }

    pub(crate) fn input(mut self, input: &str) -> Self {
        input.as_bytes().clone_into(&mut self.input);
        self
    }

    pub(crate) fn hide(mut self, text: &str, shown: &'static str) -> Self {
        self.hidden.push((text.to_owned(), shown));
        self
    }

    /// Runs it, to be ended by and by.
    pub(crate) fn begin(mut self) -> Running {
        let (mut program, input) = self.start(Stdio::piped());
        let (send, lines) = mpsc::channel();
        let stdout = program.stdout.take().unwrap();
        let reader = thread::spawn(move || {
            let mut all = String::new();
            for line in BufReader::new(stdout).lines().map(Result::unwrap) {
                all = all + &line + "\n";
                let _ = send.send(line);
            }
            all
        });
        Running {
            run: self,
            program,
            input,
            reader,
            lines,
            unread: None,
        }
    }

    /// As [`begin`](Self::begin), but nobody reads its standard output.
    #[cfg(unix)]
    pub(crate) fn begin_unread(mut self) -> Running {
        let (mut program, input) = self.start(Stdio::piped());
        let unread = program.stdout.take();
        Running {
            run: self,
            program,
            input,
            reader: thread::spawn(String::new),
            lines: mpsc::channel().1,
            unread,
        }
    }

    /// Runs it to its end.
    pub(crate) fn end(self) -> Ended {
        self.end_into(Stdio::piped())
    }

    /// Runs it to its end with another standard output.
    pub(crate) fn end_into(mut self, stdout: impl Into<Stdio>) -> Ended {
        let (program, input) = self.start(stdout);
        let output = program.wait_with_output().unwrap();
        input.join().unwrap();
        self.ended(output)
    }

    /// Runs it, reads its first line, and closes the pipe.
    pub(crate) fn end_after_a_line(mut self) -> Ended {
        let (mut program, input) = self.start(Stdio::piped());
        let mut line = String::new();
        BufReader::with_capacity(64, program.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let mut output = program.wait_with_output().unwrap();
        output.stdout = line.into_bytes();
        input.join().unwrap();
        self.ended(output)
    }

    /// Runs it where no file may grow beyond this many KiB, as on a full disk.
    #[cfg(unix)]
    pub(crate) fn end_with_little_disk(mut self, kib: u32) -> Ended {
        let mut shell = Command::new("sh");
        let blocks = kib * 2;
        shell
            .arg("-c")
            .arg(format!(
                "trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""
            ))
            .arg(self.command.get_program())
            .args(self.command.get_args())
            .env_clear()
            .current_dir(env!("CARGO_TARGET_TMPDIR"));
        for (name, value) in self.command.get_envs() {
            shell.env(name, value.unwrap());
        }
        self.command = shell;
        self.end()
    }

    /// Starts it, and a thread that writes its standard input.
    fn start(&mut self, stdout: impl Into<Stdio>) -> (Child, JoinHandle<()>) {
        if let Some(file) = &self.authority {
            self.command.args(["--ca-file", file]);
        }
        self.command.args(&self.tail);
        let mut program = self
            .command
            .stdin(Stdio::piped())
            .stdout(stdout)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = program.stdin.take().unwrap();
        let input = std::mem::take(&mut self.input);
        // A program that ends early does not read all of it.
        let writer = thread::spawn(move || drop(stdin.write_all(&input)));
        (program, writer)
    }

    fn ended(&self, output: Output) -> Ended {
        let text = |bytes| {
            let mut text = String::from_utf8(bytes).unwrap();
            for secret in &self.secrets {
                assert!(!text.contains(secret), "a secret is shown");
            }
            for (hidden, shown) in &self.hidden {
                text = text.replace(hidden, shown);
            }
            without_request_ids(&text)
        };
        Ended {
            code: output.status.code().unwrap(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// A run that goes on.
pub(crate) struct Running {
    run: Run,
    program: Child,
    input: JoinHandle<()>,
    reader: JoinHandle<String>,
    lines: Receiver<String>,
    /// Open, and read by nobody.
    unread: Option<ChildStdout>,
}

impl Running {
    /// Waits until it has printed a line in which `word` stands.
    pub(crate) fn wait_for(&self, word: &str) {
        let most = Duration::from_secs(60);
        while !self.lines.recv_timeout(most).expect(word).contains(word) {}
    }

    /// Closes the standard output that nobody reads.
    #[cfg(unix)]
    pub(crate) fn close(&mut self) {
        self.unread = None;
    }

    /// Sends it a signal, such as `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.program.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &pid]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits for its end.
    pub(crate) fn end(self) -> Ended {
        let mut output = self.program.wait_with_output().unwrap();
        drop(self.unread);
        output.stdout = self.reader.join().unwrap().into_bytes();
        self.input.join().unwrap();
        self.run.ended(output)
    }
}

/// Each request has an id of its own.
fn without_request_ids(text: &str) -> String {
    let mut parts = text.split("[request ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (_, rest) = part.split_once(']').unwrap();
        text + "[request ID]" + rest
    })
}

/// A run that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// As a snapshot shows it.
impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "--- standard output\n{}--- standard error\n{}--- exit code {}",
            self.stdout, self.stderr, self.code
        )
    }
}
