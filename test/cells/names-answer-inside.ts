// A name that is used inside and outside of functions with the same letters as a global.
const name = "mine", length = 3, event = { name: "e" }, status = "ok", origin = 1, close = () => "closed";
// %%
const answer = () => [name, length, event.name, status, origin, close()];
// expect: ["mine", 3, "e", "ok", 1, "closed"]
