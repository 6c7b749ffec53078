// What drives the model in its tests: a microcontroller's end of SPI, and a wire.

import { W5500 } from '../index.js';

export const MAC = [0x02, 0, 0, 0, 0, 0x01];
export const COMMON = 0;
export const SOCKET = 1;
export const TX = 2;
export const RX = 3;

export class Bus {
  sent = [];
  interrupt = true;

  constructor() {
    this.chip = new W5500({
      interrupt: (level) => (this.interrupt = level),
      transmit: (frame) => this.sent.push([...frame]),
    });
  }

  transfer(bytes) {
    this.chip.setSelect(false);
    const answer = bytes.map((byte) => this.chip.transfer(byte));
    this.chip.setSelect(true);
    return answer;
  }

  write(block, address, ...bytes) {
    this.transfer([address >> 8, address & 0xff, (block << 3) | 4, ...bytes]);
  }

  read(block, address, length = 1) {
    const zeros = new Array(length).fill(0);
    return this.transfer([address >> 8, address & 0xff, block << 3, ...zeros]).slice(3);
  }

  word(block, address) {
    const [high, low] = this.read(block, address, 2);
    return (high << 8) | low;
  }

  /** Socket 0 in MACRAW mode with buffers of so many KiB, as drivers set it up. */
  open(mode = 0x84, kib = 16) {
    this.write(COMMON, 0x09, ...MAC);
    this.write(COMMON, 0x18, 1);
    this.write(SOCKET, 0x2c, 0x04);
    this.write(SOCKET, 0x1e, kib, kib);
    this.write(SOCKET, 0x00, mode);
    this.write(SOCKET, 0x01, 0x01);
    return this;
  }

  /** Sends a frame as drivers do. */
  send(frame) {
    const at = this.word(SOCKET, 0x24);
    this.write(TX, at, ...frame);
    const end = (at + frame.length) & 0xffff;
    this.write(SOCKET, 0x24, end >> 8, end & 0xff);
    this.write(SOCKET, 0x01, 0x20);
  }

  /** Takes the first frame that has come. */
  take() {
    const at = this.word(SOCKET, 0x28);
    const length = this.word(RX, at);
    const frame = this.read(RX, (at + 2) & 0xffff, length - 2);
    const end = (at + length) & 0xffff;
    this.write(SOCKET, 0x28, end >> 8, end & 0xff);
    this.write(SOCKET, 0x01, 0x40);
    return frame;
  }
}

/** A frame to an address, its payload counted up. */
export function frame(to, length, type = [0x08, 0x00]) {
  const payload = Array.from({ length: length - 14 }, (_, i) => i & 0xff);
  return [...to, 0x02, 0, 0, 0, 0, 0x02, ...type, ...payload];
}
