// exercise 10.2 · The queue before the model
// What comes out has a text and an agent that are neither a text nor a number.
// fails: what is asked comes out again, whole, and once
// fails: an agent that asks much does not keep the others waiting
// fails: many agents on a scripted clock
class ModelQueue {
  constructor(readonly room: number) {}
  ask(): boolean {
    return true;
  }
  next(): any {
    return { text: { toString: 1, valueOf: 1 }, agent: { toString: 1, valueOf: 1 }, deadline: null };
  }
  late(): any {
    return [null];
  }
}
