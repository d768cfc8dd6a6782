import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ArchiveEntry } from "../../../../kit/grading/collect/entries/archive-entry.ts";
import { refuseOwnFolder } from "../../../../kit/grading/collect/layouts/own-folder.ts";
import { readListing } from "../../../../kit/grading/collect/layouts/read-listing.ts";
import { readTime } from "../../../../kit/grading/collect/read-time.ts";
import { parseCsv } from "../../../../kit/grading/roster/read-csv.ts";
import { rosterOf } from "../../../../kit/grading/roster/roster.ts";
import { isOnRoster } from "../../../../kit/grading/roster/students.ts";

const entry = (path: string): ArchiveEntry => ({
  path: path.split("/"),
  where: path,
  size: 1,
  read: async () => Buffer.alloc(0),
});

interface Given {
  readonly path?: string;
  readonly kind?: "folder" | "zip";
  /** User names and names of those on the roster. @default there is no roster */
  readonly roster?: readonly (readonly [login: string, name: string])[];
}

/** Who handed each notebook in: a name that its platform or folder gives. */
async function owners(
  files: readonly string[],
  { path = "/tmp/class", kind = "folder", roster }: Given = {},
) {
  const listing = { entries: files.map(entry), refused: [] };
  const place = {
    name: path.split("/").at(-1) as string,
    kind,
    readTime: (text: string) => readTime(text, "UTC"),
    ...(roster === undefined
      ? {}
      : {
          isOnRoster: isOnRoster(
            rosterOf(
              parseCsv(`student,name\n${roster.map((one) => one.join(",")).join("\n")}\n`, "r.csv"),
              "r.csv",
            ),
          ),
        }),
  };
  refuseOwnFolder(listing, path, place);
  const parts = await readListing(listing, place);
  return parts.flatMap((part) =>
    part.entries.flatMap((one) => {
      const who = part.read(one)?.who;
      return who === undefined || !one.where.endsWith(".ipynb")
        ? []
        : [who.sid ?? who.name ?? who.moodleName ?? who.canvasName ?? who.folder ?? who.gradescopeId];
    }),
  );
}

const student = (n: number) => ({
  login: `s${n}x`,
  first: `Ann${"abcdefghij"[n % 10]}`,
  last: `Lee${"abc"[n % 3]}`,
});
type Student = ReturnType<typeof student>;

/** How each platform names the file of a student, and what it calls the student. */
const platforms: readonly [
  name: string,
  file: (one: Student, n: number) => string,
  who: (one: Student, n: number) => string,
][] = [
  ["folders", ({ login }) => `${login}/01.ipynb`, ({ login }) => login],
  ["nbgrader", ({ login }) => `submitted/${login}/ps1/01.ipynb`, ({ login }) => login],
  ["Otter", ({ login }) => `${login}/01.ipynb`, ({ login }) => login],
  [
    "Google Classroom",
    ({ first, last }) => `${first} ${last}/01.ipynb`,
    ({ first, last }) => `${first} ${last}`,
  ],
  [
    "Moodle",
    ({ first, last }, n) => `${first} ${last}_${n}_assignsubmission_file_/01.ipynb`,
    ({ first, last }) => `${first} ${last}`,
  ],
  [
    "Moodle, flat",
    ({ first, last }, n) => `${first} ${last}_${n}_assignsubmission_file_01.ipynb`,
    ({ first, last }) => `${first} ${last}`,
  ],
  [
    "Canvas",
    ({ first, last }, n) => `${last}${first}_${n}_7_01.ipynb`.toLowerCase(),
    ({ first, last }) => `${last}${first}`.toLowerCase(),
  ],
  ["Gradescope", (_, n) => `assignment_3_export/submission_${n}/01.ipynb`, (_, n) => String(n)],
  ["Blackboard", ({ login }) => `L1_${login}_attempt_2026-10-05-21-59-30_01.ipynb`, ({ login }) => login],
  [
    "Brightspace",
    ({ first, last }, n) => `1-${n} - ${first} ${last} - Oct 5, 2026 959 PM/01.ipynb`,
    ({ first, last }) => `${first} ${last}`,
  ],
  ["ILIAS", ({ first, last, login }, n) => `${last}_${first}_${login}_${n}/01.ipynb`, ({ login }) => login],
  ["GitHub Classroom", ({ login }) => `l1-submissions/l1-${login}/01.ipynb`, ({ login }) => login],
];

describe("a class as its platform hands it out is read, with a roster and without", () => {
  for (const many of [1, 2, 30]) {
    test.each(platforms)(`${many}: %s`, async (_, file, who) => {
      const all = Array.from({ length: many }, (_one, n) => [student(n), n + 1] as const);
      const files = all.map(([one, n]) => file(one, n));
      const expected = all.map(([one, n]) => who(one, n));
      const roster = Array.from({ length: 30 }, (_one, n) => student(n)).map(
        ({ login, first, last }) => [login, `${first} ${last}`] as const,
      );
      for (const kind of ["folder", "zip"] as const) {
        expect(await owners(files, { kind })).toEqual(expected);
        expect(await owners(files, { kind, roster })).toEqual(expected);
      }
    });
  }

  test.each([1, 2, 30])("%s: Sakai, whose zip has a folder around the students'", async (many) => {
    const files = Array.from(
      { length: many },
      (_, n) => `Lesson 01/Doe, J(s${n})/Submission attachment(s)/01.ipynb`,
    );
    const expected = Array.from({ length: many }, (_, n) => `s${n}`);
    expect(await owners(files, { kind: "zip" })).toEqual(expected);
    expect(await owners(files.map((file) => file.slice("Lesson 01/".length)))).toEqual(expected);
  });
});

const roster = [
  ["mallory", "Mal Ory"],
  ["alice", "Alice Doe"],
  ["bob", "Bob Roe"],
] as const;

/** What a student may put into the own folder, so that it looks like the work of classmates. */
const forged: readonly [what: string, files: readonly string[]][] = [
  [
    "folders of Moodle",
    ["Alice Doe_1_assignsubmission_file_/01.ipynb", "Bob Roe_2_assignsubmission_file_/01.ipynb"],
  ],
  [
    "files of Moodle",
    ["Alice Doe_1_assignsubmission_file_01.ipynb", "Bob Roe_2_assignsubmission_file_01.ipynb"],
  ],
  ["files of Canvas", ["doealice_1_7_01.ipynb", "roebob_2_7_01.ipynb"]],
  [
    "files of Blackboard",
    ["L_alice_attempt_2026-10-05-21-59-30_01.ipynb", "L_bob_attempt_2026-10-05-21-59-30_01.ipynb"],
  ],
  [
    "folders of Brightspace",
    ["1-1 - Alice Doe - Oct 5, 2026 959 PM/01.ipynb", "1-2 - Bob Roe - Oct 5, 2026 959 PM/01.ipynb"],
  ],
  ["folders of ILIAS", ["Doe_Alice_alice_1/01.ipynb", "Roe_Bob_bob_2/01.ipynb"]],
  [
    "folders of Sakai",
    [
      "Doe, Alice(alice)/Submission attachment(s)/01.ipynb",
      "Roe, Bob(bob)/Submission attachment(s)/01.ipynb",
    ],
  ],
  ["folders of Gradescope", ["submission_1/01.ipynb", "submission_2/01.ipynb", "submission_metadata.yml"]],
  [
    "a course of nbgrader",
    ["submitted/alice/ps1/01.ipynb", "submitted/bob/ps1/01.ipynb", "source/ps1/01.ipynb"],
  ],
];

describe("the only folder of a class gives no other student's mark away", () => {
  test.each(forged)("with %s in it", async (_, files) => {
    const only = files.map((file) => `mallory/${file}`);
    // With the roster the folder is the student's, who is on it.
    expect([...new Set(await owners(only, { roster }))]).toEqual(["mallory"]);
    expect([...new Set(await owners(only, { kind: "zip", roster }))]).toEqual(["mallory"]);
    const refused = await owners(only).catch((error: unknown) => error as Error);
    expect(refused).toMatchObject({
      message:
        "In class all lies in the folder mallory, which may hold a class, or the work of one student who named files like those of others: add --roster with the class, or, if mallory is no student's, give the folder class/mallory itself.",
    });
  });

  test.each(["Mal Ory_7_assignsubmission_file_", "1-7 - Mal Ory - Oct 5, 2026 959 PM", "submission_7"])(
    "nor where it is called %s, with a roster or without, in a folder or a zip",
    async (folder) => {
      for (const [what, files] of forged) {
        const only = files.map((file) => `${folder}/${file}`);
        for (const kind of ["folder", "zip"] as const) {
          const found = [...(await owners(only, { kind })), ...(await owners(only, { kind, roster }))];
          expect([...new Set(found)], what).toEqual([folder === "submission_7" ? "7" : "Mal Ory"]);
        }
      }
    },
  );

  test("nor below a folder of an export", async () => {
    for (const [what, files] of forged) {
      const only = files.map((file) => `Lesson 01/Ory_Mal_mallory_7/${file}`);
      const found = await owners(only, { kind: "zip" }).catch(() => "refused");
      expect(found === "refused" || new Set(found).size === 1, what).toBe(true);
      expect(JSON.stringify(found), what).not.toMatch(/alice|bob/i);
    }
  });
});

describe("the folder around a class", () => {
  const moodle = ["Alice Doe_1_assignsubmission_file_/01.ipynb", "Bob Roe_2_assignsubmission_file_/01.ipynb"];

  test("is around it where the roster lists those in it, and not the folder's name", async () => {
    for (const around of ["export", "submissions/submissions", "CS_101_L1_2026"])
      expect(
        await owners(
          moodle.map((file) => `${around}/${file}`),
          { roster },
        ),
        around,
      ).toEqual(["Alice Doe", "Bob Roe"]);
  });

  test("is around it where it has the name of the folder or zip that it lies in", async () => {
    for (const kind of ["folder", "zip"] as const)
      expect(
        await owners(
          moodle.map((file) => `class/class/${file}`),
          { kind },
        ),
      ).toEqual(["Alice Doe", "Bob Roe"]);
  });

  test("is refused where the roster lists neither it nor a name in it", async () => {
    const files = [
      "x/Eve Roe_1_assignsubmission_file_/01.ipynb",
      "x/Dan Doe_2_assignsubmission_file_/01.ipynb",
    ];
    await expect(owners(files, { roster })).rejects.toThrow(
      "In class all lies in the folder x, and neither x nor a name in it is on the roster: if it is the class's, give the folder class/x itself; else correct the roster.",
    );
  });
});

describe("a folder or zip that is one student's by its own name is no class", () => {
  const files = ["alice/01.ipynb", "bob/01.ipynb"];
  test.each([
    ["a user name of the roster", "mallory", { roster }, "has the name of a student of the roster"],
    ["a name of the roster", "Ory, Mal", { roster }, "has the name of a student of the roster"],
    [
      "a zip with a name of the roster",
      "mallory.zip",
      { roster, kind: "zip" as const },
      "has the name of a student",
    ],
    ["Moodle", "Mal Ory_7_assignsubmission_file_", {}, "has the name of one student's work"],
    ["Brightspace", "1-7 - Mal Ory - Oct 5, 2026 959 PM", {}, "has the name of one student's work"],
    ["Gradescope", "submission_7", {}, "has the name of one student's work"],
    ["ILIAS, with a roster", "Ory_Mal_mallory_7", { roster }, "has the name of a student of the roster"],
  ])("%s", async (_, name, given, sentence) => {
    await expect(owners(files, { path: `/tmp/class/${name}`, ...given })).rejects.toThrow(
      new RegExp(
        `^${name.replaceAll(/[.()]/g, "\\$&")} ${sentence}.*(?:give the folder around it|put it into a folder)`,
      ),
    );
  });

  test("a lesson's number or a year is no student's, although a student may have that number", async () => {
    const numbered = [["01", "Mal Ory"], ...roster] as const;
    expect(await owners(files, { path: "/tmp/01", roster: numbered })).toEqual(["alice", "bob"]);
  });

  describe("by where it lies", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "swarmlab-own-folder-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    const put = (path: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), "");
    };

    test("a repository that GitHub Classroom's command has cloned", async () => {
      put("l1-submissions/l1-mallory/.git/HEAD");
      const path = join(folder, "l1-submissions/l1-mallory");
      await expect(owners(files, { path })).rejects.toThrow(/^l1-mallory has the name of one student's work/);
      expect(await owners(files, { path: join(folder, "l1-submissions/l1-week") })).toEqual(["alice", "bob"]);
    });

    test("a student's folder in nbgrader's `submitted`", async () => {
      put("source/ps1/01.ipynb");
      await expect(owners(files, { path: join(folder, "submitted/mallory") })).rejects.toThrow(
        /^mallory has the name of one student's work/,
      );
    });
  });
});
