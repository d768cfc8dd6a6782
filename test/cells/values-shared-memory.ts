// Shared bytes that a function counts in.
const sharedBytes = new SharedArrayBuffer(4);
// %%
const countUp = () => Atomics.add(new Int32Array(sharedBytes), 0, 1) >= 0;
// %%
const answer = () => countUp();
// expect: true
// expect in process: throws cannot be shared with another process because processes share no memory
// expect in check: true because a check defines the bytes anew
