// ---
// jupyter:
//   jupytext:
//     text_representation:
//       extension: .ts
//       format_name: percent
//   kernelspec:
//     display_name: Swarm Lab (TypeScript)
//     language: typescript
//     name: swarmlab
//   swarmlab:
//     lesson: "01"
//     title: Doubles
//     minutes: 10
// ---

// %% [markdown]
// # 01 · Doubles

// %% tags=["exercise"]
// exercise 01.1 · Double a number
function double(n: number): number {
  // BEGIN SOLUTION
  return 2 * n;
  // END SOLUTION
}

// %% tags=["check"]
await check("01.1");

// %% [markdown] tags=["hint"]
// Once is not enough.

// %% [markdown] tags=["hint"]
// There is an operator for it.

// %% [markdown] tags=["hint"]
// It is the asterisk.

// %% tags=["exercise"]
// exercise 01.2 · A counter
class Counter {
  // BEGIN SOLUTION
  // STUB: constructor(start: number) {}
  readonly #start: number;
  #value: number;
  constructor(start: number) {
    this.#start = start;
    this.#value = start;
  }
  increase(by: number): number {
    this.#value += by;
    return this.#value;
  }
  report(): { start: number; value: number } {
    return { start: this.#start, value: this.#value };
  }
  async visit(visitor: (value: number) => unknown): Promise<number> {
    for (let value = this.#start; value <= this.#value; value++) await visitor(value);
    return this.#value;
  }
  async *steps(): AsyncGenerator<number> {
    for (let value = this.#start; value <= this.#value; value++) yield value;
  }
  // END SOLUTION
}

// %% tags=["check"]
await check("01.2");

// %% [markdown] tags=["hint"]
// Count.

// %% [markdown] tags=["hint"]
// Keep where you began.

// %% [markdown] tags=["hint"]
// A field holds what one call leaves to the next.
