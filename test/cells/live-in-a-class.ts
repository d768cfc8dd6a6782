// A method reads the newest value, and so does a getter.
let unit = "km";
class Distance {
  constructor(readonly value: number) {}
  toString() { return `${this.value} ${unit}`; }
  get unit() { return unit; }
}
// %%
unit = "mi";
// %%
const answer = () => [String(new Distance(3)), new Distance(1).unit];
// expect: ["3 mi", "mi"]
