//! `docs/performance.md`: the tables between its two marks are written here,
//! the words around them by people.

use std::fmt::Write;

use crate::figures::Figures;
use crate::goal::Goal;
use crate::marked::Marked;
use crate::shell::{Outcome, Program};

use super::rows::{DECODE, DEVICE, ENCODE, FLASH, Row};

const TABLES: Marked = Marked {
    file: "docs/performance.md",
    begin: "<!-- tables: written by `cargo xtask bench` -->\n",
    end: "<!-- end of tables -->\n",
};

/// Prints the tables and puts them where the old ones stood.
pub(super) fn write(figures: &Figures) -> Outcome {
    let mut tables = String::new();
    for (title, conditions, rows) in [
        ("Reading a response", host()?, DECODE),
        ("Writing a request", host()?, ENCODE),
        ("On emulated cores", device()?, DEVICE),
        ("Flash", flash()?, FLASH),
    ] {
        writeln!(tables, "\n### {title}\n\n{conditions}\n")?;
        table(&mut tables, rows, figures)?;
    }
    println!("{tables}");
    TABLES.write(&tables)
}

/// What the figures of the host depend on.
fn host() -> Outcome<String> {
    Ok(format!(
        "Instructions a byte on {}, {}; `opt-level = 3`, fat LTO, one codegen unit, \
         no processor named; counted by {}.",
        std::env::consts::ARCH,
        first_line("rustc")?,
        first_line("valgrind")?,
    ))
}

/// What those of the emulated cores depend on.
fn device() -> Outcome<String> {
    Ok(format!(
        "Instructions a byte, not cycles, by {}: a Cortex-M0 (`microbit`) and an RV32IMC \
         (`virt`); {}; `opt-level = \"z\"`, fat LTO, one codegen unit.",
        first_line("qemu-system-arm")?,
        first_line("rustc")?,
    ))
}

/// What the sizes depend on.
fn flash() -> Outcome<String> {
    Ok(format!(
        "Bytes of `.text` and `.rodata` of the linked image, less one that does not read or \
         write; {}; `opt-level = \"z\"`, fat LTO, one codegen unit.",
        first_line("rustc")?,
    ))
}

pub(crate) fn first_line(program: &str) -> Outcome<String> {
    let text = Program::new(program).arg("--version").read()?;
    Ok(text.lines().next().unwrap_or_default().trim().into())
}

fn table(text: &mut String, rows: &[Row], figures: &Figures) -> Outcome {
    writeln!(text, "| what | ours | must | aim | reached | peers |")?;
    writeln!(text, "|---|---|---|---|---|---|")?;
    for row in rows {
        let ours = figures.shown(row.ours)?;
        let mut peers = Vec::new();
        for name in row.peers {
            peers.push(format!("{} {}", label(name, row), figures.shown(name)?));
        }
        let goal = Goal::shown(row.goal.as_ref(), ours.parse()?);
        writeln!(
            text,
            "| {} | {ours} | {goal} | {} |",
            row.what,
            peers.join(", ")
        )?;
    }
    Ok(())
}

/// Who it is; and that it reads all at once, where ours reads pieces.
fn label(case: &str, row: &Row) -> String {
    let who = case.split('/').next().unwrap_or(case);
    if case.ends_with("/whole") && !row.ours.ends_with("/whole") {
        return format!("{who} (whole)");
    }
    who.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_who_reads_pieces() {
        assert_eq!(label("sonic-rs/page/whole", &DECODE[0]), "sonic-rs");
        assert_eq!(
            label("sonic-rs/pretty/whole", &DECODE[4]),
            "sonic-rs (whole)"
        );
        assert_eq!(label("picojson/pretty/64", &DECODE[4]), "picojson");
    }
}
