// Calls in all their forms have no `this` but their own.
function callee(this: unknown, n = 1) { return [this === undefined, n]; }
const maybe: typeof callee | undefined = callee;
const tagThis = function (this: unknown, parts: TemplateStringsArray) { return [this === undefined, parts[0]]; };
// %%
const answer = () => [callee(), callee!(2), (callee)(3), maybe?.(4), (callee as () => unknown)(), tagThis`x`, callee.call(1, 6)];
// expect: [[true, 1], [true, 2], [true, 3], [true, 4], [true, 1], [true, "x"], [false, 6]]
