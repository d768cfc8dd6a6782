import type { Page } from "playwright-core";

/** A running sign of the page: the cell's place in the notebook, and what the sign said first. */
export interface PageSign {
  readonly cell: number;
  readonly words: string;
}

/** The page's memory of the signs that it has shown. */
type Remembering = { tourSigns?: PageSign[] };

/** Notes each running sign that the page itself puts below a cell: no message of the kernel tells of it. */
export async function rememberSigns(page: Page, panel: string): Promise<void> {
  await page.evaluate((where) => {
    const seen: PageSign[] = [];
    (globalThis as Remembering).tourSigns = seen;
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (!(node instanceof HTMLElement) || !node.classList.contains("swarmlab-running")) continue;
        const cells = [...document.querySelectorAll(`${where} .jp-Cell`)];
        seen.push({
          cell: cells.indexOf(node.closest(".jp-Cell") as Element),
          words: node.textContent ?? "",
        });
      }
    }).observe(document.body, { childList: true, subtree: true });
  }, panel);
}

/** The signs so far, in their order. */
export function rememberedSigns(page: Page): Promise<PageSign[]> {
  return page.evaluate(() => (globalThis as Remembering).tourSigns ?? []);
}
