// A placeholder that a later cell declares again calls back.
function ping2(n: number): string { return "end"; }
// %%
function pong2(n: number): string { return n === 0 ? "stop" : `pong ${ping2(n - 1)}`; }
// %%
function ping2(n: number): string { return n === 0 ? "stop" : `ping ${pong2(n - 1)}`; }
// %%
const answer = () => pong2(3);
// expect: "pong ping pong stop"
