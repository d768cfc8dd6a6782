// An abstract class and what completes it, in two cells.
abstract class Shape {
  abstract area(): number;
  describe() { return `${this.constructor.name} of ${this.area()}`; }
}
// %%
class Square extends Shape {
  constructor(private readonly side: number) { super(); }
  area() { return this.side ** 2; }
}
// %%
const answer = () => new Square(3).describe();
// expect: "Square of 9"
