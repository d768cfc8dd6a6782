// A `switch` that falls through, with a type that narrows.
type Event2 = { kind: "add"; by: number } | { kind: "reset" } | { kind: "skip" };
function reduce2(state: number, event: Event2): number {
  switch (event.kind) {
    case "add": return state + event.by;
    case "reset":
    case "skip": return event.kind === "reset" ? 0 : state;
    default: return event satisfies never;
  }
}
// %%
const answer = () => ([{ kind: "add", by: 2 }, { kind: "skip" }] as Event2[]).reduce(reduce2, 1);
// expect: 3
