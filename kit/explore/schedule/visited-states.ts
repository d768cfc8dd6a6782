const FIRST_CAPACITY = 1 << 12;
/** The most states that are remembered. Each takes 16 bytes. */
const MOST_STATES = 1 << 22;

/**
 * The states that a search has visited, each with the choices that it left out there (a bit mask). States are known by a fingerprint of 85 bits, so that
 * two of a million different states are taken for one with a probability of about 10⁻¹⁴.
 */
export class VisitedStates {
  #keys = new Float64Array(FIRST_CAPACITY);
  #checks = new Int32Array(FIRST_CAPACITY);
  #leftOut = new Int32Array(FIRST_CAPACITY);
  #size = 0;
  #at = 0;

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#keys = new Float64Array(FIRST_CAPACITY);
    this.#checks = new Int32Array(FIRST_CAPACITY);
    this.#leftOut = new Int32Array(FIRST_CAPACITY);
    this.#size = 0;
  }

  /** Looks for a state, and remembers it if it is new. @returns the choices left out there; undefined for a new state */
  visit(a: number, b: number, c: number, leftOut: number): number | undefined {
    const key = keyOf(a, b);
    const check = c | 0;
    if (this.#find(key, check)) return this.#leftOut[this.#at] as number;
    if (this.#size >= MOST_STATES) return undefined;
    this.#keys[this.#at] = key;
    this.#checks[this.#at] = check;
    this.#leftOut[this.#at] = leftOut;
    this.#size++;
    if (this.#size * 2 > this.#keys.length) this.#grow();
    return undefined;
  }

  /** The choices left out at a state; undefined for one that was not visited. */
  find(a: number, b: number, c: number): number | undefined {
    return this.#find(keyOf(a, b), c | 0) ? (this.#leftOut[this.#at] as number) : undefined;
  }

  /** Sets the choices left out at the state that was found last. */
  setLeftOut(leftOut: number): void {
    this.#leftOut[this.#at] = leftOut;
  }

  #find(key: number, check: number): boolean {
    const mask = this.#keys.length - 1;
    let at = (check ^ (key % 0x1_0000_0000)) & mask;
    for (;;) {
      const found = this.#keys[at] as number;
      this.#at = at;
      if (found === 0) return false;
      if (found === key && this.#checks[at] === check) return true;
      at = (at + 1) & mask;
    }
  }

  #grow(): void {
    const [keys, checks, leftOut] = [this.#keys, this.#checks, this.#leftOut];
    this.#keys = new Float64Array(keys.length * 2);
    this.#checks = new Int32Array(keys.length * 2);
    this.#leftOut = new Int32Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number;
      if (key === 0) continue;
      this.#find(key, checks[i] as number);
      this.#keys[this.#at] = key;
      this.#checks[this.#at] = checks[i] as number;
      this.#leftOut[this.#at] = leftOut[i] as number;
    }
  }
}

/** 53 bits, and never 0, which marks an empty place. */
const keyOf = (a: number, b: number) => (a >>> 0) * 0x20_0000 + (b >>> 11) + 1;
