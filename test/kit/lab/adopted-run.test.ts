import { expect, test } from "vitest";

// Part of JupyterLab's page, which has no build and no types.
const { AdoptedRun } = await import(
  new URL("../../../kit/lab/page/swarmlab-page/static/adopted-run.js", import.meta.url).href
);

/** A cell and its notebook, as far as a run touches them. Each output that comes makes the notebook dirty, as in JupyterLab. */
function adopted({ heldElsewhere }: { heldElsewhere: boolean }) {
  const notebook = { dirty: false };
  const outputs: unknown[] = [];
  const area = {
    set future(future: { onIOPub: (message: unknown) => void } | undefined) {
      this.own = future;
      if (future)
        future.onIOPub = (message) => {
          outputs.push(message);
          notebook.dirty = true;
        };
    },
    get future() {
      return this.own;
    },
    own: undefined as unknown as { onIOPub: (message: unknown) => void } | undefined,
  };
  const cell = { isDisposed: false, outputArea: area, model: {} };
  const run = new AdoptedRun(cell, notebook, { msg_id: "1", code: "", is_held_elsewhere: heldElsewhere });
  const show = () => run.show({ header: { msg_type: "stream" }, content: { text: "a" } });
  return { run, notebook, outputs, show };
}

test("a run that another page holds is shown and not saved; once that page is closed, it is", () => {
  const { run, notebook, outputs, show } = adopted({ heldElsewhere: true });
  show();
  expect({ shown: outputs.length, ...notebook }).toEqual({ shown: 1, dirty: false });
  run.hold();
  // What came before has to be saved, too.
  expect(notebook.dirty).toBe(true);
  notebook.dirty = false;
  show();
  expect({ shown: outputs.length, ...notebook }).toEqual({ shown: 2, dirty: true });
});

test("a run that no other page holds is saved from its beginning", () => {
  const { notebook, show } = adopted({ heldElsewhere: false });
  show();
  expect(notebook.dirty).toBe(true);
});
