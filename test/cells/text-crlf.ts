// Lines that end as on Windows.
const crlf = `a
b`;
// %%
const answer = () => [crlf.length, 1];
// expect: [3, 1]
