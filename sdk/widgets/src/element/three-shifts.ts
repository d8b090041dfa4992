// Shift, left or right, three times within five seconds and nothing between.
const WITHIN_MS = 5000;

export class ThreeShifts {
  #presses: number[] = [];
  readonly #done: () => void;
  readonly #told: (left: number) => void;

  /** `told` hears how many presses are left. */
  constructor(done: () => void, told: (left: number) => void = () => {}) {
    this.#done = done;
    this.#told = told;
  }

  press(event: KeyboardEvent): void {
    if (event.repeat) return;
    if (event.key !== "Shift") {
      this.#presses = [];
      return;
    }
    const now = event.timeStamp;
    this.#presses = [...this.#presses.filter((then) => now - then < WITHIN_MS), now];
    if (this.#presses.length < 3) return this.#told(3 - this.#presses.length);
    this.#presses = [];
    this.#done();
  }
}
