// A mixin: a function that extends any class.
type Constructor = new (...rest: any[]) => object;
function Timed<Base extends Constructor>(base: Base) {
  return class extends base {
    stamp = 12;
    age(now: number) { return now - this.stamp; }
  };
}
// %%
class Note { constructor(readonly text: string) {} }
class TimedNote extends Timed(Note) { label() { return `${this.text} ${this.age(20)}`; } }
// %%
const answer = () => new TimedNote("n").label();
// expect: "n 8"
