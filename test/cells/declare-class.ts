// A class with a constructor and a method.
class Box2D {
  constructor(readonly wide: number, readonly high: number) {}
  area() { return this.wide * this.high; }
}
// %%
const answer = () => new Box2D(3, 4).area();
// expect: 12
