//! The packages that are meant for the registry: complete, and ready to go.

use crate::metadata::Package;
use crate::shell::{Failure, Outcome, cargo, target_dir};
use crate::steps::Steps;

/// Both texts go with each package (MIT, Apache-2.0 section 4).
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.step("packages", || {
        let mut published = Package::all()?;
        published.retain(Package::is_published);
        let mut package = cargo("package --no-verify --allow-dirty --locked --target-dir")
            .arg(target_dir("package"));
        for member in &published {
            check(member)?;
            package = package.arg("--package").arg(&member.name);
        }
        package.run()
    })
}

fn check(package: &Package) -> Outcome {
    let name = &package.name;
    let missing = [
        ("description", package.description.is_none()),
        ("license", package.license.is_none()),
        ("readme", package.readme.is_none()),
        ("rust-version", package.rust_version.is_none()),
        ("keywords", package.keywords.is_empty()),
        ("categories", package.categories.is_empty()),
    ];
    if let Some((field, _)) = missing.iter().find(|(_, missing)| *missing) {
        return Err(Failure::new(format!(
            "{name} has no {field} in its Cargo.toml"
        )));
    }
    let files = cargo("package --list --allow-dirty --locked --package")
        .arg(name)
        .read()?;
    for licence in LICENCES {
        if !files.lines().any(|file| file == licence) {
            let dir = package.manifest_path.with_file_name(licence);
            return Err(Failure::new(format!("{} does not exist", dir.display())));
        }
    }
    Ok(())
}
