//! What of an ELF file goes into a chip: bytes for its flash, and room in its RAM.

use std::ops::Range;

use object::elf::{PT_LOAD, SHF_ALLOC};
use object::read::elf::{ElfFile32, ProgramHeader as _};
use object::{Object as _, ObjectSection as _, SectionFlags};

use crate::shell::{Failure, Outcome};

/// What is loaded.
#[derive(Debug)]
pub(crate) struct Loaded<'f> {
    pub(crate) segments: Vec<Segment<'f>>,
    sections: Vec<Range<u64>>,
}

/// Bytes, and where in the flash they go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Segment<'f> {
    pub(crate) address: u32,
    pub(crate) bytes: &'f [u8],
}

impl<'f> Loaded<'f> {
    /// Of a whole file.
    pub(crate) fn read(file: &'f [u8]) -> Outcome<Self> {
        let elf: ElfFile32 = ElfFile32::parse(file)?;
        let endian = elf.endian();
        let mut segments = Vec::new();
        for header in elf.elf_program_headers() {
            let bytes = header
                .data(endian, file)
                .map_err(|()| Failure::new("the ELF file ends within a segment"))?;
            if header.p_type(endian) == PT_LOAD && !bytes.is_empty() {
                let address = header.p_paddr(endian);
                segments.push(Segment { address, bytes });
            }
        }
        let mut sections = Vec::new();
        for section in elf.sections() {
            // The stack takes what is left.
            if let SectionFlags::Elf { sh_flags, .. } = section.flags()
                && sh_flags.contains(SHF_ALLOC)
                && section.name()? != ".stack"
            {
                sections.push(section.address()..section.address() + section.size());
            }
        }
        Ok(Self { segments, sections })
    }

    /// Bytes that are written to flash: code, constants, and what variables begin with.
    pub(crate) fn flash_len(&self) -> u64 {
        let lens = self.segments.iter().map(|one| one.bytes.len() as u64);
        lens.sum()
    }

    /// Bytes of `ram` that are taken before anything runs: variables, and code that is
    /// there because it has to be fast. The stack has the rest.
    pub(crate) fn ram_len(&self, ram: &Range<u64>) -> u64 {
        let inside = |one: &&Range<u64>| ram.contains(&one.start);
        let lens = self.sections.iter().filter(inside);
        lens.map(|one| one.end - one.start).sum()
    }
}
