// A function called `share`, alone and in an object.
const share = (n: number) => n / 2;
const account2 = { share: (n: number) => n * 2, k: 1 };
// %%
const answer = () => [share(10), account2.share(10) + account2.k];
// expect: [5, 21]
