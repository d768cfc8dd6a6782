// A const enum of an earlier cell is its number.
const enum Bit { Read = 1, Write = 2, Both = Read | Write }
// %%
const answer = () => [Bit.Both, Bit.Write];
// expect: [3, 2]
