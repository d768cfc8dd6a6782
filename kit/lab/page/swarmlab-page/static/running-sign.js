/** A cell that has shown nothing for so long gets the sign. The kernel shows its own one after two seconds where the cell lets it. */
const PATIENCE_MS = 2200;

/** The same for a cell with a live view, which may be drawn rarely. */
const PATIENCE_WITH_VIEW_MS = 8500;

/** The kernel's own sign is an output whose id begins so. */
const OWN_SIGN = "swarmlab-running-";

/**
 * A line under a cell: "This cell has been running for 12 s." It stands on the page only, so it comes also while the cell
 * blocks the kernel's thread, and the notebook's file never holds it.
 */
export class RunningSign {
  #cell;
  #startedAt;
  #lastShownAt;
  #hasView = false;
  #line;

  /** @param cell gives the cell's widget, or undefined when it was deleted */
  constructor(cell) {
    this.#cell = cell;
  }

  get hasBegun() {
    return this.#startedAt !== undefined;
  }

  begin(ageMs = 0) {
    const now = performance.now();
    this.#startedAt = now - ageMs;
    this.#lastShownAt = now - ageMs;
  }

  /** The cell has shown something. */
  shown(displayId) {
    this.#lastShownAt = performance.now();
    this.#hasView ||= displayId !== undefined && !displayId.startsWith(OWN_SIGN);
    this.#remove();
  }

  /** Shows the line when it is due, with the time that it is. */
  look() {
    if (this.#startedAt === undefined) return;
    const now = performance.now();
    if (now - this.#lastShownAt < (this.#hasView ? PATIENCE_WITH_VIEW_MS : PATIENCE_MS)) return;
    const area = this.#cell()?.outputArea?.node;
    if (area === undefined) return;
    if (this.#line === undefined) {
      this.#line = document.createElement("div");
      this.#line.className = "swarmlab-running";
      this.#line.setAttribute("role", "timer");
    }
    const text = `This cell has been running for ${Math.floor((now - this.#startedAt) / 1000)} s.`;
    if (this.#line.textContent !== text) this.#line.textContent = text;
    if (this.#line.parentElement !== area) area.append(this.#line);
  }

  end() {
    this.#startedAt = undefined;
    this.#remove();
  }

  #remove() {
    this.#line?.remove();
    this.#line = undefined;
  }
}
