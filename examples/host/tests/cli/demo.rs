//! What a newcomer sees first.

use insta::assert_snapshot;

use crate::program::drs_status;

/// Port and project differ from run to run.
fn without_what_differs(text: &str) -> String {
    let text = hide(text, "localhost:", "PORT");
    hide(&text, "POST /v3/", "PROJECT")
}

/// Writes `name` in place of the word that follows `before`.
fn hide(text: &str, before: &str, name: &str) -> String {
    let mut parts = text.split(before);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        text + before + name + rest
    })
}

#[test]
fn it_shows_the_whole_way_and_ends_well() {
    let ended = drs_status(&["demo"]).end();
    assert_eq!(ended.code, 0, "{ended}");
    for class in ["running", "waiting", "ended", "failed"] {
        assert!(ended.stdout.contains(class), "{ended}");
    }
    assert!(ended.stderr.contains("X-Auth-Token: ***"), "{ended}");
    assert_snapshot!("demo", without_what_differs(&ended.to_string()));
}

#[test]
fn the_front_page_shows_what_it_prints() {
    let page = include_str!("../../../../README.md");
    let printed = drs_status(&["demo"]).end().stdout;
    let without_ends = |text: &str| -> String {
        let lines = text.lines().map(str::trim_end);
        lines.collect::<Vec<_>>().join("\n")
    };
    let block = format!("```text\n{}\n```", without_ends(&printed));
    assert!(without_ends(page).contains(&block), "{printed}");
}
