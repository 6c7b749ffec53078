//! `--metrics`: a file that Prometheus can read, replaced whole or not at all.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use drs_status_sim::{Answer, Job, Lasts, Sim};
use insta::assert_snapshot;

use crate::program::{command, file, folder, many_ids, query, watch};

const RUNS: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";
const FAILED: &str = "dc67695a-ee3e-49b8-a022-a099bd81jb21";
const HOSTILE: &str = "31fa62a5-8d6c-4b8e-9c1e-5be4f1a2jb20";

fn sim() -> Sim {
    Sim::builder()
        .job(Job::new(RUNS).status("INCRE_TRANSFER_STARTED"))
        .job(Job::new(FAILED).status("CREATE_FAILED"))
        .job(Job::new(HOSTILE).status("\"} 1\n\\ \u{1b}[31m"))
        .start()
        .unwrap()
}

/// A series: the name of its metric and its labels.
type Series = (String, Vec<(String, String)>);

/// Reads the text format, and accepts nothing else: heads before samples, the
/// samples of a metric together, no series twice, all text escaped.
fn parse(text: &str) -> HashMap<Series, f64> {
    assert!(text.ends_with('\n'));
    let mut samples = HashMap::new();
    let mut begun = HashSet::new();
    let mut metric = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            let (name, _) = help.split_once(' ').unwrap();
            assert!(begun.insert(name.to_owned()), "{name} stands in two places");
            assert_eq!(lines.next().unwrap(), format!("# TYPE {name} gauge"));
            name.clone_into(&mut metric);
            continue;
        }
        let (series, value) = sample(line);
        assert_eq!(series.0, metric, "{line}");
        assert!(
            samples.insert(series, value).is_none(),
            "{line} stands twice"
        );
    }
    samples
}

fn sample(line: &str) -> (Series, f64) {
    let name_len = line.find(['{', ' ']).unwrap();
    let (name, mut rest) = line.split_at(name_len);
    assert!(
        name.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    );
    let mut labels = Vec::new();
    if let Some(inside) = rest.strip_prefix('{') {
        rest = inside;
        loop {
            let (label, after) = rest.split_once("=\"").unwrap();
            let (value, after) = label_value(after);
            labels.push((label.to_owned(), value));
            let Some(more) = after.strip_prefix(',') else {
                rest = after.strip_prefix('}').unwrap();
                break;
            };
            rest = more;
        }
    }
    let value = rest.strip_prefix(' ').unwrap();
    ((name.to_owned(), labels), value.parse().unwrap())
}

/// The value, and what follows its quote.
fn label_value(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.chars();
    loop {
        match characters.next().unwrap() {
            '"' => return (value, characters.as_str()),
            '\\' => value.push(match characters.next().unwrap() {
                'n' => '\n',
                escaped @ ('\\' | '"') => escaped,
                other => panic!("\\{other} is no escape"),
            }),
            other => value.push(other),
        }
    }
}

fn series(name: &str, labels: &[(&str, &str)]) -> Series {
    let labels = labels
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    (name.to_owned(), labels.collect())
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn read(name: &str) -> HashMap<Series, f64> {
    parse(&fs::read_to_string(path(name)).unwrap())
}

/// What is in a folder.
fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(path(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

#[test]
fn what_was_seen_stands_in_the_file() {
    let sim = sim();
    folder("metrics-seen");
    for name in ["query", "check"] {
        let to = format!("metrics-seen/{name}.prom");
        let ended = command(name, &sim, &["--metrics", &to, RUNS, FAILED, HOSTILE]).end();
        assert_eq!(ended.code, if name == "query" { 1 } else { 2 }, "{ended}");
        let samples = read(&to);
        let runs = [
            ("job", RUNS),
            ("status", "INCRE_TRANSFER_STARTED"),
            ("class", "running"),
        ];
        let hostile = [
            ("job", HOSTILE),
            ("status", r#""} 1\n\ \u{1b}[31m"#),
            ("class", "unknown"),
        ];
        for (series, value) in [
            (series("drs_up", &[]), 1.0),
            (series("drs_job_status", &runs), 1.0),
            (series("drs_job_status", &hostile), 1.0),
            (series("drs_job_failed", &[("job", RUNS)]), 0.0),
            (series("drs_job_failed", &[("job", FAILED)]), 1.0),
            (series("drs_jobs", &[("class", "running")]), 1.0),
            (series("drs_jobs", &[("class", "failed")]), 1.0),
            (series("drs_jobs", &[("class", "ended")]), 0.0),
        ] {
            assert_eq!(samples.get(&series), Some(&value), "{series:?}");
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let then = samples[&series("drs_last_success_timestamp_seconds", &[])];
        assert!((now.as_secs_f64() - then).abs() < 60.0);
        assert_eq!(samples.len(), 3 + 3 + 8 + 2);
        let text = fs::read_to_string(path(&to)).unwrap();
        let (without_time, _) = text.rsplit_once(' ').unwrap();
        assert_snapshot!("metrics", without_time);
    }
    // Nothing else is left behind, and everybody may read it.
    assert_eq!(names("metrics-seen").len(), 2);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path("metrics-seen/query.prom"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o644);
    }
}

#[test]
fn a_service_that_is_down_keeps_its_last_success() {
    let sim = sim();
    let to = "down.prom";
    let run = || query(&sim, &["--metrics", to, RUNS]).end();
    let _ = fs::remove_file(path(to));
    sim.next_answers(vec![Answer::html(502)]);
    assert_eq!(run().code, 4);
    assert_eq!(read(to), HashMap::from([(series("drs_up", &[]), 0.0)]));

    assert_eq!(run().code, 0);
    let success = series("drs_last_success_timestamp_seconds", &[]);
    let then = read(to)[&success];
    for _ in 0..2 {
        sim.next_answers(vec![Answer::html(502)]);
        assert_eq!(run().code, 4);
        let expected = [(series("drs_up", &[]), 0.0), (success.clone(), then)];
        assert_eq!(read(to), HashMap::from(expected));
    }
}

#[test]
fn an_id_without_an_answer_is_counted_and_has_not_failed() {
    let sim = sim();
    sim.next_answers(vec![Answer::json(200, r#"{"results":[]}"#)]);
    let ended = query(&sim, &["--metrics", "unanswered.prom", RUNS]).end();
    assert_eq!(ended.code, 8);
    let samples = read("unanswered.prom");
    let jobs = series("drs_jobs", &[("class", "unanswered")]);
    assert_eq!(samples.get(&jobs), Some(&1.0));
    assert!(!samples.contains_key(&series("drs_job_failed", &[("job", RUNS)])));
}

#[test]
fn no_series_stands_twice_where_a_job_does() {
    let sim = Sim::builder()
        .any_job(|id| Some(Job::new(id).status("INCRE_TRANSFER_STARTED")))
        .start()
        .unwrap();
    let ids = many_ids(100).join("\n");
    let twice = format!("{ids}\n{ids}\n");
    let ended = query(&sim, &["--metrics", "twice.prom"])
        .input(&twice)
        .end();
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(ended.stdout.lines().count(), 1 + 200);
    let samples = read("twice.prom");
    let jobs = series("drs_jobs", &[("class", "running")]);
    assert_eq!(samples.get(&jobs), Some(&100.0));
}

#[test]
fn what_tells_nothing_of_the_service_leaves_the_file_alone() {
    let sim = sim();
    folder("metrics-kept");
    let to = file("metrics-kept/old.prom", "old\n");
    let cases: [&[&str]; 4] = [
        &["no-id"],
        &["--file", "nowhere.txt"],
        &[RUNS, "--dry-run"],
        &[RUNS, "--show-source"],
    ];
    for arguments in cases {
        query(&sim, arguments).arguments(&["--metrics", &to]).end();
        assert_eq!(
            fs::read_to_string(path(&to)).unwrap(),
            "old\n",
            "{arguments:?}"
        );
        assert_eq!(names("metrics-kept"), ["old.prom"], "{arguments:?}");
    }
}

#[test]
fn a_folder_that_is_not_there_and_what_is_no_file_are_refused() {
    let sim = sim();
    let before = sim.connections();
    let ended = query(&sim, &["--metrics", "nowhere/m.prom", RUNS]).end();
    assert_snapshot!("metrics_nowhere", ended);
    let folder = folder("metrics-folder");
    for no_file in [folder.as_str(), "/dev/full", ".."] {
        let ended = query(&sim, &["--metrics", no_file, RUNS]).end();
        assert_eq!(ended.code, 9, "{ended}");
    }
    assert_eq!(sim.connections(), before, "nobody is asked in vain");
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file_in_place() {
    let sim = Sim::builder()
        .any_job(|id| Some(Job::new(id).status("INCRE_TRANSFER_STARTED")))
        .start()
        .unwrap();
    folder("metrics-full");
    let to = file("metrics-full/old.prom", "old\n");
    for jobs in [20, 200] {
        let ids = many_ids(jobs).join("\n");
        let run = query(&sim, &["--metrics", &to]).input(&ids);
        let ended = run.end_with_little_disk(1);
        assert_eq!(ended.code, 9, "{ended}");
        assert!(
            ended.stderr.contains("old.prom cannot be written"),
            "{ended}"
        );
        assert_eq!(fs::read_to_string(path(&to)).unwrap(), "old\n");
        assert_eq!(names("metrics-full"), ["old.prom"]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_followed() {
    let sim = sim();
    folder("metrics-link");
    file("metrics-link/real.prom", "old\n");
    let _ = fs::remove_file(path("metrics-link/link.prom"));
    std::os::unix::fs::symlink("real.prom", path("metrics-link/link.prom")).unwrap();
    let ended = query(&sim, &["--metrics", "metrics-link/link.prom", RUNS]).end();
    assert_eq!(ended.code, 0, "{ended}");
    read("metrics-link/real.prom");
    assert!(
        fs::symlink_metadata(path("metrics-link/link.prom"))
            .unwrap()
            .is_symlink()
    );
}

#[test]
fn a_watch_writes_what_it_knows_after_each_poll() {
    let sim = Sim::builder()
        .jobs([RUNS, FAILED].map(|id| Job::new(id).status("CREATING")))
        .start()
        .unwrap();
    sim.set_job(Job::new(FAILED).life(&[
        ("CREATING", Lasts::Polls(1)),
        ("CREATE_FAILED", Lasts::Forever),
    ]));
    let name = "watched.prom";
    let ended = watch(&sim, &["--until", "over", "--timeout", "2s", RUNS, FAILED])
        .arguments(&["--metrics", name])
        .end();
    assert_eq!(ended.code, 6, "{ended}");
    let samples = read(name);
    assert_eq!(samples.get(&series("drs_up", &[])), Some(&1.0));
    assert_eq!(
        samples.get(&series("drs_job_failed", &[("job", FAILED)])),
        Some(&1.0)
    );
    assert_eq!(
        samples.get(&series("drs_job_failed", &[("job", RUNS)])),
        Some(&0.0)
    );
    let status = [("job", RUNS), ("status", "CREATING"), ("class", "changing")];
    assert_eq!(samples.get(&series("drs_job_status", &status)), Some(&1.0));
    let success = series("drs_last_success_timestamp_seconds", &[]);
    let last = samples.get(&success).copied();
    assert!(last.is_some());

    // While the service is away nothing is said of jobs.
    sim.next_answers(vec![Answer::empty(503); 100]);
    let ended = watch(&sim, &["--until", "never", "--timeout", "1s", RUNS, FAILED])
        .arguments(&["--metrics", name])
        .end();
    assert_eq!(ended.code, 6, "{ended}");
    let samples = read(name);
    assert_eq!(samples.get(&series("drs_up", &[])), Some(&0.0));
    assert_eq!(samples.get(&success).copied(), last);
    assert_eq!(samples.len(), 2);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_does_not_end_a_watch() {
    let sim = sim();
    let name = file("watched-old.prom", "old\n");
    let ended = watch(&sim, &["--until", "never", "--timeout", "1s", RUNS])
        .arguments(&["--metrics", &name])
        .end_with_little_disk(0);
    assert_eq!(ended.code, 6, "{ended}");
    let warnings = ended.stderr.matches("watched-old.prom cannot be written");
    assert_eq!(warnings.count(), 1, "{ended}");
    assert_eq!(fs::read_to_string(path(&name)).unwrap(), "old\n");
    // Where it never can be, it is said at once.
    let never = folder("watched-folder");
    let ended = watch(&sim, &["--metrics", &never, RUNS]).end();
    assert_eq!(ended.code, 9, "{ended}");
}
