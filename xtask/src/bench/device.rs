//! The same work on emulated cores: instructions that QEMU has counted, and
//! what the images weigh.

use std::path::{Path, PathBuf};

use crate::figures::Figures;
use crate::image::Image;
use crate::shell::{Failure, Outcome, Program, cargo, target_dir};
use crate::tools;

/// Where the images are written; a workspace of its own.
pub(crate) const DIR: &str = "tests/bench/device";

/// A core, and the machine that has it.
struct Core {
    name: &'static str,
    target: &'static str,
    emulator: &'static str,
    package: &'static str,
    machine: &'static str,
}

/// `-icount` makes time a count of instructions.
const CORES: [Core; 2] = [
    Core {
        name: "thumbv6m",
        target: "thumbv6m-none-eabi",
        emulator: "qemu-system-arm",
        package: "qemu-system-arm",
        machine: "-machine microbit -icount shift=6",
    },
    Core {
        name: "riscv32imc",
        target: "riscv32imc-unknown-none-elf",
        emulator: "qemu-system-riscv32",
        package: "qemu-system-misc",
        machine: "-machine virt -cpu rv32,a=off,f=off,d=off -bios none -m 16M -icount shift=0",
    },
];

/// Images: whose it is, what it does in what pieces, and the one without it.
const IMAGES: [(&str, &str, &str, &str); 4] = [
    ("read_ours", "ours", "read/64", "read_nothing"),
    (
        "read_serde_json_core",
        "serde-json-core-seed",
        "read/whole",
        "read_nothing",
    ),
    ("write_ours", "ours", "write", "write_nothing"),
    (
        "write_serde_json_core",
        "serde-json-core",
        "write",
        "write_nothing",
    ),
];

/// The images as they are built of some sources.
pub(super) struct Images<'r> {
    /// Where the sources are.
    pub(super) root: &'r Path,
    /// Below cargo's target directory, the one of their own.
    pub(super) dir: &'static str,
}

impl Images<'_> {
    /// Those of the sources that are here.
    pub(super) fn here() -> Self {
        Self {
            root: Path::new(""),
            dir: "bench-device",
        }
    }

    /// Adds the figures of every image whose owner is wanted. What two images made of
    /// the same input must be the same.
    pub(super) fn count(&self, figures: &mut Figures, wanted: impl Fn(&str) -> bool) -> Outcome {
        let images = IMAGES.iter();
        let images = images.filter(|(_, who, ..)| wanted(&format!("{who}/")));
        for core in &CORES {
            tools::targets(&[core.target])?;
            tools::system(core.emulator, core.package)?;
            let mut build = self.command("build", core)?;
            for (image, _, _, nothing) in images.clone() {
                build = build.arg("--bin").arg(image).arg("--bin").arg(nothing);
            }
            build.run()?;
            let mut sums: Vec<(&str, String)> = Vec::new();
            for &(image, who, what, nothing) in images.clone() {
                let run = core.run(&self.path(core, image))?;
                let name = format!("{who}/{}/{what}", core.name);
                figures.count(&name, run.instructions, run.bytes)?;
                let flash = self.flash(core, image)?;
                let flash = flash.checked_sub(self.flash(core, nothing)?);
                let flash = flash.ok_or_else(|| Failure::new(format!("{image} weighs nothing")))?;
                let (name, _) = what.split_once('/').unwrap_or((what, ""));
                figures.weigh(&format!("{who}/{}/{name}/flash", core.name), flash);
                if let Some((_, sum)) = sums.iter().find(|(other, _)| *other == nothing)
                    && *sum != run.sum
                {
                    return Err(Failure::new(format!("{image} came to another result")));
                }
                sums.push((nothing, run.sum));
            }
        }
        Ok(())
    }

    /// Cargo, in the directory of the images.
    fn command(&self, command: &str, core: &Core) -> Outcome<Program> {
        let dir = std::env::current_dir()?.join(target_dir(self.dir));
        Ok(cargo(command)
            .args("--release --locked --target-dir")
            .arg(dir)
            .arg("--target")
            .arg(core.target)
            .in_dir(&self.root.join(DIR)))
    }

    fn path(&self, core: &Core, image: &str) -> PathBuf {
        let dir = target_dir(self.dir).join(core.target);
        dir.join("release").join(image)
    }

    fn flash(&self, core: &Core, image: &str) -> Outcome<u64> {
        Ok(Image::read(&self.path(core, image))?.flash_len())
    }
}

pub(super) fn lint() -> Outcome {
    for core in &CORES {
        tools::targets(&[core.target])?;
        Images::here()
            .command("clippy", core)?
            .args("--lib --bins -- -D warnings")
            .run()?;
    }
    Ok(())
}

/// What an image tells.
struct Run {
    instructions: u64,
    bytes: u32,
    sum: String,
}

impl Core {
    fn run(&self, image: &Path) -> Outcome<Run> {
        let report = Program::new("timeout")
            .arg("60")
            .arg(self.emulator)
            .args(self.machine)
            .args("-display none -monitor none -serial none -parallel none")
            .args("-semihosting-config enable=on,target=native -kernel")
            .arg(image)
            .read()?;
        let image = image.display();
        let strange = || Failure::new(format!("{image} tells: {report}"));
        let words: Vec<&str> = report.split_whitespace().collect();
        let [instructions, _, bytes, _, _, sum] = words[..] else {
            return Err(strange());
        };
        Ok(Run {
            instructions: instructions.parse()?,
            bytes: bytes.parse()?,
            sum: sum.into(),
        })
    }
}
