// An enum, with the way back from its numbers.
enum Level { Low, Middle = 5, High }
// %%
const answer = () => [Level.High, Level[5], Object.keys(Level).length];
// expect: [6, "Middle", 6]
