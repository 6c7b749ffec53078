// node main.js IMAGE --network SOCKET [--uf2 FILE] [--pin N]... [--speed N] [--flash-id HEX]
//
// Runs an image, from a file for the board's drive if one is named. Its log goes to the
// standard output, as defmt's frames; what happens to the standard error, a line each;
// commands come by the standard input. README.md has the words.

import fs from 'node:fs';
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { Board } from './board.js';
import { readElf } from './elf.js';
import { Segment } from './segment.js';
import { readUf2 } from './uf2.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    'flash-id': { type: 'string', default: '0011223344556677' },
    network: { type: 'string' },
    pin: { type: 'string', multiple: true, default: [] },
    speed: { type: 'string', default: '1' },
    uf2: { type: 'string' },
  },
});
if (positionals.length !== 1 || values.network === undefined) {
  console.error('usage: node main.js IMAGE --network SOCKET [--uf2 FILE] [--pin N]... [--speed N] [--flash-id HEX]');
  process.exit(2);
}

const say = (line) => fs.writeSync(2, `${line}\n`);
const end = (status) => {
  segment.close();
  board.stop();
  process.exitCode = status;
  process.stdin.destroy();
};

const segment = new Segment(
  values.network,
  (frame) => board.receive(frame),
  (why) => {
    say(`network: ${why}`);
    end(1);
  },
);
// Each lack is told once.
const lacking = new Set();
let board;
const around = {
  pins: values.pin.map(Number),
  speed: Number(values.speed),
  flashId: Buffer.from(values['flash-id'], 'hex'),
  trace: (event) => say(`@${(board?.seconds ?? 0).toFixed(6)} ${event}`),
  warn: (text) => {
    if (!lacking.has(text)) say(`emulator: ${text}`);
    lacking.add(text);
  },
  log: (bytes) => fs.writeSync(1, bytes),
  send: (frame) => segment.send(frame),
};
const image = readElf(fs.readFileSync(positionals[0]));
// Such a file has no symbols, which tell where the log is.
if (values.uf2 !== undefined) image.segments = readUf2(fs.readFileSync(values.uf2));
board = new Board(image, around);

const COMMANDS = {
  'link up': () => board.setLink(true),
  'link down': () => board.setLink(false),
  hang: () => board.hang(),
  power: () => board.powerOn(),
  now: () => around.trace('now'),
  stack: () => around.trace(`stack ${board.stack.used} of ${board.stack.size}`),
  stop: () => end(0),
};
const commands = readline.createInterface({ input: process.stdin });
commands.on('line', (line) => {
  const command = COMMANDS[line.trim()];
  if (command) command();
  else say(`no such command: ${line}`);
});
// Whoever has started it is gone.
commands.on('close', () => end(0));

const start = performance.now();
await board.run();
const wall = (performance.now() - start) / 1000;
say(`@${board.seconds.toFixed(6)} end after ${board.instructions} instructions in ${wall.toFixed(3)} s`);
