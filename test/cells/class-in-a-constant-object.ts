// Classes and functions inside a constant object.
const shapes9 = { Circle: class { constructor(readonly r: number) {} area() { return 3 * this.r ** 2; } }, square: (n: number) => n * n };
// %%
const answer = () => [new shapes9.Circle(2).area(), shapes9.square(3)];
// expect: [12, 9]
