// Names that the course uses, declared by the learner.
const check = () => "my check";
const agent = (n: number) => n + 1;
function hint() { return "my hint"; }
// %%
const answer = () => [check(), agent(1), hint()];
// expect: ["my check", 2, "my hint"]
