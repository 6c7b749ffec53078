// The flash chip, as far as it is asked something as a device of its own: what is in it,
// the core reads by its address. Winbond W25Q16JV, section 8.2 of its datasheet.

const READ_STATUS_1 = 0x05;
const READ_STATUS_2 = 0x35;
const READ_UNIQUE_ID = 0x4b;
const READ_JEDEC_ID = 0x9f;

/** It is written to by nobody, so that it never is busy. */
const STATUS_1 = 0x00;

/** Four data lines are enabled. */
const STATUS_2 = 0x02;

/** Winbond; W25Q-JV; 16 megabits. */
const JEDEC_ID = [0xef, 0x40, 0x15];

/** Bytes between the command and the unique id. */
const DUMMIES = 4;

const NOTHING = 0xff;

export class Flash {
  #id;
  #warn;
  #command = null;
  /** Bytes since the command. */
  #at = 0;

  /**
   * @param {Uint8Array} id eight bytes, others in each chip
   * @param {(text: string) => void} warn told of a command that it does not know
   */
  constructor(id, warn) {
    this.#id = id;
    this.#warn = warn;
  }

  /** The next byte is a command. */
  deselect() {
    this.#command = null;
    this.#at = 0;
  }

  /** A byte goes to it, and one comes back. */
  transfer(byte) {
    if (this.#command === null) {
      this.#command = byte;
      return NOTHING;
    }
    const at = this.#at++;
    switch (this.#command) {
      case READ_STATUS_1:
        return STATUS_1;
      case READ_STATUS_2:
        return STATUS_2;
      case READ_JEDEC_ID:
        return JEDEC_ID[at] ?? NOTHING;
      case READ_UNIQUE_ID:
        return this.#id[at - DUMMIES] ?? NOTHING;
      default:
        this.#warn(`the flash knows no command ${this.#command.toString(16)}`);
        return NOTHING;
    }
  }
}
