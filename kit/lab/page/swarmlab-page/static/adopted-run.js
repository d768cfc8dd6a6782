/** A run that another page has begun, shown in this page's cell as if this page had begun it. */
export class AdoptedRun {
  #cell;
  #notebook;
  #isHeldElsewhere;
  #future;
  #executionCount = null;

  /**
   * @param cell the cell's widget. Its outputs are taken away: the run's own come from the beginning.
   * @param notebook the notebook's model
   * @param run what the server says of the run
   */
  constructor(cell, notebook, run) {
    this.#cell = cell;
    this.#notebook = notebook;
    this.#isHeldElsewhere = run.is_held_elsewhere;
    this.#future = new PassedFuture(run);
    this.#quietly(() => {
      cell.outputArea.future = this.#future;
      cell.model.executionState = "running";
    });
  }

  show({ header, content, ...rest }) {
    // The cell was run again, or deleted.
    if (this.#isOver) return;
    if (header.msg_type === "execute_input") this.#executionCount = content.execution_count;
    this.#quietly(() => this.#future.onIOPub({ header, content, ...rest }));
  }

  end() {
    this.#future.finish();
    if (this.#isOver) return;
    this.#quietly(() => {
      this.#cell.model.executionState = "idle";
      if (this.#executionCount !== null) this.#cell.model.executionCount = this.#executionCount;
    });
  }

  get #isOver() {
    return this.#cell.isDisposed || this.#cell.outputArea.future !== this.#future;
  }

  /** The other page was closed: this one saves the run. */
  hold() {
    this.#isHeldElsewhere = false;
    this.#notebook.dirty = true;
  }

  /** While another page holds the run, this page does not save it: the two would save over each other. */
  #quietly(change) {
    const { dirty } = this.#notebook;
    change();
    if (this.#isHeldElsewhere) this.#notebook.dirty = dirty;
  }
}

/** What JupyterLab's output area takes messages from, here messages that the server passes on. */
class PassedFuture {
  isDisposed = false;
  onIOPub = () => {};
  onReply = () => {};
  onStdin = () => {};

  constructor({ msg_id, code }) {
    this.msg = { header: { msg_id, msg_type: "execute_request" }, content: { code }, metadata: {} };
    this.done = new Promise((resolve) => {
      this.finish = resolve;
    });
  }

  registerMessageHook() {}
  removeMessageHook() {}
  sendInputReply() {}

  dispose() {
    this.isDisposed = true;
    this.finish();
  }
}
