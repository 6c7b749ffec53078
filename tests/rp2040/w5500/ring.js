// A buffer of a socket: 16-bit offsets that go round, wherever its size does (datasheet,
// section 3.3).

export class Ring {
  #bytes = new Uint8Array(16 * 1024);

  /** Its size in bytes: 0, or a power of two up to 16 KiB. */
  size = 2 * 1024;

  read(offset) {
    return this.size === 0 ? 0 : this.#bytes[offset % this.size];
  }

  write(offset, byte) {
    if (this.size !== 0) this.#bytes[offset % this.size] = byte;
  }

  /** The bytes from one offset to another. */
  slice(from, to) {
    const bytes = new Uint8Array((to - from) & 0xffff);
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.read((from + i) & 0xffff);
    return bytes;
  }

  /** Writes bytes from an offset on, and gives the one behind them. */
  append(offset, bytes) {
    for (const byte of bytes) {
      this.write(offset, byte);
      offset = (offset + 1) & 0xffff;
    }
    return offset;
  }
}
