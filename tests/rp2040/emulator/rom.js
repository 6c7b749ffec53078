// The boot ROM, as far as a program that runs calls it (RP2040 datasheet, section 2.8.3):
// the table of its functions, the search in it, and what a look at the flash chip takes.
// It is not the code of the real one, and boots nothing.

const SIZE = 16 * 1024;

/** 'M', 'u', the layout of what follows, and the version. */
const MAGIC = [0x754d, 0x0301];

// Where everybody looks.
const AT_MAGIC = 0x10;
const AT_FUNCTIONS = 0x14;
const AT_DATA = 0x16;
const AT_LOOKUP = 0x18;

// Where it leads to.
const LOOKUP = 0x20;
const COPY_WORDS = 0x40;
const EXIT_XIP = 0x50;
const NOTHING = 0x70;
const FUNCTIONS = 0x80;
const DATA = 0xa0;

/** What tells Thumb code from other code in an address. */
const THUMB = 1;

/** (table: r0, code: r1): the address that stands beside the code, or none. */
const LOOKUP_CODE = [
  0x8802, //        ldrh r2, [r0]
  0x428a, //        cmp r2, r1
  0xd004, //        beq found
  0x3004, //        adds r0, #4
  0x2a00, //        cmp r2, #0
  0xd1f9, //        bne lookup
  0x2000, //        movs r0, #0
  0x4770, //        bx lr
  0x8840, // found: ldrh r0, [r0, #2]
  0x4770, //        bx lr
];

/** (to: r0, from: r1, bytes: r2), in words: from the last one on. */
const COPY_WORDS_CODE = [
  0x3a04, // copy: subs r2, #4
  0x588b, //       ldr r3, [r1, r2]
  0x5083, //       str r3, [r0, r2]
  0xd1fb, //       bne copy
  0x4770, //       bx lr
];

/** Sets the way to the flash chip up to send and receive bytes. */
const EXIT_XIP_CODE = [
  0x2018, // movs r0, #0x18
  0x0600, // lsls r0, r0, #24   SSI
  0x2100, // movs r1, #0
  0x6081, // str r1, [r0, #8]   SSIENR
  0x6041, // str r1, [r0, #4]   CTRLR1
  0x2107, // movs r1, #7
  0x0409, // lsls r1, r1, #16
  0x6001, // str r1, [r0]       CTRLR0: eight bits
  0x2101, // movs r1, #1
  0x6081, // str r1, [r0, #8]   SSIENR
  0x4770, // bx lr
];

/** What needs no doing here. */
const NOTHING_CODE = [0x4770]; // bx lr

/** The functions, by their codes. Whatever writes to the flash is not among them. */
const TABLE = {
  C4: COPY_WORDS, // memcpy44
  IF: NOTHING, // connect_internal_flash
  EX: EXIT_XIP, // flash_exit_xip
  FC: NOTHING, // flash_flush_cache
};

/** What a chip has at address 0. */
export function bootRom() {
  const rom = new Uint16Array(SIZE / 2);
  const put = (address, halfwords) => rom.set(halfwords, address / 2);
  put(AT_MAGIC, MAGIC);
  put(AT_FUNCTIONS, [FUNCTIONS]);
  put(AT_DATA, [DATA]);
  put(AT_LOOKUP, [LOOKUP | THUMB]);
  put(LOOKUP, LOOKUP_CODE);
  put(COPY_WORDS, COPY_WORDS_CODE);
  put(EXIT_XIP, EXIT_XIP_CODE);
  put(NOTHING, NOTHING_CODE);
  // A code of zero, which the rest is, ends a table.
  const entries = Object.entries(TABLE);
  put(FUNCTIONS, entries.flatMap(([code, address]) => [halfword(code), address | THUMB]));
  return new Uint32Array(rom.buffer);
}

const halfword = (text) => text.charCodeAt(0) | (text.charCodeAt(1) << 8);
