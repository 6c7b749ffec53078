//! A program of the user's for each change: `--exec`.
//!
//! It is started as it is named, without a shell: what the service writes can
//! be an argument of nothing.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal as _, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use drs_status_std::Stop;

use super::leaving::Children;
use super::told::Changed;
use crate::output::class_name;
use crate::stderr::say;

/// How long a program still has once the watch is asked to stop.
const GRACE: Duration = Duration::from_secs(2);

/// How often it is looked whether it has ended.
const LOOK: Duration = Duration::from_millis(20);

/// What is run for each change.
pub(super) struct Exec {
    command: Vec<OsString>,
    time_limit: Duration,
    stop: Stop,
    children: Children,
    /// Where its output goes.
    output: Output,
}

/// Where a program's output goes: never to our standard output, which is data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Output {
    /// To our standard error.
    Stderr,
    /// Nowhere: it would be written across the table.
    Nowhere,
}

impl Exec {
    /// `is_live`: whether a table is redrawn on the terminal.
    pub(super) fn new(
        command: Vec<OsString>,
        time_limit: Duration,
        stop: Stop,
        children: Children,
        is_live: bool,
    ) -> Self {
        let output = if is_live && io::stderr().is_terminal() {
            Output::Nowhere
        } else {
            Output::Stderr
        };
        Self {
            command,
            time_limit,
            stop,
            children,
            output,
        }
    }

    /// Runs it and waits for its end. That it fails is told, and ends nothing.
    pub(super) fn run(&self, changed: &Changed, json: &str) {
        if let Err(why) = self.try_run(changed, json) {
            let program = self.command.first().map(|name| name.display().to_string());
            say(format_args!(
                "warning: {} for {}: {why}",
                crate::escape::Escaped(&program.unwrap_or_default()),
                changed.id
            ));
        }
    }

    fn try_run(&self, changed: &Changed, json: &str) -> Result<(), String> {
        let mut child = self
            .command(changed)
            .and_then(|mut command| command.spawn())
            .map_err(|error| format!("cannot be started: {error}"))?;
        self.began(&child);
        if let Some(mut stdin) = child.stdin.take() {
            let line = format!("{json}\n");
            // By a thread: it may end without reading, or never read.
            thread::spawn(move || drop(stdin.write_all(line.as_bytes())));
        }
        match self.wait(&mut child) {
            Ok(Some(status)) if status.success() => Ok(()),
            Ok(Some(status)) => Err(format!("ended with {status}")),
            Ok(None) => Err("was killed: its time was up".to_owned()),
            Err(error) => Err(format!("cannot be waited for: {error}")),
        }
    }

    fn command(&self, changed: &Changed) -> io::Result<Command> {
        let [program, arguments @ ..] = &self.command[..] else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        for (name, _) in env::vars_os() {
            if is_secret(&name) {
                command.env_remove(name);
            }
        }
        command.envs(variables(changed));
        match self.output {
            Output::Stderr => command.stdout(io::stderr()),
            Output::Nowhere => command.stdout(Stdio::null()).stderr(Stdio::null()),
        };
        own_group(&mut command);
        Ok(command)
    }

    /// From now on whatever ends us kills it.
    fn began(&self, child: &Child) {
        #[cfg(unix)]
        {
            *self.children.running() = Some(rustix::process::Pid::from_child(child));
        }
        let _ = child;
    }

    /// `None` if it had to be killed.
    fn wait(&self, child: &mut Child) -> io::Result<Option<ExitStatus>> {
        let start = Instant::now();
        let mut end = start.checked_add(self.time_limit);
        let mut is_stopped = false;
        let mut pause = Duration::from_millis(1);
        loop {
            let mut running = self.children.running();
            let ended = child.try_wait();
            if !matches!(ended, Ok(None)) {
                *running = None;
                return ended;
            }
            drop(running);
            if !is_stopped && self.stop.is_stopped() {
                is_stopped = true;
                let last = Instant::now() + GRACE;
                end = Some(end.map_or(last, |end| end.min(last)));
            }
            if end.is_some_and(|end| Instant::now() >= end) {
                self.children.kill();
                let _ = child.kill();
                child.wait()?;
                return Ok(None);
            }
            thread::sleep(pause);
            pause = (pause * 2).min(LOOK);
        }
    }
}

/// Makes the program the first of a group, so that it can be killed with all
/// that it has started, and is not meant by a Ctrl-C that is meant for us.
fn own_group(command: &mut Command) {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        command.process_group(0);
    }
    let _ = command;
}

/// The change, in variables. A text has no line ends and no NUL, which no
/// variable can hold.
fn variables(changed: &Changed) -> [(&'static str, String); 6] {
    let answer = changed.now.as_ref();
    let text = |text: Option<&String>| clean(text.map_or("", String::as_str));
    let class = match answer {
        None => "unanswered".to_owned(),
        Some(answer) => class_name(answer.shown_class()),
    };
    [
        ("DRS_JOB_ID", changed.id.clone()),
        ("DRS_STATUS_WAS", changed.was.to_owned()),
        (
            "DRS_STATUS",
            text(answer.and_then(|answer| answer.status.as_ref())),
        ),
        ("DRS_CLASS", class),
        (
            "DRS_ERROR_CODE",
            text(answer.and_then(|answer| answer.error_code.as_ref())),
        ),
        (
            "DRS_ERROR_MESSAGE",
            text(answer.and_then(|answer| answer.error_message.as_ref())),
        ),
    ]
}

/// Without what no variable can hold or what would be a second line: a space
/// stands in place of each.
fn clean(text: &str) -> String {
    text.replace(['\0', '\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'], " ")
}

/// Whether a variable holds a secret of the service's: by the words that all
/// tools use in their names.
fn is_secret(name: &OsStr) -> bool {
    const FAMILIES: [&str; 6] = ["DRS_STATUS_", "HUAWEICLOUD_", "HW_", "OS_", "OTC_", "SDK_"];
    const WORDS: [&str; 5] = ["TOKEN", "PASSWORD", "SECRET", "ACCESS_KEY", "PASSCODE"];
    const ENDS: [&str; 2] = ["_AK", "_SK"];
    let name = name.to_string_lossy().to_uppercase();
    FAMILIES.iter().any(|family| name.starts_with(family))
        && (WORDS.iter().any(|word| name.contains(word))
            || ENDS.iter().any(|end| name.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::told::Answer;
    use drs_status_core::Class;

    #[test]
    fn secrets_are_known_by_their_names() {
        for name in [
            "DRS_STATUS_TOKEN",
            "OS_TOKEN",
            "OS_AUTH_TOKEN",
            "OS_ACCESS_KEY",
            "OS_SECRET_KEY",
            "OS_PASSWORD",
            "OS_APPLICATION_CREDENTIAL_SECRET",
            "HUAWEICLOUD_SDK_AK",
            "HUAWEICLOUD_SDK_SK",
            "HUAWEICLOUD_SDK_SECURITY_TOKEN",
            "HW_ACCESS_KEY",
            "HW_SECRET_KEY",
            "HW_SECURITY_TOKEN",
        ] {
            assert!(is_secret(name.as_ref()), "{name}");
        }
        for name in [
            "PATH",
            "OS_PROJECT_ID",
            "DRS_STATUS_ENDPOINT",
            "MAIL_TOKEN",
            "TASK",
        ] {
            assert!(!is_secret(name.as_ref()), "{name}");
        }
    }

    #[test]
    fn a_change_in_variables() {
        let mut changed = Changed {
            index: 0,
            id: "9a470239-2308-4bb5-a6bc-1040402fjb21".to_owned(),
            was: "new",
            now: Some(Answer {
                status: Some("CONFIGURATION".to_owned()),
                class: Some(Class::Waiting),
                failed: true,
                error_code: Some("DRS.M06010".to_owned()),
                error_message: Some("one\0two\r\nthree".to_owned()),
                message_cut: false,
            }),
        };
        let values = |changed: &Changed| variables(changed).map(|(_, value)| value);
        let id = changed.id.clone();
        assert_eq!(
            values(&changed),
            [
                &id,
                "new",
                "CONFIGURATION",
                "failed",
                "DRS.M06010",
                "one two  three"
            ]
        );
        changed.now = None;
        assert_eq!(values(&changed), [&id, "new", "", "unanswered", "", ""]);
    }
}
