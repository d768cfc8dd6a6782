// attack: returns an object whose fields are other values at every look
// points: 0
// says: expected an object with
// %%
// exercise 01.2 · A counter
class Counter {
  #looks = 0;
  constructor(readonly start: number) {}
  increase(by: number): number { return by; }
  report(): any {
    const lie = () => this.#looks++;
    return { get start() { return lie(); }, get value() { return lie(); } };
  }
  visit(): any { return { get length() { return 4; }, valueOf: () => 4 }; }
  steps(): any { return { [Symbol.asyncIterator]: () => ({ next: async () => ({ get done() { return Math.random() < 0.5; }, value: 5 }) }) }; }
}
