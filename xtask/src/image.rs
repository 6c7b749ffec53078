//! What is in a linked image for bare metal: its symbols, who refers to what, and how
//! large it is.

use std::fs;
use std::path::Path;

use object::read::elf::ElfFile32;
use object::{
    Object, ObjectSection, ObjectSymbol, RelocationTarget, SectionFlags, SectionKind, SymbolKind,
    elf,
};

use crate::shell::Outcome;

/// An image that was linked with `--emit-relocs`.
#[derive(Debug)]
pub(crate) struct Image {
    symbols: Vec<Symbol>,
    references: Vec<Reference>,
    code_len: u64,
    rodata_len: u64,
    loaded_len: u64,
    variables_len: u64,
}

#[derive(Debug)]
struct Symbol {
    name: String,
    kind: SymbolKind,
    address: u64,
    size: u64,
}

/// The code at `address` refers to the symbol `to`.
#[derive(Debug)]
struct Reference {
    address: u64,
    to: String,
}

impl Image {
    pub(crate) fn read(path: &Path) -> Outcome<Self> {
        let bytes = fs::read(path)?;
        let elf: ElfFile32 = ElfFile32::parse(&*bytes)?;
        let mut symbols = Vec::new();
        for symbol in elf.symbols() {
            symbols.push(Symbol {
                name: symbol.name()?.into(),
                kind: symbol.kind(),
                // The lowest bit of a Thumb function's address says that it is one.
                address: symbol.address() & !1,
                size: symbol.size(),
            });
        }
        let mut references = Vec::new();
        let (mut code_len, mut rodata_len) = (0, 0);
        let (mut loaded_len, mut variables_len) = (0, 0);
        for section in elf.sections() {
            match section.name()? {
                ".text" => code_len += section.size(),
                ".rodata" => rodata_len += section.size(),
                _ => {}
            }
            if let SectionFlags::Elf { sh_flags, .. } = section.flags()
                && sh_flags.contains(elf::SHF_ALLOC)
                && ![".stack", ".heap"].contains(&section.name()?)
            {
                if section.kind() != SectionKind::UninitializedData {
                    loaded_len += section.size();
                }
                if sh_flags.contains(elf::SHF_WRITE) {
                    variables_len += section.size();
                }
            }
            for (address, relocation) in section.relocations() {
                if let RelocationTarget::Symbol(index) = relocation.target() {
                    let to = elf.symbol_by_index(index)?.name()?.into();
                    references.push(Reference { address, to });
                }
            }
        }
        Ok(Self {
            symbols,
            references,
            code_len,
            rodata_len,
            loaded_len,
            variables_len,
        })
    }

    /// Bytes of code.
    pub(crate) const fn code_len(&self) -> u64 {
        self.code_len
    }

    /// Bytes of code and of constants.
    pub(crate) const fn flash_len(&self) -> u64 {
        self.code_len + self.rodata_len
    }

    /// Bytes that are written to flash: code, constants, and what variables begin
    /// with.
    pub(crate) const fn loaded_len(&self) -> u64 {
        self.loaded_len
    }

    /// Bytes of variables, without stack and heap.
    pub(crate) const fn variables_len(&self) -> u64 {
        self.variables_len
    }

    /// The symbols whose names contain `part`.
    pub(crate) fn symbols_with<'a>(&'a self, part: &str) -> impl Iterator<Item = &'a str> {
        let names = self.symbols.iter().map(|symbol| symbol.name.as_str());
        names.filter(move |name| name.contains(part))
    }

    /// The functions that refer to symbols whose names contain `part`; a
    /// reference from elsewhere is one from `""`.
    pub(crate) fn referrers<'a>(&'a self, part: &str) -> impl Iterator<Item = &'a str> {
        let references = self.references.iter();
        references
            .filter(move |reference| reference.to.contains(part))
            .map(|reference| self.function_at(reference.address))
    }

    fn function_at(&self, address: u64) -> &str {
        self.symbols
            .iter()
            .find(|symbol| {
                symbol.kind == SymbolKind::Text
                    && (symbol.address..symbol.address + symbol.size).contains(&address)
            })
            .map_or("", |symbol| &symbol.name)
    }
}
