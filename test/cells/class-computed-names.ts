// Names of members that are computed from a constant of an earlier cell.
const memberName = "dynamic";
// %%
class Computed { [memberName]() { return 1; } get [`${memberName}3`]() { return 3; } }
// %%
const answer = () => { const c = new Computed() as any; return [c.dynamic(), c.dynamic3]; };
// expect: [1, 3]
