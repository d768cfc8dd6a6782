import { execFile } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { placesOf } from "../../../kit/lab/setup/places.mjs";
import { projectRoot, TestLab } from "../../browser/support/lab.ts";
import { JupyterClient } from "./support/jupyter-client.ts";

/** Times that each of the notebook's versions is saved. */
const ROUNDS = 6;

/** Saves a notebook, changes it as the server itself does before the saving has ended, and saves again while the change runs. */
const IN_TURNS = `
import asyncio, json, sys
sys.path.insert(0, sys.argv[1])
from whole_files import WholeFileManager

def notebook(word):
    cell = {"cell_type": "code", "id": "only", "execution_count": None, "metadata": {}, "outputs": [], "source": word}
    return {"type": "notebook", "format": "json", "content": {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}}

async def main():
    manager = WholeFileManager(root_dir=sys.argv[2])
    await manager.save(notebook("old"), "turns.ipynb")
    first = asyncio.create_task(manager.save(notebook("from the page " * 100_000), "turns.ipynb"))
    await asyncio.sleep(0)
    seen, later = [], []
    def change(content):
        seen.append(content["cells"][0]["source"][:13])
        later.append(asyncio.create_task(manager.save(notebook("saved later"), "/turns.ipynb")))
        content["cells"][0]["source"] = "changed " * 100_000
        return True
    await manager.change_notebook("turns.ipynb", change)
    await asyncio.gather(first, *later)
    last = await manager.get("turns.ipynb")
    print(json.dumps([*seen, last["content"]["cells"][0]["source"][:13]]))

asyncio.run(main())
`;

/** Saves twice, as in a folder whose file system refuses each change of rights. */
const NO_RIGHTS = `
import asyncio, json, os, sys
sys.path.insert(0, sys.argv[1])
from whole_files import WholeFileManager

def refuse(*args, **kwargs):
    raise PermissionError(1, "Operation not permitted")

async def main():
    manager = WholeFileManager(root_dir=sys.argv[2])
    os.chmod = refuse
    for word in ["new", "again"]:
        await manager.save({"type": "file", "format": "text", "content": word}, "no-rights.txt")
    with open(os.path.join(sys.argv[2], "no-rights.txt")) as file:
        print(json.dumps(file.read()))

asyncio.run(main())
`;

/** A notebook whose cell repeats a word, so that writing it takes a while. */
function notebookOf(word: string): object {
  const source = `${word}\n`.repeat(150_000);
  const cell = { cell_type: "code", id: "only", execution_count: null, metadata: {}, outputs: [], source };
  return { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

describe("what the lab writes", () => {
  let lab: TestLab;
  let client: JupyterClient;

  const save = (name: string, content: object) =>
    client.request(`/api/contents/${name}`, {
      method: "PUT",
      body: JSON.stringify({ type: "notebook", format: "json", content }),
    });

  beforeAll(async () => {
    lab = await TestLab.start();
    client = new JupyterClient(lab.url);
  }, 300_000);

  afterAll(() => lab?.[Symbol.asyncDispose]());

  test("a notebook that is read while it is saved is never gone, and never half", async () => {
    const file = join(lab.work, "read.ipynb");
    writeFileSync(file, JSON.stringify(notebookOf("first")));
    let isSaving = true;
    const faults: string[] = [];
    const look = async () => {
      while (isSaving) {
        try {
          JSON.parse(readFileSync(file, "utf8"));
        } catch (error) {
          faults.push(String(error));
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const read = async () => {
      while (isSaving) {
        const reply = await client.request("/api/contents/read.ipynb?content=1");
        await reply.arrayBuffer();
        if (reply.status !== 200) faults.push(`read: ${reply.status}`);
      }
    };
    const write = async (word: string) => {
      for (let round = 0; round < ROUNDS; round++) {
        const reply = await save("read.ipynb", notebookOf(word));
        await reply.arrayBuffer();
        if (reply.status !== 200) faults.push(`saved: ${reply.status}`);
      }
    };
    const looking = Promise.all([look(), read()]);
    await Promise.all([write("this"), write("that")]);
    isSaving = false;
    await looking;
    expect([...new Set(faults)]).toEqual([]);
    const [cell] = JSON.parse(readFileSync(file, "utf8")).cells;
    expect([cell.source].flat().join("")).toMatch(/^(this\n){150000}$|^(that\n){150000}$/);
    expect(readdirSync(lab.work).filter((name) => /saving|invalid|~/.test(name))).toEqual([]);
  }, 300_000);

  test("what a page saves and what the server changes in the same moment come one after the other", async () => {
    const server = join(projectRoot, "kit/lab/server");
    const { python } = placesOf(projectRoot);
    const { stdout } = await promisify(execFile)(python, ["-B", "-c", IN_TURNS, server, lab.work]);
    expect(JSON.parse(stdout)).toEqual(["from the page", "saved later"]);
  }, 300_000);

  test("a file is saved also where the file system refuses to change rights", async () => {
    const server = join(projectRoot, "kit/lab/server");
    const { python } = placesOf(projectRoot);
    const { stdout } = await promisify(execFile)(python, ["-B", "-c", NO_RIGHTS, server, lab.work]);
    expect(JSON.parse(stdout)).toBe("again");
  }, 300_000);

  test("a saved notebook keeps its rights, a link stays a link, and a new one has the rights of any new file", async () => {
    const [file, link] = [join(lab.work, "rights.ipynb"), join(lab.work, "link.ipynb")];
    writeFileSync(file, JSON.stringify(notebookOf("before")));
    chmodSync(file, 0o640);
    symlinkSync("rights.ipynb", link);
    expect((await save("link.ipynb", notebookOf("after"))).status).toBe(200);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readFileSync(file, "utf8")).toContain("after");
    expect((await save("new.ipynb", notebookOf("new"))).status).toBe(201);
    const plain = join(lab.work, "plain");
    writeFileSync(plain, "");
    expect(statSync(join(lab.work, "new.ipynb")).mode).toBe(statSync(plain).mode);
  }, 300_000);
});
