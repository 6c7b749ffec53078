import assert from 'node:assert/strict';
import test from 'node:test';
import { encodeBlock } from '../library.js';
import { readUf2 } from '../uf2.js';

const PAGES = [0x10000000, 0x10000100];

function file(change = {}) {
  const blocks = PAGES.map((flashAddress, blockNumber) =>
    encodeBlock({
      flags: 0x2000,
      flashAddress,
      payload: new Uint8Array(256).fill(blockNumber + 1),
      blockNumber,
      totalBlocks: PAGES.length,
      boardFamily: 0xe48bff56,
      // The second one is another.
      ...(blockNumber === 1 ? change : {}),
    }),
  );
  return Buffer.concat(blocks);
}

test('pages are at their addresses', () => {
  assert.deepEqual(
    readUf2(file()).map(({ address, bytes }) => [address, bytes.length, bytes[0], bytes[255]]),
    [
      [0x10000000, 256, 1, 1],
      [0x10000100, 256, 2, 2],
    ],
  );
});

test('what the boot ROM would not take is an error', () => {
  for (const [change, expected] of [
    [{ boardFamily: 0xe48bff59 }, /block 1 is not for the flash of an RP2040/],
    [{ flags: 0 }, /block 1 is not for the flash of an RP2040/],
    [{ flags: 0x2001 }, /block 1 is not for the flash of an RP2040/],
    [{ payload: new Uint8Array(255) }, /block 1 is not a page of flash/],
    [{ flashAddress: 0x10000080 }, /block 1 is not a page of flash/],
    [{ blockNumber: 0 }, /block 1 of 2 calls itself block 0 of 2/],
    [{ totalBlocks: 3 }, /block 1 of 2 calls itself block 1 of 3/],
  ]) {
    assert.throws(() => readUf2(file(change)), expected);
  }
  assert.throws(() => readUf2(file().subarray(1)), /blocks of 512 bytes, and this one 1023 bytes/);
  assert.throws(() => readUf2(new Uint8Array(0)), /and this one 0 bytes/);
  assert.throws(() => readUf2(new Uint8Array(512)), /magic/);
});
