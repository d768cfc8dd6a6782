import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium, launchChromium } from "../../browser/support/chromium.ts";
import { NotebookPage } from "../../browser/support/jupyterlab.ts";
import { projectRoot, TestLab } from "../../browser/support/lab.ts";

const chromium = findChromium();
const pictures = join(projectRoot, ".lab/pictures");

const demo = `import { explore } from "@swarmlab/kit";

const deposit = ({ lock, balance }: { lock: Int32Array; balance: Int32Array }) => {
  const seen = balance[0];
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0) Atomics.wait(lock, 0, 1);
  balance[0] = seen + 10;
  Atomics.store(lock, 0, 0);
  Atomics.notify(lock, 0, 1);
};
const began = performance.now();
const verdict = await explore({
  shared: () => ({
    lock: new Int32Array(new SharedArrayBuffer(4)),
    balance: new Int32Array(new SharedArrayBuffer(4)),
  }),
  threads: { Ada: deposit, Grace: deposit },
  finally: ({ balance }) => {
    if (balance[0] !== 20) throw new Error(\`20 were paid in, but the balance is \${balance[0]}\`);
  },
});
console.log(\`\${Math.round(performance.now() - began)} ms\`);
verdict;`;

describe.skipIf(!chromium)("explore in JupyterLab in a real browser", () => {
  let lab: TestLab;
  let browser: Browser;
  let page: Page;
  let open: NotebookPage;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    lab = await TestLab.start();
    const cell = {
      id: "demo",
      cell_type: "code",
      source: demo,
      metadata: {},
      outputs: [],
      execution_count: null,
    };
    const kernelspec = { name: "swarmlab", display_name: "TypeScript", language: "typescript" };
    const notebook = { cells: [cell], metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
    writeFileSync(join(lab.work, "demo.ipynb"), JSON.stringify(notebook));
    browser = await launchChromium(chromium as string);
    page = await browser.newPage({ viewport: { width: 1360, height: 1180 } });
    open = await NotebookPage.open(page, lab.url, "demo.ipynb");
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await lab?.[Symbol.asyncDispose]();
  });

  test("a lost update is found and drawn, and the slider steps through it", async () => {
    const cell = open.cell("await explore");
    await open.run(cell);
    const picture = page.locator(".swarmlab-explore");
    await picture.waitFor({ timeout: 30_000 });
    expect(await picture.innerText()).toContain("20 were paid in, but the balance is 10");
    console.log(
      `time to the verdict, the first in this kernel: ${/\d+ ms/.exec(await open.output(cell))?.[0]}`,
    );
    const memory = picture.locator('[data-role="memory"]');
    const where = picture.locator('[data-role="where"]');
    expect(await memory.innerText()).toMatch(/balance\[0\]\s+10/);
    for (let i = 0; i < 4; i++) await picture.locator('button[data-step="-1"]').click();
    expect(await where.innerText()).toMatch(/step \d of 10/);
    await page.screenshot({ path: join(pictures, "explorer.png") });
    await picture.locator("input").fill("0");
    expect(await where.innerText()).toBe("before the first step");
    expect(await memory.innerText()).toMatch(/balance\[0\]\s+0/);
    await picture.locator('button[data-step="1"]').click();
    expect(await where.innerText()).toBe("step 1 of 10");
  }, 120_000);
});
