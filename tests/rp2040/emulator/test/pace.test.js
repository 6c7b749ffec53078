import assert from 'node:assert/strict';
import test from 'node:test';
import { LAG, PATIENCE, Pace, QUIET } from '../pace.js';

test('idle time goes as fast as is wanted while nobody talks', () => {
  const pace = new Pace(100, 1000);
  assert.equal(pace.horizon(1010, 0), 1000);
  assert.equal(pace.horizon(1015, 900), 1500);
});

test('an answer is waited for in the time of the wall', () => {
  const pace = new Pace(100, 0);
  pace.sent(0, 50, true);
  assert.equal(pace.horizon(5, 50), 55);
  assert.equal(pace.speedAt(PATIENCE - 1), 1);
  assert.equal(pace.speedAt(PATIENCE), 100);
});

test('what only acknowledges is no answer', () => {
  const pace = new Pace(100, 0);
  pace.sent(0, 0, true);
  pace.received(10, 10, false);
  assert.equal(pace.speedAt(10 + QUIET), 1);
  pace.received(20, 20, true);
  assert.equal(pace.speedAt(20 + QUIET - 1), 1);
  assert.equal(pace.speedAt(20 + QUIET), 100);
});

test('what wants no answer is not waited for', () => {
  const pace = new Pace(100, 0);
  pace.sent(0, 0, false);
  assert.equal(pace.speedAt(QUIET), 100);
});

test('a frame takes back the time that was granted', () => {
  const pace = new Pace(100, 0);
  assert.equal(pace.horizon(10, 0), 1000);
  pace.sent(10, 300, true);
  assert.equal(pace.horizon(11, 300), 301);
});

test('a program that was slow is not hurried afterwards', () => {
  const pace = new Pace(1, 0);
  // A second of the wall for a tenth of emulated time.
  assert.equal(pace.horizon(1000, 100), 100 + LAG);
  // One that was quick is not held up.
  assert.equal(pace.horizon(1001, 5000), 5000);
});

test('a clock that goes back stands still', () => {
  const pace = new Pace(1, 100);
  assert.equal(pace.horizon(50, 0), 0);
  assert.equal(pace.horizon(101, 0), 1);
});
