// An enum with other members.
enum State { On, Off }
// %%
enum State { Off = 5, Broken }
// %%
const answer = () => [State.Off, State.Broken];
// expect: [5, 6]
