//! Files for an ESP32, by what the makers of its Rust support have for it.

use std::path::Path;

use crate::boards::table::Chip;
use crate::shell::{Failure, Outcome, cargo, target_dir};

/// What writes them; a workspace of its own, for it needs a newer Rust than the chores.
pub(crate) const DIR: &str = "xtask/esp-image";

/// Writes the file that is flashed from the chip's first byte on: bootloader, partition
/// table, program. `to` is there already in the mode that it is to have.
pub(crate) fn write(chip: Chip, elf: &Path, to: &Path) -> Outcome {
    let name = match chip {
        Chip::Esp32C3 => "esp32c3",
        Chip::Esp32C6 => "esp32c6",
        Chip::Rp2040 | Chip::Rp2350 => return Err(Failure::new("this is no ESP32")),
    };
    super::private::write(to, b"")?;
    tool("run").arg("--").arg(name).arg(elf).arg(to).run()
}

pub(crate) fn lint() -> Outcome {
    tool("clippy").args("--all-targets -- -D warnings").run()
}

fn tool(command: &str) -> crate::shell::Program {
    cargo(command)
        .args("--locked --quiet --target-dir")
        .arg(target_dir("esp-image"))
        .args("--manifest-path")
        .arg(format!("{DIR}/Cargo.toml"))
}
