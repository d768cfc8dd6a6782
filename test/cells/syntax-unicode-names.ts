// Names outside ASCII.
const größe = 3;
const π = 3.14;
const _ = 1, $ = 2;
// %%
const answer = () => größe * π + _ + $;
// expect: 12.42
