// The way to the flash chip as a device of its own (RP2040 datasheet, section 4.10). What
// rp2040js has there answers nothing. Bytes go at once.

import { BasePeripheral } from './library.js';

const CTRLR0 = 0x00;
const CTRLR1 = 0x04;
const SSIENR = 0x08;
const SER = 0x10;
const BAUDR = 0x14;
const SR = 0x28;
const DR0 = 0x60;
const RX_SAMPLE_DLY = 0xf0;
const SPI_CTRLR0 = 0xf4;

/** Those that keep what is written. */
const KEPT = [CTRLR0, CTRLR1, SSIENR, SER, BAUDR, RX_SAMPLE_DLY, SPI_CTRLR0];

/** The transmit FIFO is empty, and has room. */
const TFE_AND_TFNF = 0x6;

/** Something was received. */
const RFNE = 0x8;

// The modes of CTRLR0.TMOD.
const TRANSMIT_AND_RECEIVE = 0;
const EEPROM_READ = 3;

export class FlashPort extends BasePeripheral {
  #flash;
  #kept = new Map(KEPT.map((register) => [register, 0]));
  #received = [];
  /** Bytes that come by themselves once a command was sent, in the mode for that. */
  #coming = 0;

  constructor(mcu, name, flash) {
    super(mcu, name);
    this.#flash = flash;
  }

  readUint32(offset) {
    if (offset === DR0) return this.#read();
    if (offset === SR) return TFE_AND_TFNF | (this.#isEmpty ? 0 : RFNE);
    return this.#kept.get(offset) ?? super.readUint32(offset);
  }

  writeUint32(offset, value) {
    if (offset === DR0) {
      if (this.#isSerial) this.#write(value & 0xff);
      return;
    }
    if (!this.#kept.has(offset)) return super.writeUint32(offset, value);
    this.#kept.set(offset, value);
    if (offset === SSIENR && value === 0) this.#end();
  }

  /** Whether it is not set up to read memory, by more lines than one: what is written
   * then sets the flash up for that, and comes to nothing here. */
  get #isSerial() {
    return ((this.#kept.get(CTRLR0) >> 21) & 3) === 0;
  }

  get #mode() {
    return (this.#kept.get(CTRLR0) >> 8) & 3;
  }

  get #isEmpty() {
    return this.#received.length === 0 && this.#coming === 0;
  }

  #write(byte) {
    const answer = this.#flash.transfer(byte);
    if (this.#mode === TRANSMIT_AND_RECEIVE) this.#received.push(answer);
    if (this.#mode === EEPROM_READ) this.#coming = this.#kept.get(CTRLR1) + 1;
  }

  #read() {
    if (this.#isEmpty) return 0;
    let byte = this.#received.shift();
    if (byte === undefined) {
      byte = this.#flash.transfer(0);
      this.#coming--;
    }
    // It lets go of the chip when it has nothing more to send.
    if (this.#isEmpty) this.#end();
    return byte;
  }

  #end() {
    this.#received = [];
    this.#coming = 0;
    this.#flash.deselect();
  }
}
