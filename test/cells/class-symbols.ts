// Well-known symbols: an iterator, a number and a tag.
class Range2 {
  constructor(readonly from: number, readonly to: number) {}
  *[Symbol.iterator]() { for (let n = this.from; n <= this.to; n += 1) yield n; }
  [Symbol.toPrimitive](hint: string) { return hint === "number" ? this.to - this.from : `${this.from}–${this.to}`; }
  get [Symbol.toStringTag]() { return "Range2"; }
}
// %%
const answer = () => [[...new Range2(1, 3)], +new Range2(1, 3), `${new Range2(1, 3)}`, Object.prototype.toString.call(new Range2(0, 0))];
// expect: [[1, 2, 3], 2, "1–3", "[object Range2]"]
