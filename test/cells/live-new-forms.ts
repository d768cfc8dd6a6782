// `new` of a class of another cell, in all its forms.
class Made { constructor(readonly n = 0) {} static of(n: number) { return new this(n); } }
const classOf = () => Made;
// %%
const answer = () => [new Made().n, new Made(1).n, new (classOf())(2).n, Made.of(3).n, Reflect.construct(Made, [4]).n, new Made(5) instanceof Made];
// expect: [0, 1, 2, 3, 4, true]
