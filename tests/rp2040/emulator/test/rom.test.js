import assert from 'node:assert/strict';
import test from 'node:test';
import { RP2040 } from '../library.js';
import { bootRom } from '../rom.js';

const RAM = 0x20000000;
const CALLER = RAM + 0x100;

/** An instruction that jumps to itself: where a function comes back to. */
const ENDLESS_LOOP = 0xe7fe;

function machine() {
  const mcu = new RP2040();
  mcu.loadBootrom(bootRom());
  mcu.writeUint16(CALLER, ENDLESS_LOOP);
  const call = (address, ...registers) => {
    registers.forEach((value, index) => (mcu.core.registers[index] = value));
    mcu.core.LR = CALLER | 1;
    mcu.core.PC = address & ~1;
    for (let i = 0; mcu.core.PC !== CALLER; i++) {
      assert.ok(i < 1000, 'it does not come back');
      mcu.core.executeInstruction();
    }
    return mcu.core.registers[0];
  };
  // As every program looks for one (RP2040 datasheet, section 2.8.3.1).
  const find = (table, code) => {
    const [one, other] = [...code].map((letter) => letter.charCodeAt(0));
    return call(mcu.readUint16(0x18), mcu.readUint16(table), one | (other << 8));
  };
  return { mcu, call, find };
}

test('a function is found by its code', () => {
  const { mcu, find } = machine();
  const found = ['C4', 'IF', 'EX', 'FC'].map((code) => find(0x14, code));
  for (const address of found) assert.equal(address & 1, 1);
  assert.equal(mcu.readUint16(find(0x14, 'IF') & ~1), 0x4770);
});

test('what is not there is not found', () => {
  const { find } = machine();
  assert.equal(find(0x14, 'RP'), 0);
  assert.equal(find(0x16, 'GR'), 0);
});

test('words are copied', () => {
  const { mcu, call, find } = machine();
  const [from, to] = [RAM + 0x200, RAM + 0x300];
  for (let at = 0; at < 16; at += 4) mcu.writeUint32(from + at, 0x01010101 * (at + 1));
  call(find(0x14, 'C4'), to, from, 12);
  const copied = [0, 4, 8, 12].map((at) => mcu.readUint32(to + at));
  assert.deepEqual(copied, [0x01010101, 0x05050505, 0x09090909, 0]);
});

test('the way to the flash is set up for bytes', () => {
  const { mcu, call, find } = machine();
  const written = [];
  mcu.peripherals[0x18000] = { writeUint32Atomic: (...what) => written.push(what.slice(0, 2)) };
  call(find(0x14, 'EX'));
  assert.deepEqual(written, [[8, 0], [4, 0], [0, 7 << 16], [8, 1]]);
});
