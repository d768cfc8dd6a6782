// Cells are strict: writing to what is frozen throws.
const ice = Object.freeze({ cold: true });
// %%
const answer = () => { try { (ice as { cold: boolean }).cold = false; return "silent"; } catch (error) { return (error as Error).name; } };
// expect: "TypeError"
// expect in thread, process: "silent" because a copy of an object is not frozen
