// The voltage regulator and the chip's resets, of which rp2040js has nothing (RP2040
// datasheet, sections 2.10.6 and 2.12.8).

import { BasePeripheral } from './library.js';

const VREG = 0x0;
const BOD = 0x4;
const CHIP_RESET = 0x8;

/** In regulation. */
const ROK = 1 << 12;

/** Reset by power-on. */
const HAD_POR = 1 << 8;

export class Regulator extends BasePeripheral {
  #vreg = 0xb1;
  #bod = 0x91;

  readUint32(offset) {
    if (offset === VREG) return this.#vreg | ROK;
    if (offset === BOD) return this.#bod;
    if (offset === CHIP_RESET) return HAD_POR;
    return super.readUint32(offset);
  }

  writeUint32(offset, value) {
    if (offset === VREG) this.#vreg = value & 0xf3;
    else if (offset === BOD) this.#bod = value & 0xf1;
    else if (offset !== CHIP_RESET) super.writeUint32(offset, value);
  }
}
