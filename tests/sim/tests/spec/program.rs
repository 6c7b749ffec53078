//! The program `drs-sim`.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use rustls::version::{TLS12, TLS13};
use serde_json::json;

use crate::client::{Request, connect_tls_to, connect_to};

/// The program while it runs, and the lines that it began with. It is stopped
/// when this is dropped, whatever became of the test.
struct Program {
    child: Child,
    lines: Vec<(String, String)>,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_drs-sim"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program started");
        let out = child.stdout.as_mut().expect("its output");
        // The jobs come last, and the demonstration has eight.
        let expected_jobs = if arguments.contains(&"--jobs") { 1 } else { 8 };
        let mut lines: Vec<(String, String)> = Vec::new();
        let mut jobs = 0;
        for line in BufReader::new(out).lines() {
            let line = line.expect("a line");
            let (name, value) = line.split_once(": ").expect("a name and a value");
            jobs += usize::from(name == "job");
            lines.push((name.to_owned(), value.to_owned()));
            if jobs == expected_jobs {
                break;
            }
        }
        Self { child, lines }
    }

    fn value(&self, name: &str) -> &str {
        let line = self.lines.iter().find(|(line, _)| line == name);
        line.map(|(_, value)| value.as_str())
            .expect("a line of this name")
    }

    fn names(&self) -> Vec<&str> {
        let names = self.lines.iter().map(|(name, _)| name.as_str());
        names.filter(|name| *name != "job").collect()
    }

    fn address(&self, scheme: &str) -> SocketAddr {
        let endpoint = self.value("endpoint");
        let authority = endpoint.strip_prefix(scheme).expect("the scheme");
        authority
            .replace("localhost", "127.0.0.1")
            .parse()
            .expect("an address")
    }

    /// A request for the first job.
    fn request(&self) -> Request {
        let (id, _) = self.value("job").split_once(' ').expect("id and status");
        Request::of(
            self.value("project"),
            self.value("token"),
            json!({ "jobs": [id] }).to_string(),
        )
    }

    /// Ends its standard input, and waits for it.
    fn stop(mut self) -> bool {
        drop(self.child.stdin.take());
        self.child.wait().expect("an end").success()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_answers_over_http() {
    let program = Program::start(&[]);
    assert_eq!(
        program.names(),
        ["endpoint", "project", "token", "user", "password", "domain"]
    );
    let mut stream = connect_to(program.address("http://"));
    let reply = program.request().ask_over(&mut stream).expect("an answer");
    assert_eq!(reply.items(), ["INCRE_TRANSFER_STARTED"]);
    assert!(program.stop());
}

#[test]
fn it_answers_over_https() {
    for (arguments, version) in [
        (&["--https"][..], &TLS13),
        (&["--https"], &TLS12),
        (&["--tls", "1.2"], &TLS12),
        (&["--tls", "1.3", "--latency", "1ms"], &TLS13),
    ] {
        let program = Program::start(arguments);
        let authority = program.value("ca").to_owned();
        let pem = fs::read_to_string(&authority).expect("the authority's certificate");
        let mut stream = connect_tls_to(program.address("https://"), &pem, &[version]);
        let reply = program.request().ask_over(&mut stream).expect("an answer");
        assert_eq!(reply.items(), ["INCRE_TRANSFER_STARTED"], "{arguments:?}");
        assert!(program.stop());
        assert!(!Path::new(&authority).exists(), "the file goes with it");
    }
}

#[test]
fn each_run_has_its_own_secrets() {
    let (one, other) = (Program::start(&[]), Program::start(&[]));
    for name in ["project", "token", "password", "endpoint"] {
        assert_ne!(one.value(name), other.value(name), "{name}");
    }
}

#[test]
fn it_knows_the_jobs_of_a_file() {
    let id = "9a470239-2308-4bb5-a6bc-1040402fjb21";
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("jobs.json");
    let jobs = json!([{ "id": id, "life": [
        { "status": "CREATING", "polls": 1 },
        { "status": "CONFIGURATION" },
    ] }]);
    fs::write(&path, jobs.to_string()).expect("a file");
    let program = Program::start(&["--jobs", path.to_str().expect("UTF-8")]);
    assert_eq!(program.value("job"), format!("{id} CREATING"));
    for expected in ["CREATING", "CONFIGURATION"] {
        let mut stream = connect_to(program.address("http://"));
        let reply = program.request().ask_over(&mut stream).expect("an answer");
        assert_eq!(reply.items(), [expected]);
    }
}

#[test]
fn detached_it_outlives_its_input() {
    let mut program = Program::start(&["--detached"]);
    drop(program.child.stdin.take());
    let mut stream = connect_to(program.address("http://"));
    let reply = program.request().ask_over(&mut stream).expect("an answer");
    assert_eq!(reply.status, 200);
    assert_eq!(program.child.try_wait().expect("a state"), None);
}

/// The file with the authority goes, however the program is told to end.
#[cfg(unix)]
#[test]
fn told_to_end_it_leaves_nothing_behind() {
    for (arguments, signal) in [
        (&["--https"][..], "-INT"),
        (&["--https", "--detached"], "-INT"),
        (&["--https", "--detached"], "-TERM"),
        (&["--https", "--detached"], "-HUP"),
    ] {
        let mut program = Program::start(arguments);
        let authority = program.value("ca").to_owned();
        assert!(Path::new(&authority).exists(), "{arguments:?}");
        let id = program.child.id().to_string();
        let told = Command::new("kill").args([signal, &id]).status();
        assert!(told.expect("a signal sent").success());
        assert!(program.child.wait().expect("an end").success(), "{signal}");
        assert!(!Path::new(&authority).exists(), "{arguments:?}, {signal}");
    }
}

#[test]
fn how_it_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| -> String {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    };
    let no_json = file("no.json", "nonsense");
    let two_lives = file(
        "two.json",
        r#"[{"id": "a", "status": "B", "life": [{"status": "C"}]}]"#,
    );
    for (arguments, code, out, err) in [
        (&["--help"][..], 0, "Usage: drs-sim", ""),
        (
            &["--version"],
            0,
            concat!("drs-sim ", env!("CARGO_PKG_VERSION")),
            "",
        ),
        (&["--address", "0.0.0.0"], 2, "", "loopback addresses only"),
        (&["--nonsense"], 2, "", "Try drs-sim --help."),
        (
            &["--jobs", "/nowhere/jobs.json"],
            1,
            "",
            "/nowhere/jobs.json: ",
        ),
        (&["--jobs", &no_json], 1, "", "no.json: expected"),
        (
            &["--jobs", &two_lives],
            1,
            "",
            "two.json: a: it has a status or a life",
        ),
    ] {
        let Output {
            status,
            stdout,
            stderr,
        } = Command::new(env!("CARGO_BIN_EXE_drs-sim"))
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .expect("an end");
        let (stdout, stderr) = (text(&stdout), text(&stderr));
        assert_eq!(status.code(), Some(code), "{arguments:?}: {stderr}");
        assert!(stdout.contains(out), "{arguments:?}: {stdout}");
        assert!(stderr.contains(err), "{arguments:?}: {stderr}");
        assert_eq!(stdout.is_empty(), out.is_empty(), "{arguments:?}: {stdout}");
        assert_eq!(stderr.is_empty(), err.is_empty(), "{arguments:?}: {stderr}");
    }
}

#[test]
fn a_port_that_is_taken() {
    let program = Program::start(&[]);
    let port = program.address("http://").port().to_string();
    let mut second = Command::new(env!("CARGO_BIN_EXE_drs-sim"))
        .args(["--port", &port])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program started");
    let mut said = String::new();
    let err = second.stderr.as_mut().expect("its errors");
    err.read_to_string(&mut said).expect("UTF-8");
    assert_eq!(second.wait().expect("an end").code(), Some(1));
    assert!(said.contains(&port), "{said}");
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}
