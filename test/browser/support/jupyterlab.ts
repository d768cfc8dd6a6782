import type { Locator, Page } from "playwright-core";

/** The notebook that is shown. */
const NOTEBOOK = ".jp-NotebookPanel:not(.lm-mod-hidden)";

/** How long the browser waits for what comes at once on a quiet machine, in milliseconds. */
const LIMIT_MS = 120_000;

/** One notebook open in a real JupyterLab, driven as a learner drives it: by mouse and keyboard. */
export class NotebookPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens a notebook by the address that `npm run lab` prints, and waits until its kernel is idle. */
  static async open(page: Page, url: string, notebook: string): Promise<NotebookPage> {
    const address = new URL(url);
    address.pathname = `/lab/tree/${notebook}`;
    address.searchParams.set("reset", "");
    // A limit ends only what hangs. On a busy machine the page alone takes half a minute to load.
    page.setDefaultTimeout(LIMIT_MS);
    await page.goto(address.href);
    const lab = new NotebookPage(page);
    await page.waitForSelector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell");
    await lab.kernelStarted();
    return lab;
  }

  /** Waits until the notebook has its kernel: before that, running a cell asks which kernel to take. */
  async kernelStarted(): Promise<void> {
    await this.page.locator("#jp-main-statusbar", { hasText: "| Idle" }).waitFor();
  }

  /** Waits until the kernel has nothing left to run. */
  async idle({ limitMs = LIMIT_MS } = {}): Promise<void> {
    await this.page.waitForFunction(
      () =>
        document
          .querySelector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-ExecutionIndicator")
          ?.getAttribute("data-status") === "idle" &&
        ![...document.querySelectorAll(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-InputPrompt")].some(
          (prompt) => prompt.textContent?.includes("[*]"),
        ),
      undefined,
      { polling: 200, timeout: limitMs },
    );
  }

  /** The cell whose code contains the given text. */
  cell(text: string): Locator {
    return this.page
      .locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell", {
        has: this.page.locator(".cm-content", { hasText: text }),
      })
      .first();
  }

  async runAll({ limitMs = LIMIT_MS } = {}): Promise<void> {
    await this.page.click(".lm-MenuBar-itemLabel:text-is('Run')");
    await this.page.click(".lm-Menu-itemLabel:text-is('Run All Cells')");
    await this.page.waitForFunction(() =>
      [...document.querySelectorAll(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-InputPrompt")].some((prompt) =>
        /\[(\*|\d+)\]/.test(prompt.textContent ?? ""),
      ),
    );
    await this.idle({ limitMs });
  }

  /** Puts the text in the cell's place and runs it. */
  async write(cell: Locator, code: string): Promise<void> {
    await cell.scrollIntoViewIfNeeded();
    await cell.locator(".cm-content").click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(code);
    await this.run(cell);
  }

  async run(cell: Locator, { wait = true } = {}): Promise<void> {
    await cell.scrollIntoViewIfNeeded();
    await cell.locator(".cm-content").click();
    await this.#begin();
    if (wait) await this.idle();
  }

  /** Runs the cell in which the cursor is, and waits until its number shows that it has begun. */
  async #begin(): Promise<void> {
    const prompt = this.page.locator(`${NOTEBOOK} .jp-Cell.jp-mod-active .jp-InputPrompt`).first();
    const before = await prompt.textContent();
    await this.page.keyboard.press("Control+Enter");
    await this.page.waitForFunction(
      ([selector, text]) => document.querySelector(selector as string)?.textContent !== text,
      [`${NOTEBOOK} .jp-Cell.jp-mod-active .jp-InputPrompt`, before] as const,
    );
  }

  /** Puts a new cell under the given one and runs it, without waiting for it to end. */
  async addCellBelow(cell: Locator, code: string): Promise<void> {
    await cell.scrollIntoViewIfNeeded();
    await cell.locator(".cm-content").click();
    await this.page.keyboard.press("Escape");
    await this.page.locator(`${NOTEBOOK} .jp-Notebook.jp-mod-commandMode`).waitFor();
    const cells = this.page.locator(`${NOTEBOOK} .jp-Cell`);
    const count = await cells.count();
    await this.page.keyboard.press("b");
    await cells.nth(count).waitFor({ state: "attached" });
    await this.page.keyboard.press("Enter");
    await this.page
      .locator(`${NOTEBOOK} .jp-Notebook.jp-mod-editMode .jp-Cell.jp-mod-active .cm-focused`)
      .waitFor();
    await this.page.keyboard.insertText(code);
    await this.#begin();
  }

  /** Switches JupyterLab's theme in the menu: "JupyterLab Light", "JupyterLab Dark". */
  async theme(name: string): Promise<void> {
    await this.page.getByRole("menuitem", { name: "Settings" }).click();
    await this.page.locator(".lm-Menu-itemLabel", { hasText: /^Theme$/ }).hover();
    await this.page.locator(".lm-Menu-itemLabel").getByText(name, { exact: true }).click();
  }

  /** Presses the stop button. */
  async interrupt(): Promise<void> {
    await this.page
      .locator(".jp-NotebookPanel:not(.lm-mod-hidden) [data-command='notebook:interrupt-kernel']")
      .first()
      .click();
  }

  /** What stands under the cell. */
  async output(cell: Locator): Promise<string> {
    await cell.scrollIntoViewIfNeeded();
    return (await cell.locator(".jp-OutputArea-output").allInnerTexts()).join("\n");
  }
}
