import type { Locator, Page } from "playwright-core";

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
    await page.goto(address.href);
    const lab = new NotebookPage(page);
    await page.waitForSelector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell", { timeout: 60_000 });
    await lab.kernelStarted();
    return lab;
  }

  /** Waits until the notebook has its kernel: before that, running a cell asks which kernel to take. */
  async kernelStarted(): Promise<void> {
    await this.page.locator("#jp-main-statusbar", { hasText: "| Idle" }).waitFor({ timeout: 60_000 });
  }

  /** Waits until the kernel has nothing left to run. */
  async idle(timeout = 120_000): Promise<void> {
    await this.page.waitForFunction(
      () =>
        document
          .querySelector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-ExecutionIndicator")
          ?.getAttribute("data-status") === "idle" &&
        ![...document.querySelectorAll(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-InputPrompt")].some(
          (prompt) => prompt.textContent?.includes("[*]"),
        ),
      undefined,
      { timeout, polling: 200 },
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

  async runAll(): Promise<void> {
    await this.page.click(".lm-MenuBar-itemLabel:text-is('Run')");
    await this.page.click(".lm-Menu-itemLabel:text-is('Run All Cells')");
    await this.page.waitForTimeout(500);
    await this.idle();
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
    await this.page.keyboard.press("Control+Enter");
    await this.page.waitForTimeout(300);
    if (wait) await this.idle();
  }

  /** Puts a new cell under the given one and runs it, without waiting for it to end. */
  async addCellBelow(cell: Locator, code: string): Promise<void> {
    await cell.scrollIntoViewIfNeeded();
    await cell.locator(".cm-content").click();
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("b");
    await this.page.waitForTimeout(300);
    await this.page.keyboard.press("Enter");
    await this.page.waitForTimeout(300);
    await this.page.keyboard.insertText(code);
    await this.page.keyboard.press("Control+Enter");
    await this.page.waitForTimeout(300);
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
