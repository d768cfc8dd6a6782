/**
 * A fingerprint of all that a thread has seen: the results of its accesses, wake-ups, the time. A thread's code is deterministic, so threads with equal
 * histories are in equal states. Three lanes of 32 bits.
 */
export class History {
  a = 0x2545_f491;
  b = 0x1234_5677;
  c = 0x0bad_cafe;
  /** The number of events. */
  position = 0;

  /** Adds an event. */
  event(kind: number, clock: number): void {
    this.position++;
    this.mix(kind);
    if (clock !== 0) this.mixValue(clock);
  }

  mix(value: number): void {
    this.a = Math.imul(this.a ^ value, 0x9e37_79b1);
    this.a ^= this.a >>> 15;
    this.b = Math.imul((this.b + value) | 0, 0x85eb_ca6b);
    this.b ^= this.b >>> 13;
    this.c = Math.imul(this.c ^ (value + 0x7f4a_7c15), 0xc2b2_ae35);
    this.c = (this.c << 13) | (this.c >>> 19);
  }

  /** Adds a number, a bigint, a text or undefined. */
  mixValue(value: unknown): void {
    switch (typeof value) {
      case "number":
        if (Object.is(value | 0, value)) this.mix(value);
        else {
          SCRATCH[0] = value;
          this.mix(HALVES[0] as number);
          this.mix((HALVES[1] as number) ^ 0x5bd1_e995);
        }
        return;
      case "bigint":
        this.mix(Number(BigInt.asIntN(32, value)));
        this.mix(Number(BigInt.asIntN(32, value >> 32n)) ^ 0x1b56_c4e9);
        return;
      default: {
        const text = String(value);
        this.mix(text.length ^ 0x2c1b_3c6d);
        for (let i = 0; i < text.length; i++) this.mix(text.charCodeAt(i));
      }
    }
  }

  /** Goes back to an earlier state of the same thread, in which it is again. */
  restore(mark: HistoryMark): void {
    this.a = mark.a;
    this.b = mark.b;
    this.c = mark.c;
    this.position = mark.position;
  }
}

export type HistoryMark = Pick<History, "a" | "b" | "c" | "position">;

const SCRATCH = new Float64Array(1);
const HALVES = new Int32Array(SCRATCH.buffer);
