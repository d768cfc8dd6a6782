import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

export interface AxeOptions {
  /** Selectors of the parts to look at, and of parts of them to leave out; the whole page without them. */
  readonly include?: string;
  readonly exclude?: string;
  /** Names of rules that do not apply. */
  readonly without?: readonly string[];
}

/** What axe finds wrong: the rule, how often, and the first places. */
export async function axeFindings(page: Page, options: AxeOptions = {}): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  return page.evaluate(async ({ include, exclude, without = [] }) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          context: unknown,
          options: unknown,
        ): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>;
      };
    };
    const places = include === undefined ? [document] : [...document.querySelectorAll(include)];
    if (places.length === 0) return [];
    const context = { include: places, ...(exclude === undefined ? {} : { exclude: [[exclude]] }) };
    const rules = Object.fromEntries(without.map((id) => [id, { enabled: false }]));
    const { violations } = await axe.run(context, { rules, resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.slice(0, 3).map(({ html }) => `${id} (${help}; ${nodes.length} times): ${html.slice(0, 200)}`),
    );
  }, options);
}
