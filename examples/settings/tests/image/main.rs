//! An image that is built by cargo, as one for a board is: what it includes compiles,
//! what is wrong fails it, and secrets are where they may be and nowhere else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SECRET: &str = "HUSH-nobodys-secret";

/// A package that includes its settings and prints what they are.
struct Image(PathBuf);

impl Image {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("image");
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = here.parent().and_then(Path::parent).unwrap();
        fs::create_dir_all(folder.join("src")).unwrap();
        let image = Self(folder);
        let manifest = include_str!("package/Cargo.toml.in");
        let manifest = manifest.replace("{workspace}", workspace.to_str().unwrap());
        image.write("Cargo.toml", &manifest);
        image.write("build.rs", include_str!("package/build.rs"));
        image.write("src/main.rs", include_str!("package/main.rs"));
        for (from, to) in [
            (workspace.join("Cargo.lock"), "Cargo.lock"),
            (here.join("example/authority.pem"), "authority.pem"),
        ] {
            fs::copy(from, image.0.join(to)).unwrap();
        }
        image
    }

    fn write(&self, name: &str, content: &str) {
        let path = self.0.join(name);
        // So that what is the same is not built anew.
        if !fs::read_to_string(&path).is_ok_and(|old| old == content) {
            fs::write(path, content).unwrap();
        }
    }

    /// Builds and runs it, with this variable and no other of our names.
    fn run(&self, variable: Option<(&str, &str)>) -> Output {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["run", "--offline", "--quiet", "--target-dir"])
            .arg(self.0.join("target"))
            .current_dir(&self.0);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("DRS_STATUS_") {
                cargo.env_remove(name);
            }
        }
        cargo.envs(variable).output().unwrap()
    }

    /// The files that have the secret in them, of cargo and of the compiler.
    fn with_secret(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.join("target")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if has_secret(&path) {
                    found.push(path);
                }
            }
        }
        found
    }
}

fn has_secret(path: &Path) -> bool {
    let bytes = fs::read(path).unwrap();
    let mut windows = bytes.windows(SECRET.len());
    windows.any(|window| window == SECRET.as_bytes())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// One test: its builds share a folder, and each goes on from the one before.
#[test]
fn an_image_is_built_of_what_is_right_and_of_nothing_else() {
    let image = Image::new();
    let _ = fs::remove_dir_all(image.0.join("target/debug/incremental"));
    let _ = fs::remove_file(image.0.join("drs-status.toml"));
    // As an earlier run has left it, it would be closed.
    open_to_others(&image.0.join("target/debug"));
    without_settings_there_is_none(&image);
    of_each_kind_of_credentials_there_is_one(&image);
    what_is_wrong_fails_it_though_there_was_a_good_one(&image);
    a_secret_of_the_environment_is_in_closed_folders_only(&image);
}

fn without_settings_there_is_none(image: &Image) {
    let output = image.run(None);
    let said = text(&output.stderr);
    assert!(!output.status.success());
    for key in ["endpoint", "project", "jobs", "ntp-server", "ca-file"] {
        let line = format!("`{key}` is missing: there is no file ");
        assert!(said.contains(&line), "{key}: {said}");
    }
}

const SETTINGS: &str = include_str!("package/settings.toml");

fn of_each_kind_of_credentials_there_is_one(image: &Image) {
    let login = "iam-endpoint = \"https://iam.example\"\nuser = \"reader\"\ndomain = \"example\"";
    for (credentials, shown) in [
        (format!("token = \"{SECRET}\""), "0 0\nToken(***)"),
        (
            format!("access-key-id = \"EXAMPLE\"\nsecret-key = \"{SECRET}\""),
            "0 0\nAccessKey(EXAM***)",
        ),
        (
            format!("{login}\npassword = \"{SECRET}\""),
            "8192 207\nIamLogin { iam: Endpoint { scheme: Https, host: \"iam.example\"",
        ),
    ] {
        image.write("drs-status.toml", &format!("{SETTINGS}{credentials}\n"));
        let output = image.run(None);
        let (printed, said) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{said}");
        let rest = printed.strip_prefix(include_str!("package/printed.txt"));
        assert!(
            rest.is_some_and(|rest| rest.starts_with(shown)),
            "{printed}"
        );
        assert!(!printed.contains(SECRET) && !said.contains(SECRET));
    }
}

fn what_is_wrong_fails_it_though_there_was_a_good_one(image: &Image) {
    image.write("drs-status.toml", &SETTINGS.replace("jb21", "jb2"));
    let output = image.run(None);
    let said = text(&output.stderr);
    assert!(!output.status.success(), "{said}");
    assert!(said.contains("id 1 of 1: 35 bytes long"), "{said}");
}

fn a_secret_of_the_environment_is_in_closed_folders_only(image: &Image) {
    image.write("drs-status.toml", SETTINGS);
    let output = image.run(Some(("DRS_STATUS_TOKEN", SECRET)));
    assert!(output.status.success(), "{}", text(&output.stderr));
    let found = image.with_secret();
    assert!(found.iter().any(|path| path.ends_with("out/settings.rs")));
    for path in &found {
        // Cargo's notes of what it has built.
        let mut parts = path.components();
        let is_note = parts.any(|part| part.as_os_str() == ".fingerprint");
        assert!(!is_note, "{}", path.display());
        assert!(is_closed(path, &image.0), "{}", path.display());
    }
    // Another one is taken, though cargo has no note of this one.
    let output = image.run(Some(("DRS_STATUS_TOKEN", "another")));
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(!has_secret(&image.0.join("target/debug/image")));
}

/// Whether nobody else can read a file: by its own mode, or by that of a folder on the
/// way from `root`.
#[cfg(unix)]
fn is_closed(path: &Path, root: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    let mut way = path.ancestors().take_while(|folder| *folder != root);
    let rights = |folder| fs::metadata(folder).unwrap().permissions().mode() & 0o777;
    way.any(|folder| matches!(rights(folder), 0o600 | 0o700))
}

#[cfg(unix)]
fn open_to_others(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::create_dir_all(folder).unwrap();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn open_to_others(_: &Path) {}

/// There are no modes.
#[cfg(not(unix))]
fn is_closed(_: &Path, _: &Path) -> bool {
    true
}
