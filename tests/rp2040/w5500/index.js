// A W5500 as a microcontroller and a wire see it. README.md says what is modelled.

import * as r from './registers.js';
import { Socket } from './socket.js';

const SOCKETS = 8;

// The control byte: block select, read or write, operation mode (section 2.2.2).
const WRITE = 0x04;
const MODE = 0x03;
const FIXED_LENGTH = [Infinity, 1, 2, 4];

export class W5500 {
  #pins;
  #common;
  #sockets;
  #isHeld = false;
  #isPlugged = true;
  #isSelected = false;

  // A transfer: which byte of it comes next, and what its header said.
  #count = 0;
  #address = 0;
  #control = 0;

  /**
   * @param {object} around
   * @param {(level: boolean) => void} around.interrupt the level of INTn: low when asked for
   * @param {(frame: Uint8Array) => void} around.transmit takes a frame for the wire, without
   *   its check sequence
   */
  constructor({ interrupt, transmit }) {
    this.#pins = { interrupt, transmit };
    this.#reset();
  }

  /** RSTn: while it is low, all is reset and nothing answered. */
  setReset(level) {
    this.#isHeld = !level;
    this.#reset();
  }

  /** SCSn: a transfer lasts while it is low. */
  setSelect(level) {
    this.#isSelected = !level;
    this.#count = 0;
  }

  /** The cable: its link is known at once. */
  setLink(isUp) {
    this.#isPlugged = isUp;
  }

  /** Takes a byte from MOSI, and gives that on MISO. */
  transfer(byte) {
    if (!this.#isSelected || this.#isHeld) return 0;
    switch (this.#count++) {
      case 0:
        this.#address = byte << 8;
        return 0;
      case 1:
        this.#address |= byte;
        return 0;
      case 2:
        this.#control = byte;
        return 0;
    }
    if (this.#count - 3 > FIXED_LENGTH[this.#control & MODE]) return 0;
    const address = this.#address;
    this.#address = (address + 1) & 0xffff;
    const block = this.#control >> 3;
    if ((this.#control & WRITE) === 0) return this.#read(block, address);
    this.#write(block, address, byte);
    return 0;
  }

  /** Takes a frame from the wire, without its check sequence, and says whether it did. */
  receive(frame) {
    if (!this.#hasLink || this.#isHeld) return false;
    return this.#sockets[0].receive(frame);
  }

  get #hasLink() {
    return this.#isPlugged && (this.#common[r.common.PHYCFGR] & r.PHY_RST) !== 0;
  }

  #reset() {
    this.#common = r.commonAfterReset();
    const changed = () => this.#update();
    const transmit = (frame) => {
      if (this.#hasLink) this.#pins.transmit(frame);
    };
    const { SHAR } = r.common;
    const hardware = () => this.#common.subarray(SHAR, SHAR + 6);
    this.#sockets = Array.from(
      { length: SOCKETS },
      (_, number) => new Socket(number, changed, transmit, hardware),
    );
    this.#update();
  }

  // Block 0 has the common registers; then come three for each socket: registers,
  // transmit buffer, receive buffer, and one that is reserved (section 2.2.2, BSB).
  #read(block, address) {
    if (block === 0) return this.#readCommon(address);
    const socket = this.#sockets[block >> 2];
    switch (block & 3) {
      case 1:
        return socket.read(address);
      case 2:
        return socket.tx.read(address);
      case 3:
        return socket.rx.read(address);
      default:
        return 0;
    }
  }

  #readCommon(address) {
    const { PHYCFGR, SIR } = r.common;
    switch (address) {
      case PHYCFGR:
        return this.#hasLink ? this.#common[PHYCFGR] | r.PHY_LINK : this.#common[PHYCFGR];
      case SIR:
        return this.#pending;
      default:
        return this.#common[address] ?? 0;
    }
  }

  #write(block, address, byte) {
    if (block === 0) return this.#writeCommon(address, byte);
    const socket = this.#sockets[block >> 2];
    switch (block & 3) {
      case 1:
        return socket.write(address, byte);
      case 2:
        return socket.tx.write(address, byte);
      // The receive buffer is written by the wire alone.
    }
  }

  #writeCommon(address, byte) {
    const { MR, IR, SIR, PHYCFGR, VERSIONR, SIZE } = r.common;
    if (address === MR && byte & r.MR_RST) return this.#reset();
    if (address === IR) this.#common[IR] &= ~byte;
    else if (address === PHYCFGR) this.#common[PHYCFGR] = byte & ~r.PHY_LINK;
    else if (address < SIZE && address !== SIR && address !== VERSIONR) this.#common[address] = byte;
    this.#update();
  }

  /** SIR: a bit for each socket that asks for attention. */
  get #pending() {
    return this.#sockets.reduce((bits, socket, n) => bits | (socket.pending ? 1 << n : 0), 0);
  }

  #update() {
    const { IR, IMR, SIMR } = r.common;
    const isAsking =
      !this.#isHeld &&
      ((this.#common[IR] & this.#common[IMR]) !== 0 ||
        (this.#pending & this.#common[SIMR]) !== 0);
    this.#pins.interrupt(!isAsking);
  }
}
