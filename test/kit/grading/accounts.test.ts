import { describe, expect, test } from "vitest";
import type { ArchiveEntry } from "../../../kit/grading/collect/entries/archive-entry.ts";
import { readListing } from "../../../kit/grading/collect/layouts/read-listing.ts";
import type { UploadedFile } from "../../../kit/grading/collect/layouts/uploaded-file.ts";
import { readTime } from "../../../kit/grading/collect/read-time.ts";
import { Groups, groupsOf } from "../../../kit/grading/roster/groups.ts";
import { ownersOf, senderOf } from "../../../kit/grading/roster/owners.ts";
import { parseCsv } from "../../../kit/grading/roster/read-csv.ts";
import { rosterOf } from "../../../kit/grading/roster/roster.ts";
import { sharedNames } from "../../../kit/grading/roster/shared-names.ts";
import { isOnRoster, Students } from "../../../kit/grading/roster/students.ts";
import { type PlannedRow, resolveRows } from "../../../kit/grading/rules/resolve.ts";

/** From the paths of an export to the rows of a class: a student who takes another's name changes no row in silence. */

interface ClassFiles {
  readonly files: readonly string[];
  /** Content of files that are no notebooks, by path. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly roster?: string;
  readonly groups?: string;
  readonly place?: string;
}

async function rowsOf(given: ClassFiles): Promise<Record<string, PlannedRow>> {
  return Object.fromEntries((await classOf(given)).rows.map((row) => [row.student.id, row]));
}

async function classOf(given: ClassFiles): Promise<{ rows: PlannedRow[]; sentences: string[] }> {
  const { files, texts = {}, roster, groups, place = "submissions" } = given;
  const listed = roster === undefined ? undefined : rosterOf(parseCsv(roster, "r"), "r.csv");
  const students = new Students(listed);
  const known = groups === undefined ? new Groups() : groupsOf(parseCsv(groups, "g"), "g.csv", students);
  const entries = [...files, ...Object.keys(texts)].map(
    (path): ArchiveEntry => ({
      path: path.split("/"),
      where: path,
      size: 1,
      read: async () => Buffer.from(texts[path] ?? path),
    }),
  );
  const parts = await readListing(
    { entries, refused: [] },
    {
      name: place,
      kind: "folder",
      readTime: (text) => readTime(text, "UTC"),
      ...(listed === undefined ? {} : { isOnRoster: isOnRoster(listed) }),
    },
  );
  const uploads = parts
    .flatMap((part) => part.entries.flatMap((one) => part.read(one) ?? []))
    .filter(({ fileName }) => /\.(?:ipynb|html)$/.test(fileName));
  const isNotebook = ({ fileName }: UploadedFile) => fileName.endsWith(".ipynb");
  const owned = uploads.flatMap((upload) =>
    ownersOf(upload, students, known).map((student) => ({ upload, student })),
  );
  const rows = resolveRows({
    notebooks: owned
      .filter(({ upload }) => isNotebook(upload))
      .map((one) => ({ ...one, read: { lesson: "01" }, sha256: one.upload.entry.where })),
    others: owned.filter(({ upload }) => !isNotebook(upload)),
    students: students.all(),
    senderOf: (...of) => senderOf(...of, students, known),
    lessons: [{ id: "01" } as never],
  });
  return { rows, sentences: sharedNames(uploads, students, known) };
}

const where = (row: PlannedRow | undefined) => row?.notebook?.upload.entry.where;

describe("two accounts with one name", () => {
  const plain = 'student,name\njdoe,"Doe, Jane"\nmallory,"Lory, Mal"\n';
  const several = /nothing tells which one counts: .*several accounts with one name/;

  test("Canvas: the number that a student gives a file makes it no later attempt of the other's", async () => {
    const { jdoe } = await rowsOf({
      roster: plain,
      files: ["doejane_11_900_01-one-agent.ipynb", "doejane_13_901_01-one-agent-7.ipynb"],
    });
    expect(jdoe).toMatchObject({ problem: expect.stringMatching(several) });
    expect(jdoe?.notebook).toBeUndefined();
  });

  test.each([
    [
      "Brightspace",
      ["1-7 - Jane Doe - Oct 5, 2026 959 PM/01.ipynb", "2-7 - Jane Doe - Oct 6, 2026 959 PM/01.ipynb"],
    ],
    [
      "Sakai, by another login",
      [
        "Doe, Jane(jdoe)/Submission attachment(s)/01.ipynb",
        "Doe, Jane(new1)/Submission attachment(s)/01.ipynb",
      ],
    ],
    ["nbgrader, by a login that reads like the name", ["jdoe/ps1/01.ipynb", "jane-doe/ps1/01.ipynb"]],
  ])("%s: a later time does not make it the other's last attempt", async (what, files) => {
    const [first = "", second = ""] = files.map((file) => file.split("/")[0]);
    const stamps = { nbgrader: "ps1/timestamp.txt", Sakai: "timestamp.txt" };
    const stamp = Object.entries(stamps).find(([platform]) => what.startsWith(platform))?.[1];
    const texts = stamp && {
      [`${first}/${stamp}`]: "2026-10-05 10:00:00 UTC",
      [`${second}/${stamp}`]: "2026-10-06 10:00:00 UTC",
    };
    const rows = await rowsOf({ roster: plain, files, ...(texts ? { texts } : {}) });
    expect(rows.jdoe).toMatchObject({ problem: expect.stringMatching(several) });
    // Without a roster nothing tells more.
    if (what === "Brightspace") expect((await rowsOf({ files }))["Jane Doe"]?.problem).toMatch(several);
  });

  test("Gradescope: nor does a member of a group whose account has that name", async () => {
    const submission = (id: number, day: number, ...members: string[]) =>
      `submission_${id}:\n  :submitters:\n${members.join("")}  :created_at: 2026-10-0${day} 10:00:00 UTC\n`;
    const member = (name: string, email: string) => `  - :name: ${name}\n    :email: ${email}\n`;
    const { jdoe } = await rowsOf({
      roster: 'student,name,email\njdoe,"Doe, Jane",jane@x.edu\nmallory,"Lory, Mal",mal@x.edu\n',
      files: ["submission_1/01.ipynb", "submission_2/01.ipynb"],
      texts: {
        "submission_metadata.yml":
          submission(1, 5, member("Jane Doe", "jane@x.edu")) +
          submission(2, 6, member("Mal Lory", "mal@x.edu"), member("Jane Doe", "other@x.org")),
      },
    });
    expect(jdoe).toMatchObject({ problem: expect.stringMatching(several) });
  });
});

describe("a number or a sign in a name", () => {
  const canvas = 'Student,ID,SIS Login ID,Section\n"Doe, Jane",11,jdoe,1\n"Lory, Mal",13,mallory,1\n';
  const hers = "doejane_11_900_01-one-agent.ipynb";

  test("Canvas: that is another student's number makes the file nobody's on the roster", async () => {
    const file = "x_11_13_901_01-one-agent-7.ipynb";
    const rows = await rowsOf({ roster: canvas, files: [file, hers] });
    expect(where(rows.jdoe)).toBe(hers);
    expect(where(rows["x-11 or 13"])).toBe(file);
    // A name of a file with numbers of no student is read as ever, late or not.
    for (const name of ["doejane_11_900_5_6_x.ipynb", "doejane_LATE_11_900_01_02_x.ipynb"])
      expect(where((await rowsOf({ roster: canvas, files: [name] })).jdoe)).toBe(name);
  });

  test("Canvas: makes no later attempt, since attempts are counted for one file name", async () => {
    const plain = 'student,name\njdoe,"Doe, Jane"\n';
    const { jdoe } = await rowsOf({ roster: plain, files: ["doejane_11_13_901_01-one-agent-7.ipynb", hers] });
    expect(jdoe?.problem).toContain("nothing tells which one counts");
  });

  test("Moodle without folders: that is another participant's makes the file nobody's on the roster", async () => {
    const roster =
      'Identifier,"Full name",Status,Grade\n"Participant 11",Jane Doe,x,\n"Participant 12",Mal Lory,x,\n';
    const file = "Mal Lory_11_assignsubmission_file_12_assignsubmission_file_01.ipynb";
    const her = "Jane Doe_11_assignsubmission_file_01.ipynb";
    const rows = await rowsOf({ roster, files: [file, her] });
    expect(where(rows["11"])).toBe(her);
    expect(where(rows["Mal Lory 11 or 12"])).toBe(file);
    const folder = "Mal Lory_11_assignsubmission_file_12_assignsubmission_file_/01.ipynb";
    expect(where((await rowsOf({ roster, files: [folder] }))["12"])).toBe(folder);
  });

  const blackboard = (user: string, day: number, assignment = "Lesson 01") =>
    `${assignment}_${user}_attempt_2026-10-0${day}-21-59-30_01.ipynb`;

  test("Blackboard: a login with underscores is its student's, and ends in no other's", async () => {
    const roster = "student\na_smith\nsmith\n";
    const files = [blackboard("a_smith", 6), blackboard("smith", 5)];
    const rows = await rowsOf({ roster, files });
    expect([where(rows.a_smith), where(rows.smith)]).toEqual(files);
    const named = [blackboard("a_smith", 6, "HW_1"), blackboard("smith", 5, "HW_1")];
    const others = await rowsOf({ roster, files: named });
    expect([where(others.a_smith), where(others.smith)]).toEqual(named);
    const both = await rowsOf({ roster: "student\nsmith\n", files });
    expect(both.smith?.problem).toContain("several accounts with one name");
    const attempts = [blackboard("smith", 5, "HW_1"), blackboard("smith", 6, "HW_1")];
    for (const list of ["student\nsmith\n", undefined]) {
      const { smith } = await rowsOf({ files: attempts, ...(list ? { roster: list } : {}) });
      expect(where(smith)).toBe(attempts[1]);
    }
  });
});

test("two accounts of one name are named in a sentence, whatever they handed in; one account, and folders, are not", async () => {
  const roster = 'student,name\njdoe,"Doe, Jane"\n';
  const sentences = async (...files: string[]) => (await classOf({ roster, files })).sentences;
  const two = await sentences("doejane_11_900_01.ipynb", "doejane_11_902_02.ipynb", "doejane_13_901_x.html");
  expect(two).toEqual([
    "Work of 2 accounts with one name was taken for jdoe: canvas 11, canvas 13. If they are several people, add the platform's own numbers or logins to the roster.",
  ]);
  expect(await sentences("doejane_11_900_01.ipynb", "doejane_11_902_02.ipynb")).toEqual([]);
  expect(await sentences("jdoe/01.ipynb", "Jane Doe/02.ipynb")).toEqual([]);
});

describe("one student's attempts", () => {
  const last = "2 attempts were handed in; the last one counts.";
  const plain = 'student,name\njdoe,"Doe, Jane"\n';

  test.each([
    ["Canvas", "doejane_11_900_01.ipynb", "doejane_11_901_01-1.ipynb"],
    [
      "Brightspace",
      "1-7 - Jane Doe - Oct 5, 2026 959 PM/01.ipynb",
      "1-7 - Jane Doe - Oct 6, 2026 959 PM/01.ipynb",
    ],
    [
      "Blackboard",
      "L_jdoe_attempt_2026-10-05-21-59-30_01.ipynb",
      "L_jdoe_attempt_2026-10-06-21-59-30_01.ipynb",
    ],
  ])("%s: of one account the last one counts", async (_, first, second) => {
    const rows = Object.values(await rowsOf({ roster: plain, files: [second, first] }));
    expect(rows).toMatchObject([{ student: { id: "jdoe" }, notes: [last] }]);
    expect(where(rows[0])).toBe(second);
  });

  test("of two accounts that the roster lists as hers, and of members of a group, the later one counts", async () => {
    const texts = {
      "jdoe/ps1/timestamp.txt": "2026-10-05 10:00:00 UTC",
      "other/ps1/timestamp.txt": "2026-10-06 10:00:00 UTC",
    };
    const files = ["jdoe/ps1/01.ipynb", "other/ps1/01.ipynb"];
    const hers = await rowsOf({ roster: "student,username\njdoe,other\n", files, texts });
    expect(where(hers.jdoe)).toBe("other/ps1/01.ipynb");
    const groups = "group,student\nA,jdoe\nA,other\n";
    const both = await rowsOf({ roster: "student\njdoe\nother\n", groups, files, texts });
    expect([where(both.jdoe), where(both.other)]).toEqual(Array(2).fill("other/ps1/01.ipynb"));
    expect(both.jdoe?.notes).toEqual([last]);
  });

  test("of members of a group who are known by their names", async () => {
    const files = [
      "1-7 - Jane Doe - Oct 5, 2026 959 PM/01.ipynb",
      "2-7 - Rick Roe - Oct 6, 2026 959 PM/01.ipynb",
    ];
    const rows = await rowsOf({
      roster: "student,name\nj,Jane Doe\nr,Rick Roe\n",
      groups: "group,student\nA,j\nA,r\n",
      files,
    });
    expect([where(rows.j), where(rows.r)]).toEqual([files[1], files[1]]);
  });
});

describe("a group's name", () => {
  const canvas =
    'Student,ID,SIS Login ID,Section\n"Doe, Jane",11,jdoe,1\n"Roe, Rick",12,rroe,1\n"Lory, Mal",13,mallory,1\n';
  const groups = "group_name,login_id\nTeam 3,jdoe\nTeam 3,rroe\n";

  test("that a student of the roster has taken does not make the work the group's", async () => {
    const rows = await rowsOf({
      roster: canvas,
      groups,
      files: ["team3_13_901_01-7.ipynb", "team3_11_900_01.ipynb"],
    });
    expect([where(rows.jdoe), where(rows.rroe)]).toEqual(Array(2).fill("team3_11_900_01.ipynb"));
    expect(where(rows.mallory)).toBe("team3_13_901_01-7.ipynb");
  });

  test("that nobody on the roster has is the group's, and two accounts with it need a person", async () => {
    const plain = "student\njdoe\nrroe\nmallory\n";
    const one = await rowsOf({ roster: plain, groups, files: ["team3_11_900_01.ipynb"] });
    expect([where(one.jdoe), where(one.rroe)]).toEqual(Array(2).fill("team3_11_900_01.ipynb"));
    const two = await rowsOf({
      roster: plain,
      groups,
      files: ["team3_11_900_01.ipynb", "team3_13_901_01-7.ipynb"],
    });
    expect(two.rroe?.problem).toContain("several accounts with one name");
  });

  test("that is also a student's number to the letter is the group's", async () => {
    const rows = await rowsOf({
      roster: "student\n1\n2\n7\n",
      groups: "group,student\n7,1\n7,2\n",
      files: ["7/01.ipynb"],
    });
    expect([where(rows["1"]), where(rows["2"]), where(rows["7"])]).toEqual([
      "7/01.ipynb",
      "7/01.ipynb",
      undefined,
    ]);
  });
});

describe("a name at GitHub, which anybody can take", () => {
  const place = "lesson-01-submissions";
  const repository = (login: string) => `lesson-01-${login}/01.ipynb`;

  test("is looked for among the roster's names at GitHub alone", async () => {
    const roster = "identifier,github_username,name\njdoe,janes-hub,Jane Doe\nmallory,,Mal Lory\n";
    const rows = await rowsOf({ place, roster, files: ["jdoe", "janes-hub"].map(repository) });
    expect(where(rows.jdoe)).toBe(repository("janes-hub"));
    expect(rows["jdoe (not on the roster)"]?.student.roster).toBeUndefined();
  });

  test("takes no folder from the student whose login it is, nor an extension", async () => {
    const roster = "identifier,github_username\njdoe,janes-hub\nmallory,jdoe\nbo,bo-hub\n";
    const folders = await rowsOf({ roster, files: ["jdoe/01.ipynb", "bo-hub/01.ipynb"] });
    expect([where(folders.jdoe), where(folders.bo)]).toEqual(["jdoe/01.ipynb", "bo-hub/01.ipynb"]);
    const { students } = rosterOf(parseCsv(roster, "r"), "r.csv");
    expect(students.map(({ logins }) => logins)).toEqual([
      ["jdoe", "janes-hub"],
      ["mallory"],
      ["bo", "bo-hub"],
    ]);
    const cloned = await rowsOf({ place, roster, files: [repository("JDoe")] });
    expect(where(cloned.mallory)).toBe(repository("JDoe"));
  });

  test("is looked for among all logins where the roster has none", async () => {
    for (const roster of ["identifier\njdoe\n", "identifier,github_username\njdoe,\n"]) {
      const { jdoe } = await rowsOf({ place, roster, files: [repository("jdoe")] });
      expect(where(jdoe)).toBe(repository("jdoe"));
    }
  });
});

describe("a folder that the roster lists is its student's, whatever its name looks like", () => {
  test.each(["anna_maria_smith_2", "submission_12"])("%s", async (login) => {
    const roster = `student,name\n${login},Anna\nsmith,Bob Smith\ncarl,Carl\n`;
    const rows = await rowsOf({ roster, files: [`${login}/01.ipynb`, "carl/01.ipynb"] });
    expect(where(rows[login])).toBe(`${login}/01.ipynb`);
    expect(Object.keys(rows).sort()).toEqual([login, "carl", "smith"].sort());
    expect(rows.smith?.notebook).toBeUndefined();
  });

  test("assignment_1_export, whose own list names no others and no times", async () => {
    const rows = await rowsOf({
      roster: "student\nassignment_1_export\njdoe\nann\n",
      files: ["assignment_1_export/submission_1/01.ipynb", "ann/01.ipynb"],
      texts: {
        "assignment_1_export/submission_metadata.yml":
          "submission_1:\n  :submitters:\n  - :sid: jdoe\n  :created_at: 2020-01-01 00:00:00 UTC\n",
      },
    });
    expect(rows.jdoe?.notebook).toBeUndefined();
    expect(rows.assignment_1_export?.notebook?.upload).not.toHaveProperty("handedInAt");
  });

  test("and an export of ILIAS or Gradescope is read as before", async () => {
    const roster = "student,name\nsmith,Anna Smith\n1001,Bo Chen\n";
    const ilias = await rowsOf({ roster, files: ["Smith_Anna_smith_341/01.ipynb"] });
    expect(where(ilias.smith)).toBe("Smith_Anna_smith_341/01.ipynb");
    const gradescope = await rowsOf({
      roster,
      files: ["assignment_1_export/submission_1/01.ipynb"],
      texts: {
        "assignment_1_export/submission_metadata.yml":
          "submission_1:\n  :submitters:\n  - :sid: '1001'\n  :created_at: 2026-10-05 10:00:00 UTC\n",
      },
    });
    expect(gradescope["1001"]?.notebook?.upload.handedInAt).toBe(Date.UTC(2026, 9, 5, 10));
  });
});

describe("a text typed into Moodle", () => {
  const roster = "student,name\njdoe,Jane Doe\nmal,Mal Lory\n";
  test.each([
    [
      "with folders",
      "Jane Doe_11_assignsubmission_onlinetext/onlinetext.html",
      "Jane Doe_11_assignsubmission_file/01.ipynb",
    ],
    [
      "with Moodle 2's folders",
      "Jane Doe_11_assignsubmission_onlinetext_/onlinetext.html",
      "Jane Doe_11_assignsubmission_file_/01.ipynb",
    ],
    [
      "without folders",
      "Jane Doe_11_assignsubmission_onlinetext_onlinetext.html",
      "Jane Doe_11_assignsubmission_file_01.ipynb",
    ],
  ])("is the student's, %s, and alone no notebook", async (_, text, notebook) => {
    const both = await rowsOf({ roster, files: [text, notebook] });
    expect(Object.keys(both).sort()).toEqual(["jdoe", "mal"]);
    expect(where(both.jdoe)).toBe(notebook);
    const alone = await rowsOf({ roster, files: [text, "Mal Lory_12_assignsubmission_file_/01.ipynb"] });
    expect(alone.jdoe?.problem).toContain("Handed in onlinetext.html, and no notebook");
  });

  test("names nobody by the file that a student has put into it", async () => {
    const file = "Mal Lory_12_assignsubmission_onlinetext_Jane Doe_11_assignsubmission_file_01.ipynb";
    const rows = await rowsOf({ roster, files: [file] });
    expect([where(rows.jdoe), where(rows.mal)]).toEqual([undefined, file]);
  });
});

test("what an instructor has given back in Sakai is no student's work, and takes nobody's time", async () => {
  const rows = await rowsOf({
    roster: 'student,name\njdoe,"Doe, Jane"\nbo,"Roe, Bo"\n',
    files: [
      "Doe, Jane(jdoe)/Submission attachment(s)/01.ipynb",
      "Roe, Bo(bo)/Submission attachment(s)/01.ipynb",
      "Doe, Jane(jdoe)/Feedback Attachment(s)/01.ipynb",
    ],
    texts: {
      "Doe, Jane(jdoe)/timestamp.txt": "20261005215930123",
      "Roe, Bo(bo)/timestamp.txt": "20261005215930123",
    },
  });
  const handedInAt = Date.UTC(2026, 9, 5, 21, 59, 30);
  expect(Object.keys(rows).sort()).toEqual(["bo", "jdoe"]);
  for (const row of Object.values(rows)) expect(row.notebook?.upload).toMatchObject({ handedInAt });
});
