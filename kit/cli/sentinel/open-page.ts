import { pathToFileURL } from "node:url";
import { browserCommand, openBrowser } from "../../common/open-browser.mjs";

/** Opens a page in the browser. @returns false where no browser can be seen, and in CI */
export function openPage(path: string): boolean {
  if (process.env.CI || browserCommand() === undefined) return false;
  openBrowser(pathToFileURL(path).href);
  return true;
}
