// Reads what firmware logs from its memory, as a probe does: SEGGER's real time transfer,
// by the layout that defmt-rtt documents for its `_SEGGER_RTT`.

const RAM = 0x20000000;

// The control block: an id of 16 bytes, two counts, then the first channel up.
const BUFFER = 28;
const SIZE = 32;
const WRITE = 36;
const READ = 40;
const FLAGS = 44;

/** Whoever logs waits for room. */
const BLOCKING = 2;

/**
 * Takes what is new.
 * @param {DataView} ram
 * @param {number} block the address of the control block
 * @returns {Uint8Array} bytes, none if there is nothing
 */
export function takeLog(ram, block) {
  const base = block - RAM;
  const word = (at) => ram.getUint32(base + at, true);
  const [buffer, size, write] = [word(BUFFER) - RAM, word(SIZE), word(WRITE)];
  let read = word(READ);
  const isReady = size > 0 && buffer >= 0 && buffer + size <= ram.byteLength;
  if (!isReady || read >= size || write >= size) return new Uint8Array(0);
  ram.setUint32(base + FLAGS, (word(FLAGS) & ~3) | BLOCKING, true);
  const bytes = [];
  while (read !== write) {
    bytes.push(ram.getUint8(buffer + read));
    read = (read + 1) % size;
  }
  ram.setUint32(base + READ, read, true);
  return Uint8Array.from(bytes);
}
