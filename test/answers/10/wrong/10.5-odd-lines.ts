// exercise 10.5 · An intake that sheds
// Gives lines that are none.
// fails: what comes in goes out, in the order in which it came
// fails: a flood, with a reader that is slower
class Intake {
  readonly shed: any = null;
  constructor(readonly room: number) {}
  offer(): any {
    return { toString: 1, valueOf: 1 };
  }
  take(): any {
    return { text: { toString: 1, valueOf: 1 }, worth: Symbol("worth") };
  }
}
