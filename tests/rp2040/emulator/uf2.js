// What of a file for the drive that the boot ROM shows goes into the flash (USB Flashing
// Format; RP2040 datasheet, section 2.8.4.2).

import { decodeBlock } from './library.js';

const BLOCK = 512;
const PAGE = 256;
const RP2040 = 0xe48bff56;
const NOT_FOR_FLASH = 0x1;
const HAS_FAMILY = 0x2000;

/**
 * Takes a file as the boot ROM does, and complains where that would pass something over
 * or wait for more.
 * @param {Uint8Array} file
 * @returns {{ address: number, bytes: Uint8Array }[]} segments by their physical addresses
 */
export function readUf2(file) {
  if (file.length === 0 || file.length % BLOCK !== 0) {
    throw new Error(`a UF2 file has blocks of ${BLOCK} bytes, and this one ${file.length} bytes`);
  }
  const count = file.length / BLOCK;
  return Array.from({ length: count }, (_, i) => {
    const block = decodeBlock(file.subarray(i * BLOCK, (i + 1) * BLOCK));
    const isOurs = (block.flags & HAS_FAMILY) !== 0 && block.boardFamily === RP2040;
    if (!isOurs || (block.flags & NOT_FOR_FLASH) !== 0) {
      throw new Error(`block ${i} is not for the flash of an RP2040`);
    }
    if (block.payload.length !== PAGE || block.flashAddress % PAGE !== 0) {
      throw new Error(`block ${i} is not a page of flash`);
    }
    if (block.blockNumber !== i || block.totalBlocks !== count) {
      const said = `block ${block.blockNumber} of ${block.totalBlocks}`;
      throw new Error(`block ${i} of ${count} calls itself ${said}`);
    }
    return { address: block.flashAddress, bytes: block.payload };
  });
}
