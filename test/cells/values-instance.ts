// An object of a class, in a constant.
class Point2 { constructor(readonly x: number, readonly y: number) {} length() { return Math.hypot(this.x, this.y); } }
const corner = new Point2(3, 4);
// %%
const answer = () => corner.length();
// expect: 5
// expect in thread, process: throws corner because the methods of an object would be lost by copying it
