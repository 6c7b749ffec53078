//! `esp-image CHIP ELF FILE` makes of a program for an ESP32 the file that is flashed
//! from the chip's first byte on: Espressif's bootloader, a partition table, the program.

use std::error::Error;
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use espflash::flasher::{FlashData, FlashSettings, FlashSize};
use espflash::image_format::Segment;
use espflash::image_format::idf::{IdfBootloaderFormat, check_idf_bootloader};
use espflash::target::Chip;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [chip, elf, file] = &*arguments else {
        eprintln!("usage: esp-image CHIP ELF FILE");
        return ExitCode::FAILURE;
    };
    match write(chip, elf.as_ref(), file.as_ref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(chip: &str, elf: &Path, file: &Path) -> Result<(), Box<dyn Error>> {
    let chip: Chip = chip.parse()?;
    let program = fs::read(elf)?;
    check_idf_bootloader(&program).map_err(|report| report.to_string())?;
    // The smallest that boards have: a larger one is used in part.
    let settings = FlashSettings::new(None, Some(FlashSize::_4Mb), None);
    let frequency = chip.default_xtal_frequency();
    let flash = FlashData::new(settings, 0, None, chip, frequency);
    let format = IdfBootloaderFormat::new(&program, &flash, None, None, None, None)?;
    Ok(merge(format.flash_segments(), &mut File::create(file)?)?)
}

/// Writes the segments, each at its place; what is between them is as if erased.
fn merge<'s>(
    segments: impl Iterator<Item = Segment<'s>>,
    file: &mut impl io::Write,
) -> io::Result<()> {
    let mut written = 0;
    for segment in segments {
        let gap = segment.addr.checked_sub(written).ok_or_else(|| {
            let why = format!("{:#x} is taken by what comes before it", segment.addr);
            io::Error::other(why)
        })?;
        file.write_all(&vec![0xff; gap as usize])?;
        file.write_all(segment.data())?;
        written = segment.addr + segment.size();
    }
    file.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_at_their_places() {
        let segments = [Segment::new(2, &[1, 2]), Segment::new(5, &[3])];
        let mut file = Vec::new();
        merge(segments.into_iter(), &mut file).unwrap();
        assert_eq!(file, [0xff, 0xff, 1, 2, 0xff, 3]);
    }

    #[test]
    fn segments_that_overlap_are_refused() {
        let segments = [Segment::new(0, &[1, 2]), Segment::new(1, &[3])];
        let outcome = merge(segments.into_iter(), &mut Vec::new());
        assert_eq!(
            outcome.map_err(|error| error.to_string()),
            Err("0x1 is taken by what comes before it".into())
        );
    }
}
