// The cache of the flash, of which rp2040js has nothing (RP2040 datasheet, section 2.6.3):
// there is no need for one here, and it never has anything to do.

import { BasePeripheral } from './library.js';

const CTRL = 0x00;
const FLUSH = 0x04;
const STREAM_CTR = 0x18;

/** It is enabled, and faults on writes. */
const ENABLED = 0x3;

export class FlashCache extends BasePeripheral {
  readUint32(offset) {
    if (offset === CTRL) return ENABLED;
    if (offset === FLUSH || offset === STREAM_CTR) return 0;
    return super.readUint32(offset);
  }
}
