// A function declaration calls one of an earlier cell.
function doubled(n: number): number { return n * 2; }
// %%
function quadrupled(n: number): number { return doubled(doubled(n)); }
// %%
function answer() { return quadrupled(3); }
// expect: 12
