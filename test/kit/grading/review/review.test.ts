import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openReview, type Review } from "../../../../kit/grading/index.ts";
import { findChromium, launchChromium } from "../../../browser/support/chromium.ts";

const nasty = `</pre><script>globalThis.hacked=1</script><img src=x onerror="globalThis.hacked=1">`;
const row = (student: string, text: string, status = "waiting for a person") => ({
  ...{ student, lesson: "12", status },
  manual: [
    { id: "12.m1", title: "Why?", max: 5, rubric: ["Says why", nasty], text },
    { id: "12.m2", title: "How?", max: 3, rubric: [], text: "" },
  ],
});

let root: string;
let review: Review;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "swarmlab-review-"));
  const out = join(root, "out");
  await import("node:fs/promises").then(({ mkdir }) => mkdir(join(out, ".grade"), { recursive: true }));
  const rows = [row("ana", "Because."), row(nasty, nasty), row("gus", "", "missing")];
  writeFileSync(join(out, "gradebook.json"), JSON.stringify({ rows }));
  writeFileSync(join(out, "class.html"), "<title>The class</title>");
  writeFileSync(
    join(out, "manual.csv"),
    "student,lesson,cell,max,points,comment\r\nother,01,01.2,,3,kept\r\n",
  );
  review = await openReview(out);
});
afterAll(async () => {
  await review?.[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

const manual = () => readFileSync(join(root, "out/manual.csv"), "utf8");
const post = async (body: unknown, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${review.url}points`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return [answer.status, await answer.text()] as const;
};
/** As `fetch`, with headers and paths that it would not send. */
const raw = (path: string, headers: Record<string, string> = {}) =>
  new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(review.url);
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });

describe("the review of a gradebook", () => {
  test("saves points and comments at once, and keeps what else the file holds", async () => {
    expect(review.counts).toEqual({ open: 4, all: 4 });
    const entered = { student: "ana", lesson: "12", cell: "12.m1", points: "3,5", comment: "=1+1" };
    expect(await post(entered)).toEqual([200, '{"open":3,"isOpen":false}']);
    expect(manual()).toContain("ana,12,12.m1,5,3.5,'=1+1\r\n");
    expect(manual()).toContain("other,01,01.2,,3,kept\r\n");
    expect(await post({ ...entered, points: "" })).toEqual([200, '{"open":4,"isOpen":true}']);
    expect(manual()).toContain("ana,12,12.m1,5,,'=1+1\r\n");
  });

  test("what a person saves into the file while the page is open stays, and a broken file is not replaced", async () => {
    const entered = { student: "ana", lesson: "12", cell: "12.m2", points: "2", comment: "" };
    const file = join(root, "out/manual.csv");
    const before = manual();
    writeFileSync(file, before.replace("other,01,01.2,,3,kept", "other,01,01.2,,1.5,mended"));
    await post(entered);
    expect(manual()).toContain("other,01,01.2,,1.5,mended\r\n");
    expect(manual()).toContain("ana,12,12.m2,3,2,\r\n");
    writeFileSync(file, "student,lesson\r\nother,01\r\n");
    expect((await post(entered))[1]).toContain("has no column");
    expect(manual()).toBe("student,lesson\r\nother,01\r\n");
    writeFileSync(file, before);
    await post({ ...entered, points: "" });
  });

  test.each([
    [{ student: "ana", lesson: "12", cell: "12.m1", points: "6", comment: "" }, "from 0 to 5"],
    [{ student: "ana", lesson: "12", cell: "12.m1", points: "-1", comment: "" }, "from 0 to 5"],
    [{ student: "ana", lesson: "12", cell: "12.m1", points: "many", comment: "" }, "from 0 to 5"],
    [{ student: "gus", lesson: "12", cell: "12.m1", points: "1", comment: "" }, "not in the gradebook"],
    [{ student: "ana" }, "cannot be read"],
    ["{", "cannot be read"],
    [`"${"x".repeat(70_000)}"`, "cannot be read"],
  ])("%j is not saved, and the page says why", async (body, sentence) => {
    const before = manual();
    const [status, text] = await post(body);
    expect(status).toBe(200);
    expect(JSON.parse(text).error).toContain(sentence);
    expect(manual()).toBe(before);
  });

  test("another page, another host and whoever lacks the secret get nothing", async () => {
    const entered = { student: "ana", lesson: "12", cell: "12.m2", points: "1", comment: "" };
    expect((await post(entered, { origin: "http://evil.example" }))[0]).toBe(403);
    const path = new URL(review.url).pathname;
    expect(await raw(path, { host: "evil.example" })).toBe(404);
    expect(await raw("/")).toBe(404);
    expect(await raw("/0123/")).toBe(404);
    for (const inside of [
      ...["out/manual.csv", "out/gradebook.json", "out/.grade/lock", "out/feedback/../manual.csv"],
      ...[
        "out/%2e%2e/%2e%2e/etc/passwd",
        "out/feedback/%2e%2e/class.html",
        "out/feedback/a/..%2f..%2fx.html",
        "%",
      ],
    ])
      expect([inside, await raw(path + inside)]).toEqual([inside, 404]);
    expect(await raw(`${path}out/class.html`)).toBe(200);
  });

  test("the gradebook's folder is locked while it is open, for one review at a time", async () => {
    const second = openReview(join(root, "nothing"));
    await expect(second).rejects.toThrow("holds no gradebook");
  });
});

const executable = findChromium();
test.skipIf(!executable)(
  "a person enters points in a real browser, and hostile answers are inert",
  {
    timeout: 300_000,
  },
  async () => {
    const browser = await launchChromium(executable as string);
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(review.url);
      expect(await page.evaluate(() => (globalThis as { hacked?: unknown }).hacked)).toBeUndefined();
      const form = page.locator("form.answer", { hasText: "ana" }).first();
      await form.getByLabel("Comment").fill("Clear.");
      await form.getByLabel("Points").fill("4");
      await form.getByLabel("Points").press("Enter");
      await form.locator(".state", { hasText: "saved" }).waitFor();
      expect(await page.locator("#open").textContent()).toBe("3");
      expect(manual()).toContain("ana,12,12.m1,5,4,Clear.\r\n");
      await page.getByLabel("show open ones only").check();
      expect(await form.isVisible()).toBe(false);
      await page.reload();
      expect(await form.getByLabel("Points").inputValue()).toBe("4");
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  },
);
