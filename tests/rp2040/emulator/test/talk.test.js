import assert from 'node:assert/strict';
import test from 'node:test';
import { talk } from '../talk.js';

const ethernet = (type) => [...new Array(12).fill(0), type >> 8, type & 0xff];

function tcp(flags, payload) {
  const ip = [0x45, 0, 0, 40 + payload, 0, 0, 0, 0, 64, 6, ...new Array(10).fill(0)];
  const header = [...new Array(12).fill(0), 0x50, flags, ...new Array(6).fill(0)];
  const padding = new Array(payload > 6 ? 0 : 6).fill(0);
  const bytes = [...ethernet(0x0800), ...ip, ...header, ...new Array(payload).fill(1), ...padding];
  return Uint8Array.from(bytes);
}

test('what is talk, and what is not', () => {
  const udp = [...ethernet(0x0800), 0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17];
  const arp = (operation) => [...ethernet(0x0806), 0, 1, 8, 0, 6, 4, 0, operation];
  for (const [name, frame, expected] of [
    ['acknowledgement', tcp(0x10, 0), 'nothing'],
    ['data', tcp(0x18, 5), 'talk'],
    ['opening', tcp(0x02, 0), 'talk'],
    ['end', tcp(0x11, 0), 'talk'],
    ['reset', tcp(0x14, 0), 'last'],
    ['datagram', udp, 'talk'],
    ['who has', arp(1), 'talk'],
    ['I have', arp(2), 'last'],
    ['something else', ethernet(0x86dd), 'talk'],
  ]) {
    assert.equal(talk(Uint8Array.from(frame)), expected, name);
  }
});
