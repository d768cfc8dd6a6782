// Functions that give functions, composed across cells.
const plus = (a: number) => (b: number) => a + b;
const compose = <A, B, C>(f: (b: B) => C, g: (a: A) => B) => (a: A) => f(g(a));
// %%
const answer = () => compose(plus(1), (n: number) => n * 10)(4);
// expect: 41
