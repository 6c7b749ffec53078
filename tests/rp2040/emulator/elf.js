// What of an image is loaded, and where its symbols are (ELF-32, little endian: Tool
// Interface Standard, Executable and Linking Format, version 1.2).

const PT_LOAD = 1;
const SHT_SYMTAB = 2;

/**
 * @param {Uint8Array} file
 * @returns {{ segments: { address: number, bytes: Uint8Array }[], symbols: Map<string, number> }}
 *   segments by their physical addresses
 */
export function readElf(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  if (file.length < 52 || view.getUint32(0) !== 0x7f454c46 || file[4] !== 1 || file[5] !== 1) {
    throw new Error('not an ELF file of 32 bits, little endian');
  }
  const word = (at) => view.getUint32(at, true);
  const half = (at) => view.getUint16(at, true);
  const segments = [];
  for (let i = 0; i < half(44); i++) {
    const header = word(28) + i * half(42);
    const [type, offset, , physical, size] = [0, 4, 8, 12, 16].map((at) => word(header + at));
    if (type === PT_LOAD && size > 0) {
      segments.push({ address: physical, bytes: file.subarray(offset, offset + size) });
    }
  }
  const symbols = new Map();
  const section = (i) => word(32) + i * half(46);
  for (let i = 0; i < half(48); i++) {
    if (word(section(i) + 4) !== SHT_SYMTAB) continue;
    const [offset, size, link] = [16, 20, 24].map((at) => word(section(i) + at));
    const names = word(section(link) + 16);
    for (let at = offset; at < offset + size; at += 16) {
      const start = names + word(at);
      const end = file.indexOf(0, start);
      symbols.set(Buffer.from(file.subarray(start, end)).toString('latin1'), word(at + 4));
    }
  }
  return { segments, symbols };
}
