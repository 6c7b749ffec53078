// The libraries of the emulator. Node looks for modules beside the file that wants them;
// this way they may be elsewhere: RP2040JS names a file in the directory that has them in
// `node_modules`.

import { createRequire } from 'node:module';

const require = createRequire(process.env.RP2040JS ?? import.meta.url);

export const { BasePeripheral, RP2040, SimulationClock } = require('rp2040js');
export const { decodeBlock, encodeBlock } = require('uf2');
