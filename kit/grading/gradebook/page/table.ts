import { plain } from "./page.ts";

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Whether its cells are numbers, which stand at the right. */
  readonly isNumber?: boolean;
}

/**
 * A table in a box that scrolls sideways.
 *
 * @param rows cells of HTML
 * @param kind `tall` for a box of limited height, `sortable` for columns that can be sorted
 */
export function table(
  caption: string,
  header: readonly (string | Column)[],
  rows: readonly (readonly string[])[],
  kind: "tall" | "sortable" | "" = "",
): string {
  const columns = header.map((one): Column => (typeof one === "string" ? { title: one } : one));
  const cell = (html: string, at: number) =>
    columns[at]?.isNumber ? `<td class="number">${html}</td>` : `<td>${html}</td>`;
  return `<div class="scroll ${kind}" tabindex="0" role="region" aria-label="${plain(caption)}"><table${kind === "sortable" ? " data-sortable" : ""}>
<caption class="unseen">${plain(caption)}</caption>
<thead><tr>${columns.map(({ title, isNumber }) => `<th scope="col"${isNumber ? ' class="number"' : ""}>${plain(title)}</th>`).join("")}</tr></thead>
<tbody>${rows.map((cells) => `<tr>${cells.map(cell).join("")}</tr>`).join("\n")}</tbody>
</table></div>`;
}

/** Makes the headers of sortable tables into buttons. Without it the tables are as they are. */
export const sortScript = `
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  const headers = [...table.tHead.rows[0].cells];
  for (const [at, header] of headers.entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = header.textContent;
    header.replaceChildren(button);
    button.addEventListener("click", () => {
      const isUp = header.getAttribute("aria-sort") !== "ascending";
      for (const other of headers) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", isUp ? "ascending" : "descending");
      const isNumber = header.classList.contains("number");
      const value = (row) => {
        const text = row.cells[at].textContent.trim();
        return isNumber ? (text === "" || text === "\u2013" ? -1 : Number.parseFloat(text)) : text;
      };
      const order = (a, b) => (isNumber ? value(a) - value(b) : value(a).localeCompare(value(b), "en", { numeric: true }));
      body.append(...[...body.rows].sort((a, b) => (isUp ? order(a, b) : order(b, a))));
    });
  }
}
`;
