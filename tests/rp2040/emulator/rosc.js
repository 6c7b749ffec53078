// The ring oscillator, of which rp2040js has nothing: it is stable, and gives random bits
// (RP2040 datasheet, section 2.17).

import { randomBytes } from 'node:crypto';
import { BasePeripheral } from './library.js';

const STATUS = 0x18;
const RANDOMBIT = 0x1c;

const STABLE_AND_ENABLED = 0x80001000;

export class RingOscillator extends BasePeripheral {
  #bits = Buffer.alloc(0);
  #next = 0;

  readUint32(offset) {
    if (offset === STATUS) return STABLE_AND_ENABLED;
    if (offset === RANDOMBIT) return this.#randomBit();
    return 0;
  }

  writeUint32() {}

  #randomBit() {
    if (this.#next === this.#bits.length * 8) {
      this.#bits = randomBytes(64);
      this.#next = 0;
    }
    const bit = (this.#bits[this.#next >> 3] >> (this.#next & 7)) & 1;
    this.#next++;
    return bit;
  }
}
