import assert from 'node:assert/strict';
import test from 'node:test';
import { Bus, COMMON, MAC, SOCKET, TX, frame } from './bus.js';

const ALL = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const GROUP = [0x01, 0, 0x5e, 0, 0, 1];
const OTHER = [0x02, 0, 0, 0, 0, 0x99];
const bytes = (list) => Uint8Array.from(list);

test('only socket 0 opens, and only in MACRAW mode', () => {
  const bus = new Bus();
  bus.write(SOCKET, 0x00, 0x01, 0x01);
  assert.deepEqual(bus.read(SOCKET, 0x03), [0]);
  bus.write(SOCKET, 0x00, 0x04, 0x01);
  assert.deepEqual(bus.read(SOCKET, 0x01, 3), [0, 0, 0x42]);
  bus.write(4 + SOCKET, 0x00, 0x04, 0x01);
  assert.deepEqual(bus.read(4 + SOCKET, 0x03), [0]);
  bus.write(SOCKET, 0x01, 0x10);
  assert.deepEqual(bus.read(SOCKET, 0x03), [0]);
});

test('a frame is received behind its length', () => {
  const bus = new Bus().open();
  const sent = frame(MAC, 60);
  assert.ok(bus.chip.receive(bytes(sent)));
  assert.equal(bus.word(SOCKET, 0x26), 62);
  assert.equal(bus.word(SOCKET, 0x2a), 62);
  assert.deepEqual(bus.take(), sent);
  assert.equal(bus.word(SOCKET, 0x26), 0);
});

test('what is read counts with the command', () => {
  const bus = new Bus().open();
  bus.chip.receive(bytes(frame(MAC, 60)));
  bus.write(SOCKET, 0x28, 0, 62);
  assert.equal(bus.word(SOCKET, 0x26), 62);
  bus.write(SOCKET, 0x01, 0x40);
  assert.equal(bus.word(SOCKET, 0x26), 0);
});

test('frames come round the end of both buffers', () => {
  const bus = new Bus().open();
  // 60 frames of up to 1514 bytes: more than four times round 16 KiB and past 65,536.
  for (let n = 0; n < 60; n++) {
    const there = frame(MAC, 1514 - n);
    assert.ok(bus.chip.receive(bytes(there)), `frame ${n}`);
    assert.deepEqual(bus.take(), there, `frame ${n}`);
    const back = frame(OTHER, 1514 - n);
    bus.send(back);
    assert.deepEqual(bus.sent.pop(), back, `frame ${n}`);
  }
});

test('a frame without room is lost, whole', () => {
  const bus = new Bus().open(0x84, 2);
  const first = frame(MAC, 1514);
  assert.ok(bus.chip.receive(bytes(first)));
  assert.ok(!bus.chip.receive(bytes(frame(MAC, 600))));
  assert.equal(bus.word(SOCKET, 0x26), 1516);
  assert.ok(bus.chip.receive(bytes(frame(MAC, 530))));
  assert.deepEqual(bus.take(), first);
  assert.deepEqual(bus.take(), frame(MAC, 530));
});

test('which frames are wanted', () => {
  for (const [mode, wanted] of [
    [0x04, [MAC, OTHER, ALL, GROUP]],
    [0x84, [MAC, ALL, GROUP]],
    [0xc4, [MAC, GROUP]],
    [0xa4, [MAC, ALL]],
    [0xe4, [MAC]],
  ]) {
    const bus = new Bus().open(mode);
    const all = [MAC, OTHER, ALL, GROUP];
    const taken = all.filter((to) => bus.chip.receive(bytes(frame(to, 60))));
    assert.deepEqual(taken, wanted, mode.toString(16));
  }
  const ipv6 = bytes(frame(MAC, 60, [0x86, 0xdd]));
  assert.ok(new Bus().open(0x84).chip.receive(ipv6));
  assert.ok(!new Bus().open(0x94).chip.receive(ipv6));
});

test('a closed socket neither receives nor sends', () => {
  const bus = new Bus();
  assert.ok(!bus.chip.receive(bytes(frame(ALL, 60))));
  bus.write(TX, 0, ...frame(OTHER, 60));
  bus.write(SOCKET, 0x24, 0, 60);
  bus.write(SOCKET, 0x01, 0x20);
  assert.deepEqual(bus.sent, []);
});

test('a frame that is sent frees its room, and is told', () => {
  const bus = new Bus().open();
  bus.send(frame(OTHER, 100));
  assert.equal(bus.word(SOCKET, 0x20), 16 * 1024);
  assert.equal(bus.word(SOCKET, 0x22), 100);
  assert.equal(bus.word(SOCKET, 0x24), 100);
  assert.deepEqual(bus.read(SOCKET, 0x02), [0x10]);
});

test('the interrupt pin follows the flags and both masks', () => {
  const bus = new Bus().open();
  assert.equal(bus.interrupt, true);
  // Sent: not among those that were asked for.
  bus.send(frame(OTHER, 60));
  assert.equal(bus.interrupt, true);
  bus.chip.receive(bytes(frame(MAC, 60)));
  assert.equal(bus.interrupt, false);
  assert.deepEqual(bus.read(COMMON, 0x17), [1]);
  bus.write(COMMON, 0x18, 0);
  assert.equal(bus.interrupt, true);
  bus.write(COMMON, 0x18, 1);
  assert.equal(bus.interrupt, false);
  bus.write(SOCKET, 0x2c, 0x10);
  assert.equal(bus.interrupt, false, 'sent is asked for now');
  bus.write(SOCKET, 0x02, 0x10);
  assert.equal(bus.interrupt, true);
  bus.write(SOCKET, 0x2c, 0x04);
  assert.equal(bus.interrupt, false);
  bus.write(SOCKET, 0x02, 0x04);
  assert.equal(bus.interrupt, true);
});

test('a frame that is left behind is not told again', () => {
  const bus = new Bus().open();
  bus.chip.receive(bytes(frame(MAC, 60)));
  bus.chip.receive(bytes(frame(MAC, 60)));
  bus.write(SOCKET, 0x02, 0x04);
  bus.take();
  assert.equal(bus.word(SOCKET, 0x26), 62);
  assert.equal(bus.interrupt, true);
  bus.chip.receive(bytes(frame(MAC, 60)));
  assert.equal(bus.interrupt, false);
});

test('without a link nothing passes, and the PHY says so', () => {
  const bus = new Bus().open();
  bus.chip.setLink(false);
  assert.deepEqual(bus.read(COMMON, 0x2e), [0xb8]);
  assert.ok(!bus.chip.receive(bytes(frame(MAC, 60))));
  bus.send(frame(OTHER, 60));
  assert.deepEqual(bus.sent, []);
  bus.chip.setLink(true);
  assert.deepEqual(bus.read(COMMON, 0x2e), [0xbf]);
  assert.ok(bus.chip.receive(bytes(frame(MAC, 60))));
  bus.send(frame(OTHER, 60));
  assert.equal(bus.sent.length, 1);
});

test('a PHY that is held in reset has no link', () => {
  const bus = new Bus().open();
  bus.write(COMMON, 0x2e, 0x38);
  assert.deepEqual(bus.read(COMMON, 0x2e), [0x38]);
  bus.write(COMMON, 0x2e, 0xb8);
  assert.deepEqual(bus.read(COMMON, 0x2e), [0xbf]);
});
