import assert from 'node:assert/strict';
import test from 'node:test';
import { PAINT, stackUse } from '../stack.js';

const symbols = new Map([
  ['_stack_start', 0x20000040],
  ['_stack_end', 0x20000010],
]);

function ram(written) {
  const bytes = new Uint8Array(0x40).fill(PAINT);
  for (const at of written) bytes[at] = 0;
  return new DataView(bytes.buffer);
}

test('how far the stack has reached', () => {
  for (const [name, written, used] of [
    ['nothing was written', [], 0],
    ['one byte', [0x3f], 1],
    ['with a gap', [0x3f, 0x30], 0x10],
    ['all of it', [0x10], 0x30],
    ['what is below is not the stack', [0x0f, 0x3c], 4],
  ]) {
    assert.deepEqual(stackUse(ram(written), symbols), { used, size: 0x30 }, name);
  }
});

test('an image without those symbols is none', () => {
  assert.throws(() => stackUse(ram([]), new Map()), /no symbol _stack_start/);
});
