import { block, htmlPage, isolated, plain, sentence } from "../gradebook/page/page.ts";
import type { ReviewItem } from "./review-items.ts";

/** The page in which a person enters points. It speaks to its own server alone. */
export function reviewPage(items: readonly ReviewItem[]): string {
  const open = items.filter(({ points }) => points === undefined).length;
  const cells = Map.groupBy(items, ({ cell }) => cell);
  const body = `<div class="wide">
<header>
<p class="kicker">Points that a person gives</p>
<h1><span id="open">${open}</span> of ${items.length} answers are open</h1>
<p>What you enter is saved at once, into manual.csv of the gradebook. Afterwards run the command that graded the class again.</p>
<p><a href="out/class.html">The class</a> · <label><input type="checkbox" id="only-open"> show open ones only</label></p>
</header>
<main>
${items.length === 0 ? "<section><p>No lesson of this gradebook has answers that a person grades.</p></section>" : ""}
${[...cells].map(([cell, own]) => cellHtml(cell, own)).join("\n")}
</main>
<p id="said" role="status" class="soft"></p>
</div>`;
  return htmlPage({
    title: "Points that a person gives",
    body,
    script: reviewScript,
    connectsToItself: true,
  });
}

function cellHtml(cell: string, items: readonly ReviewItem[]): string {
  const [first] = items;
  if (first === undefined) return "";
  const rubric = first.rubric.map((line) => `<li>${sentence(line)}</li>`).join("");
  return `<section aria-labelledby="cell-${plain(cell)}">
<h2 id="cell-${plain(cell)}">${plain(cell)} · ${plain(first.title)}</h2>
${rubric === "" ? "" : `<details open><summary>Rubric</summary><ul>${rubric}</ul></details>`}
${items.map(itemHtml).join("\n")}
</section>`;
}

function itemHtml(item: ReviewItem): string {
  const { student, name, lesson, cell, max, text, points, comment } = item;
  const who = name ?? student;
  const key = plain(JSON.stringify([student, lesson, cell]));
  return `<form class="answer${points === undefined ? " open" : ""}" data-key="${key}">
<h3>${isolated(who)}${name === undefined ? "" : ` <span class="soft">${isolated(student)}</span>`}</h3>
${text.trim() === "" ? `<p class="soft">Nothing was written here.</p>` : block(text, `What ${who} wrote for ${cell}`)}
<p class="entry"><label>Points <input name="points" inputmode="decimal" autocomplete="off" size="5" value="${points ?? ""}"></label> of ${max}
<label>Comment <input name="comment" autocomplete="off" value="${plain(comment)}"></label>
<span class="state" role="status"></span></p>
</form>`;
}

const reviewScript = `
const open = document.getElementById("open");
const onlyOpen = document.getElementById("only-open");
const show = () => {
  for (const form of document.querySelectorAll("form.answer")) form.hidden = onlyOpen.checked && !form.classList.contains("open");
};
onlyOpen.addEventListener("change", show);
async function save(form) {
  const state = form.querySelector(".state");
  const [student, lesson, cell] = JSON.parse(form.dataset.key);
  state.textContent = "saving …";
  try {
    const answer = await fetch("points", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ student, lesson, cell, points: form.elements.points.value, comment: form.elements.comment.value }),
    });
    const said = await answer.json();
    state.textContent = said.error ?? "saved";
    state.className = said.error ? "state bad" : "state";
    if (said.error) return;
    form.classList.toggle("open", said.isOpen);
    open.textContent = said.open;
  } catch {
    state.textContent = "not saved: the command that serves this page has ended";
    state.className = "state bad";
  }
}
for (const form of document.querySelectorAll("form.answer")) {
  form.addEventListener("change", () => void save(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void save(form);
  });
}
`;
