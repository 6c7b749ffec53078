// An RP2040 from one reset to the next: rp2040js, mended where firmware would not run.

import { Flash } from './flash.js';
import { RP2040 } from './library.js';
import { bootRom } from './rom.js';
import { RingOscillator } from './rosc.js';
import { FlashPort } from './ssi.js';
import { PAINT } from './stack.js';
import { Regulator } from './vreg.js';
import { FlashCache } from './xip.js';

const FLASH = 0x10000000;

/** Behind the second stage of the boot, which is not run: what it sets up works anyway. */
const VECTORS = 0x10000100;

const HARD_FAULT = 3;

/** Jumps to itself. */
const ENDLESS_LOOP = 0xe7fe;

const NANOS_PER_CYCLE = 1e9 / 125e6;

export class Chip {
  /** 'timer' or 'forced' once the watchdog wants a reset. */
  wantsReset = null;

  /** Instructions so far. */
  instructions = 0;

  #isFaulting = false;
  #patch = null;

  /**
   * @param {{ address: number, bytes: Uint8Array }[]} segments what is in the flash
   * @param {object} around
   * @param {(text: string) => void} around.warn told what the emulation lacks
   * @param {() => void} around.fault told that the core could not go on
   * @param {Uint8Array} around.flashId the unique id of the flash chip
   * @param {Chip} [before] the chip before a reset that was not a power-on
   */
  constructor(segments, { warn, fault, flashId }, before) {
    this.mcu = new RP2040();
    this.mcu.loadBootrom(bootRom());
    const { core, flash, sram, peripherals } = this.mcu;
    this.mcu.logger = {
      debug() {},
      // An event for a core that waits, or will: rp2040js only tells of it.
      info(_, text) {
        if (text === 'SEV') {
          core.eventRegistered = true;
          core.waiting = false;
        }
      },
      warn: (name, text) => warn(`${name}: ${text}`),
      error: (name, text) => warn(`${name}: ${text}`),
    };
    mendDma(this.mcu.dma);
    peripherals[0x14000] = new FlashCache(this.mcu, 'XIP_CTRL');
    peripherals[0x18000] = new FlashPort(this.mcu, 'XIP_SSI', new Flash(flashId, warn));
    peripherals[0x40060] = new RingOscillator(this.mcu, 'ROSC');
    peripherals[0x40064] = new Regulator(this.mcu, 'VREG_AND_CHIP_RESET');
    this.fault = fault;
    // BKPT and UDF. Without a debugger both end in a fault (ARMv6-M, B1.5.12).
    this.mcu.onBreak = () => (this.#isFaulting = true);

    const { watchdog } = this;
    if (before) {
      before.#unpatch();
      flash.set(before.mcu.flash);
      // What a reset by the watchdog leaves: RAM, and its own registers but for the
      // counter (RP2040 datasheet, sections 4.7.2 and 4.7.6).
      sram.set(before.mcu.sram);
      watchdog.scratchData.set(before.watchdog.scratchData);
      watchdog.reason = before.watchdog.reason;
    } else {
      for (const { address, bytes } of segments) flash.set(bytes, address - FLASH);
      // What RAM holds after power-on is not defined.
      sram.fill(PAINT);
    }
    watchdog.onWatchdogTrigger = () => {
      this.wantsReset ??= watchdog.reason === 1 ? 'timer' : 'forced';
      // At zero it would be due again at once, without end.
      watchdog.alarm.enable = false;
    };
    core.VTOR = VECTORS;
    core.SP = this.mcu.readUint32(VECTORS);
    core.PC = this.mcu.readUint32(VECTORS + 4) & ~1;
  }

  get clock() {
    return this.mcu.clock;
  }

  get watchdog() {
    return this.mcu.peripherals[0x40058];
  }

  /** Whether it waits for an interrupt or an event. */
  get isAsleep() {
    const { core } = this.mcu;
    if (core.waiting) return true;
    // So does a program that hangs, as far as anybody can tell.
    return this.#at === this.#patch?.address && !core.interruptsUpdated;
  }

  /** Nanoseconds until something happens by itself. */
  get untilNext() {
    return this.clock.nextAlarm === null ? Infinity : this.clock.nanosToNextAlarm;
  }

  /** One instruction. */
  step() {
    this.instructions++;
    this.clock.tick(this.mcu.core.executeInstruction() * NANOS_PER_CYCLE);
    if (this.#isFaulting) this.#enterFault();
  }

  /** Lets the time pass while it is asleep. */
  sleep(nanos) {
    this.clock.tick(nanos);
  }

  /** Makes the program hang where it is: the instruction becomes an endless loop. */
  hang() {
    const { core, flashView } = this.mcu;
    // Not in an interrupt: those go on, and tell the time, as in most hangs.
    while (core.IPSR !== 0) this.step();
    const address = this.#at;
    const offset = address - FLASH;
    if (offset < 0 || offset >= this.mcu.flash.length) {
      throw new Error(`the program is not in the flash, but at ${address.toString(16)}`);
    }
    this.#unpatch();
    const instruction = flashView.getUint16(offset, true);
    this.#patch = { address, offset, instruction };
    flashView.setUint16(offset, ENDLESS_LOOP, true);
  }

  /** Where the program is. The lowest bit says that it is Thumb code, or is not there. */
  get #at() {
    return (this.mcu.core.PC & ~1) >>> 0;
  }

  #unpatch() {
    if (this.#patch === null) return;
    this.mcu.flashView.setUint16(this.#patch.offset, this.#patch.instruction, true);
    this.#patch = null;
  }

  #enterFault() {
    this.#isFaulting = false;
    const { core } = this.mcu;
    // A fault of the handler locks the core up: it stays where it is.
    if (core.IPSR === HARD_FAULT) {
      core.PC -= core.breakRewind;
      return;
    }
    this.fault();
    core.exceptionEntry(HARD_FAULT);
  }
}

const CHAN_ABORT = 0x444;

/** No abort is ever under way (RP2040 datasheet, section 2.5.7, CHAN_ABORT). rp2040js
 * lets it be written only, so that a program which sets one bit in it sets all. */
function mendDma(dma) {
  const read = dma.readUint32.bind(dma);
  dma.readUint32 = (offset) => (offset === CHAN_ABORT ? 0 : read(offset));
}
