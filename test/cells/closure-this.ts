// `this` of methods in an object, and of arrow functions inside.
const clock = { hours: 3, read() { return [1, 2].map((n) => n + this.hours); }, get later() { return this.hours + 1; } };
// %%
const answer = () => [clock.read(), clock.later];
// expect: [[4, 5], 4]
