// How emulated time goes beside that of the wall. README.md says why.

/** Milliseconds of the wall that an answer from the network is waited for. */
export const PATIENCE = 2000;

/** Milliseconds of the wall after which a conversation has come to its end. */
export const QUIET = 20;

/** Milliseconds of the wall by which an emulation that was busy may fall behind, and
 * catch up when it is idle. */
export const LAG = 20;

export class Pace {
  #speed;
  #wall;
  #horizon = 0;
  #lastFrame = -Infinity;
  #isAnswered = true;

  /**
   * @param {number} speed how many times faster idle time goes while the network is quiet
   * @param {number} wall milliseconds now
   */
  constructor(speed, wall) {
    this.#speed = speed;
    this.#wall = wall;
  }

  /** The board has sent a frame, which wants an answer or not. */
  sent(wall, emulated, wantsAnswer) {
    this.#isAnswered = !wantsAnswer;
    this.#frame(wall, emulated);
  }

  /** A frame has come, which is an answer or not. */
  received(wall, emulated, isAnswer) {
    this.#isAnswered ||= isAnswer;
    this.#frame(wall, emulated);
  }

  /** How many times faster than the wall's time emulated time may go now. */
  speedAt(wall) {
    const quiet = this.#isAnswered ? QUIET : PATIENCE;
    return wall - this.#lastFrame < quiet ? 1 : this.#speed;
  }

  /**
   * Up to where emulated time may go without a program that runs.
   * @param {number} wall milliseconds now
   * @param {number} emulated milliseconds of emulated time so far
   */
  horizon(wall, emulated) {
    const passed = Math.max(0, wall - this.#wall);
    this.#wall = Math.max(wall, this.#wall);
    const speed = this.speedAt(wall);
    const horizon = this.#horizon + passed * speed;
    // A program that runs is never held up, and what it was slower by is not caught up.
    this.#horizon = Math.min(Math.max(horizon, emulated), emulated + LAG * speed);
    return this.#horizon;
  }

  /** Whoever answers lives in the wall's time: none passes before he has had some. */
  #frame(wall, emulated) {
    this.#lastFrame = wall;
    this.#wall = Math.max(wall, this.#wall);
    this.#horizon = emulated;
  }
}
