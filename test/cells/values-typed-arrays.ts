// Typed arrays on one buffer.
const memory2 = new ArrayBuffer(8);
const wholes = new Uint32Array(memory2);
wholes[1] = 7;
// %%
const answer = () => [wholes[1], wholes.length, new Uint8Array(wholes.buffer)[4]];
// expect: [7, 2, 7]
