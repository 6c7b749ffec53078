import assert from 'node:assert/strict';
import test from 'node:test';
import { Flash } from '../flash.js';
import { RP2040 } from '../library.js';
import { FlashPort } from '../ssi.js';

const ID = [1, 2, 3, 4, 5, 6, 7, 8];

// RP2040 datasheet, section 4.10.13.
const CTRLR0 = 0x00;
const CTRLR1 = 0x04;
const SSIENR = 0x08;
const SR = 0x28;
const DR0 = 0x60;
const RFNE = 0x8;
const EEPROM_READ = 3 << 8;
const QUAD = 2 << 21;

function port() {
  const told = [];
  const flash = new Flash(Uint8Array.from(ID), (text) => told.push(text));
  const ssi = new FlashPort(new RP2040(), 'XIP_SSI', flash);
  const read = () => (ssi.readUint32(SR) & RFNE ? ssi.readUint32(DR0) : undefined);
  return {
    told,
    read,
    set: (register, value) => ssi.writeUint32(register, value),
    // What the second stage of the boot does: as many bytes come as go.
    exchange(bytes) {
      for (const byte of bytes) ssi.writeUint32(DR0, byte);
      return bytes.map(read);
    },
    // One goes, and so many come.
    ask(command, count) {
      ssi.writeUint32(SSIENR, 0);
      ssi.writeUint32(CTRLR0, EEPROM_READ);
      ssi.writeUint32(CTRLR1, count - 1);
      ssi.writeUint32(SSIENR, 1);
      ssi.writeUint32(DR0, command);
      return Array.from({ length: count }, read);
    },
  };
}

test('the flash tells its id after four bytes of nothing', () => {
  const { ask, read } = port();
  assert.deepEqual(ask(0x4b, 12), [0xff, 0xff, 0xff, 0xff, ...ID]);
  assert.equal(read(), undefined);
});

test('a command begins once all of the last answer was read', () => {
  const { ask, exchange, set } = port();
  assert.deepEqual(exchange([0x35, 0]), [0xff, 0x02]);
  assert.deepEqual(exchange([0x05, 0, 0]), [0xff, 0, 0]);
  set(CTRLR0, 0);
  assert.deepEqual(ask(0x9f, 3), [0xef, 0x40, 0x15]);
  assert.deepEqual(ask(0x9f, 3), [0xef, 0x40, 0x15]);
});

test('a port that is switched off lets go of the flash', () => {
  const { exchange, set } = port();
  set(DR0, 0x9f);
  set(SSIENR, 0);
  set(SSIENR, 1);
  assert.deepEqual(exchange([0x35, 0]), [0xff, 0x02]);
});

test('what sets the flash up to be read by four lines is no command', () => {
  const { ask, set, told } = port();
  set(CTRLR0, QUAD);
  set(DR0, 0xeb);
  set(DR0, 0xa0);
  assert.deepEqual(ask(0x9f, 1), [0xef]);
  assert.deepEqual(told, []);
});

test('a command that the flash does not know is told', () => {
  const { ask, told } = port();
  assert.deepEqual(ask(0x20, 1), [0xff]);
  assert.deepEqual(told, ['the flash knows no command 20']);
});
