import assert from 'node:assert/strict';
import test from 'node:test';
import { Bus, COMMON, MAC, RX, SOCKET, TX } from './bus.js';

test('registers after a reset are those of the datasheet', () => {
  const bus = new Bus();
  for (const [block, address, expected] of [
    [COMMON, 0x00, [0x00]],
    [COMMON, 0x19, [0x07, 0xd0, 0x08, 0x28]],
    [COMMON, 0x26, [0xff, 0xff]],
    [COMMON, 0x2e, [0xbf]],
    [COMMON, 0x39, [0x04]],
    [SOCKET, 0x03, [0x00]],
    [SOCKET, 0x06, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
    [SOCKET, 0x16, [0x80]],
    [SOCKET, 0x1e, [2, 2, 0x08, 0x00]],
    [SOCKET, 0x2c, [0xff, 0x40, 0x00]],
  ]) {
    assert.deepEqual(bus.read(block, address, expected.length), expected, `${block}:${address}`);
  }
});

test('what is written is read, unless it is read only', () => {
  const bus = new Bus();
  bus.write(COMMON, 0x09, ...MAC);
  assert.deepEqual(bus.read(COMMON, 0x09, 6), MAC);
  bus.write(COMMON, 0x39, 0x55);
  assert.deepEqual(bus.read(COMMON, 0x39), [0x04]);
  bus.write(SOCKET, 0x03, 0x42);
  bus.write(SOCKET, 0x22, 1, 2);
  bus.write(SOCKET, 0x26, 1, 2, 0, 0, 1, 2);
  assert.deepEqual(bus.read(SOCKET, 0x03), [0]);
  assert.deepEqual(bus.read(SOCKET, 0x22, 2), [0, 0]);
  assert.deepEqual(bus.read(SOCKET, 0x26, 6), [0, 0, 0, 0, 0, 0]);
});

test('each socket has registers of its own', () => {
  const bus = new Bus();
  for (let n = 0; n < 8; n++) bus.write(4 * n + SOCKET, 0x04, 0x10 + n);
  for (let n = 0; n < 8; n++) assert.deepEqual(bus.read(4 * n + SOCKET, 0x04), [0x10 + n]);
});

test('MR.RST resets all registers and clears itself', () => {
  const bus = new Bus().open();
  bus.write(COMMON, 0x00, 0x80);
  assert.deepEqual(bus.read(COMMON, 0x00), [0]);
  assert.deepEqual(bus.read(COMMON, 0x09, 6), [0, 0, 0, 0, 0, 0]);
  assert.deepEqual(bus.read(SOCKET, 0x03), [0]);
});

test('the reset pin resets all, and nothing is answered while it is low', () => {
  const bus = new Bus().open();
  bus.chip.setReset(false);
  assert.deepEqual(bus.read(COMMON, 0x39), [0]);
  bus.write(COMMON, 0x09, ...MAC);
  bus.chip.setReset(true);
  assert.deepEqual(bus.read(COMMON, 0x39), [4]);
  assert.deepEqual(bus.read(COMMON, 0x09, 6), [0, 0, 0, 0, 0, 0]);
});

test('a transfer ends with its selection', () => {
  const bus = new Bus();
  bus.transfer([0x00]);
  assert.deepEqual(bus.read(COMMON, 0x39), [4]);
  // Nobody is asked.
  assert.equal(bus.chip.transfer(0x00), 0);
});

test('data of fixed length ends by itself', () => {
  const bus = new Bus();
  // One byte, mode 01: the second is not written.
  bus.transfer([0x00, 0x09, (COMMON << 3) | 4 | 1, 0xaa, 0xbb]);
  assert.deepEqual(bus.read(COMMON, 0x09, 2), [0xaa, 0]);
  bus.transfer([0x00, 0x09, (COMMON << 3) | 4 | 2, 1, 2, 3]);
  assert.deepEqual(bus.read(COMMON, 0x09, 3), [1, 2, 0]);
});

test('buffers are memory', () => {
  const bus = new Bus();
  bus.write(TX, 0x0123, 1, 2, 3);
  assert.deepEqual(bus.read(TX, 0x0123, 3), [1, 2, 3]);
  // 2 KiB: what is behind comes round.
  assert.deepEqual(bus.read(TX, 0x0923, 3), [1, 2, 3]);
  bus.write(RX, 0, 9);
  assert.deepEqual(bus.read(RX, 0), [0]);
});

test('the size of a buffer is a power of two of KiB', () => {
  const bus = new Bus();
  for (const kib of [0, 1, 2, 4, 8, 16]) {
    bus.write(SOCKET, 0x1f, kib);
    assert.equal(bus.word(SOCKET, 0x20), kib * 1024);
  }
  bus.write(SOCKET, 0x1f, 3);
  assert.equal(bus.word(SOCKET, 0x20), 16 * 1024);
});
