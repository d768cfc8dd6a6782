// Cells that hold nothing but words.
// %%
/* nothing
   at all */
// %%

// %%
const answer = () => "something";
// expect: "something"
