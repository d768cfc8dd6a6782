// A key that is computed.
const wanted = "speed";
const { [wanted]: found2, ...remaining } = { speed: 9, weight: 2 };
// %%
const answer = () => [found2, remaining];
// expect: [9, { weight: 2 }]
