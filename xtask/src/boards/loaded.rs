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

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of sections, and where in them each begins.
    const NAMES: &[u8] = b"\0.text\0.bss\0.stack\0.comment\0.shstrtab\0";
    const TEXT: u32 = 1;
    const BSS: u32 = 7;
    const STACK: u32 = 12;
    const COMMENT: u32 = 19;
    const SHSTRTAB: u32 = 28;

    const PROGBITS: u32 = 1;
    const STRTAB: u32 = 3;
    const NOBITS: u32 = 8;
    const ALLOC: u32 = 2;

    /// A file for a chip with its RAM at 0x2000. Its segments are
    /// `[type, virtual address, physical address, bytes from the file's first one on]`,
    /// its sections `[name, type, flags, address, length]`.
    fn elf(segments: &[[u32; 4]], sections: &[[u32; 5]]) -> Vec<u8> {
        let len = |len: usize| u32::try_from(len).unwrap();
        let (heads, names) = (len(segments.len()), len(NAMES.len()));
        let names_at = 52 + 32 * heads;
        let mut file = b"\x7fELF\x01\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x28\0".to_vec();
        // Version, entry, and where both tables are.
        let mut words = vec![1, 0, 52, names_at + names, 0];
        let count = len(sections.len()) + 2;
        // Two halves each: lengths and counts of the tables, and whose names are names.
        words.extend([
            0x34 | 0x20 << 16,
            heads | 0x28 << 16,
            count | (count - 1) << 16,
        ]);
        for &[kind, address, physical, len] in segments {
            words.extend([kind, 0, address, physical, len, len, 5, 4]);
        }
        file.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        file.extend(NAMES);
        let mut words = vec![0; 10];
        for &[name, kind, flags, address, len] in sections {
            words.extend([name, kind, flags, address, 0, len, 0, 0, 4, 0]);
        }
        words.extend([SHSTRTAB, STRTAB, 0, 0, names_at, names, 0, 0, 1, 0]);
        file.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        file
    }

    #[test]
    fn what_is_written_goes_to_its_physical_address() {
        const NOTE: u32 = 4;
        let segments = [
            [PT_LOAD.0, 0x1000, 0x1000, 8],
            [PT_LOAD.0, 0x2000, 0x1008, 4],
            [PT_LOAD.0, 0x2004, 0x2004, 0],
            [NOTE, 0x3000, 0x3000, 4],
        ];
        let file = elf(&segments, &[]);
        let loaded = Loaded::read(&file).unwrap();
        let expected = [(0x1000, &file[..8]), (0x1008, &file[..4])];
        assert_eq!(
            loaded.segments,
            expected.map(|(address, bytes)| Segment { address, bytes })
        );
        assert_eq!(loaded.flash_len(), 12);
    }

    #[test]
    fn what_is_in_ram_counts_but_for_the_stack() {
        let sections = [
            [TEXT, PROGBITS, ALLOC, 0x1000, 1],
            [TEXT, PROGBITS, ALLOC, 0x2000, 2],
            [BSS, NOBITS, ALLOC, 0x2ffc, 4],
            [STACK, NOBITS, ALLOC, 0x2100, 8],
            [COMMENT, PROGBITS, 0, 0x2000, 16],
            [BSS, NOBITS, ALLOC, 0x3000, 32],
        ];
        let file = elf(&[], &sections);
        let loaded = Loaded::read(&file).unwrap();
        assert_eq!(loaded.ram_len(&(0x2000..0x3000)), 6);
    }
}
