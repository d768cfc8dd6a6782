// `Error.captureStackTrace` on an object of one's own, and `console.trace`.
const traced = { message: "hello" };
Error.captureStackTrace(traced);
console.trace("hello");
// %%
const answer = () => { const own = { name: "Own", message: "hi" }; Error.captureStackTrace(own); return String((own as unknown as Error).stack).split("\n")[0]; };
// expect: "Own: hi"
