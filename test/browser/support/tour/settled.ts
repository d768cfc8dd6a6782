import type { Page } from "playwright-core";

/** Waits until nothing in the notebook changes its size any more: charts are drawn after their cell has ended. */
export async function settled(page: Page, panel: string): Promise<void> {
  await page.waitForFunction(
    (where) => {
      const memory = globalThis as { tourHeight?: number; tourCalm?: number };
      const height = document.querySelector(`${where} .jp-WindowedPanel-outer`)?.scrollHeight ?? 0;
      memory.tourCalm = height === memory.tourHeight ? (memory.tourCalm ?? 0) + 1 : 0;
      memory.tourHeight = height;
      return memory.tourCalm > 8;
    },
    panel,
    { polling: 100 },
  );
}
