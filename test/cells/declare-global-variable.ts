// A global variable with its type.
declare global { var courseCounter: number; }
globalThis.courseCounter = 5;
// %%
const readCounter = () => courseCounter + 1;
// %%
const answer = () => readCounter();
// expect: 6
// expect in thread, process: throws courseCounter because a worker has a global object of its own
