// A W5500-EVB-Pico: an RP2040, a W5500 on its SPI0, a wire to the network, and pins that
// somebody looks at.

import { W5500 } from '../w5500/index.js';
import { Chip } from './chip.js';
import { Pace } from './pace.js';
import { takeLog } from './rtt.js';
import { stackUse } from './stack.js';
import { talk } from './talk.js';

// The board's wiring.
const SELECT = 17;
const RESET = 20;
const INTERRUPT = 21;

/** Instructions between two looks at what is around: some milliseconds of the wall. */
const SLICE = 100_000;

/** Milliseconds of the wall that are slept at once, at most. */
const NAP = 5;

const LOW = 0;
const HIGH = 1;

const wall = () => performance.now();

export class Board {
  /** Whether it goes on. */
  isRunning = true;

  #image;
  #around;
  #pins;
  #pace;
  #chip;
  #network;
  /** Emulated nanoseconds before the last reset. */
  #before = 0;
  #levels = new Map();
  #wake = null;
  #ticks = 0;
  /** Up to where time may go while the chip is asleep. */
  #horizon = 0;

  /**
   * @param {ReturnType<import('./elf.js').readElf>} image
   * @param {object} around
   * @param {number[]} around.pins those that are looked at
   * @param {number} around.speed see Pace
   * @param {Uint8Array} around.flashId the unique id of the flash chip
   * @param {(event: string) => void} around.trace told what happens
   * @param {(text: string) => void} around.warn told what the emulation lacks
   * @param {(bytes: Uint8Array) => void} around.log given what is logged
   * @param {(frame: Uint8Array) => void} around.send given what goes to the wire
   */
  constructor(image, around) {
    this.#image = image;
    this.#around = around;
    this.#pins = around.pins;
    this.#pace = new Pace(around.speed, wall());
    this.powerOn();
  }

  /** Seconds of emulated time since the first power-on. */
  get seconds() {
    return (this.#before + this.#chip.clock.nanos) / 1e9;
  }

  get #millis() {
    return (this.#before + this.#chip.clock.nanos) / 1e6;
  }

  get instructions() {
    return this.#chip.instructions;
  }

  /** How far the stack has reached since the power came, and how far it can, in bytes. */
  get stack() {
    return stackUse(this.#chip.mcu.sramView, this.#image.symbols);
  }

  /** Nothing is left of what was, but the flash's image. */
  powerOn() {
    const { interrupt, ...wire } = this.#wiring();
    this.#network = new W5500({ interrupt, ...wire });
    this.#start(undefined, 'power-on');
  }

  setLink(isUp) {
    this.#network.setLink(isUp);
    this.#around.trace(`link ${isUp ? 'up' : 'down'}`);
  }

  /** Makes the program hang; what runs by itself goes on. */
  hang() {
    this.#chip.hang();
    this.#around.trace('hang');
  }

  /** A frame from the wire. */
  receive(frame) {
    this.#network.receive(frame);
    this.#pace.received(wall(), this.#millis, talk(frame) !== 'nothing');
    this.#wake?.();
  }

  /** Runs until it is stopped. */
  async run() {
    while (this.isRunning) {
      const nap = this.#slice();
      this.#takeLog();
      this.#tick();
      await this.#rest(nap);
    }
  }

  stop() {
    this.isRunning = false;
    this.#wake?.();
  }

  /** Runs for a while, and gives the milliseconds for which there is nothing to do. */
  #slice() {
    this.#horizon = this.#pace.horizon(wall(), this.#millis);
    for (let i = 0; i < SLICE; i++) {
      const chip = this.#chip;
      if (chip.isAsleep) {
        const room = (this.#horizon - this.#millis) * 1e6;
        const next = chip.untilNext;
        if (next > room) {
          if (room > 0) chip.sleep(room);
          return next / 1e6 / this.#pace.speedAt(wall());
        }
        chip.sleep(next);
      } else {
        chip.step();
      }
      if (chip.wantsReset !== null) {
        this.#takeLog();
        this.#start(chip, `watchdog ${chip.wantsReset}`);
      }
    }
    return 0;
  }

  /** Tells of each second that has passed. */
  #tick() {
    for (; this.#ticks + 1 <= this.seconds; this.#ticks++) {
      this.#around.trace('tick');
    }
  }

  /** Lets the process see to its sockets, or waits until there is something to do. */
  #rest(nap) {
    return new Promise((resolve) => {
      if (nap === 0 || !this.isRunning) return setImmediate(resolve);
      const timer = setTimeout(resolve, Math.min(nap, NAP));
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }

  #takeLog() {
    const block = this.#image.symbols.get('_SEGGER_RTT');
    if (block === undefined) return;
    const bytes = takeLog(this.#chip.mcu.sramView, block);
    if (bytes.length > 0) this.#around.log(bytes);
  }

  #start(before, why) {
    if (this.#chip) this.#before += this.#chip.clock.nanos;
    const around = {
      warn: this.#around.warn,
      flashId: this.#around.flashId,
      fault: () => this.#around.trace('fault'),
    };
    const instructions = this.#chip?.instructions ?? 0;
    this.#chip = new Chip(this.#image.segments, around, before);
    this.#chip.instructions = instructions;
    this.#around.trace(`reset ${why}`);
    this.#wire();
  }

  #wiring() {
    return {
      interrupt: (level) => {
        this.#levels.set(INTERRUPT, level);
        this.#chip?.mcu.gpio[INTERRUPT].setInputValue(level);
      },
      transmit: (frame) => {
        const said = talk(frame);
        if (said !== 'nothing') {
          this.#horizon = this.#millis;
          this.#pace.sent(wall(), this.#millis, said === 'talk');
        }
        this.#around.send(frame);
      },
    };
  }

  #wire() {
    const { gpio, spi, clock } = this.#chip.mcu;
    gpio[INTERRUPT].setInputValue(this.#levels.get(INTERRUPT) ?? true);
    // Pins that nobody drives: a reset has let go of them, and the board pulls both up.
    this.#network.setReset(true);
    this.#network.setSelect(true);
    gpio[SELECT].addListener((level) => this.#network.setSelect(level !== LOW));
    gpio[RESET].addListener((level) => this.#network.setReset(level !== LOW));

    // A byte takes eight clocks. Were it answered at once, the DMA that writes would
    // outrun the one that reads.
    let answer = 0;
    const shifted = clock.createAlarm(() => spi[0].completeTransmit(answer));
    spi[0].onTransmit = (byte) => {
      answer = this.#network.transfer(byte & 0xff);
      shifted.schedule(8e9 / spi[0].clockFrequency);
    };

    for (const pin of this.#pins) {
      this.#tell(pin, false);
      gpio[pin].addListener((level) => this.#tell(pin, level === HIGH));
    }
  }

  /** Tells an edge. A pin that is not driven counts as low. */
  #tell(pin, isHigh) {
    if ((this.#levels.get(pin) ?? false) === isHigh) return;
    this.#levels.set(pin, isHigh);
    this.#around.trace(`pin ${pin} ${isHigh ? 'high' : 'low'}`);
  }
}
