import { describe, expect, test } from "vitest";
import type { ArchiveEntry } from "../../../kit/grading/collect/entries/archive-entry.ts";
import { canvasUpload } from "../../../kit/grading/collect/layouts/canvas.ts";
import { readGradescopeMetadata } from "../../../kit/grading/collect/layouts/gradescope.ts";
import { moodleUpload } from "../../../kit/grading/collect/layouts/moodle.ts";
import { readListing } from "../../../kit/grading/collect/layouts/read-listing.ts";
import { readTime } from "../../../kit/grading/collect/read-time.ts";

const entry = (path: string): ArchiveEntry => ({
  path: path.split("/"),
  where: path,
  size: 1,
  read: async () => Buffer.alloc(0),
});

const textEntry = (path: string, text: string): ArchiveEntry => ({
  ...entry(path),
  read: async () => Buffer.from(text),
});

/** The uploads of a zip with these files, in their order; undefined for a file without an owner. */
async function read(entries: readonly ArchiveEntry[], name = "submissions") {
  const parts = await readListing({ entries, refused: [] }, { name, kind: "zip", readTime });
  return parts.flatMap((part) => part.entries.map((one) => part.read(one)));
}

describe("Canvas", () => {
  test("a file's name holds the user, and whether it was late", () => {
    expect(canvasUpload(entry("doejane_LATE_123_456_01-one-agent.ipynb"))).toMatchObject({
      who: { canvasName: "doejane", canvasId: "123" },
      fileName: "01-one-agent.ipynb",
      markedLate: true,
      attempt: 0,
      packedAs: "doejane_LATE_123_456_01-one-agent.ipynb",
    });
  });

  test("further attempts are counted behind the name", () => {
    expect(canvasUpload(entry("doejane_123_456_01-one-agent-2.ipynb"))).toMatchObject({
      fileName: "01-one-agent.ipynb",
      attempt: 2,
    });
    expect(canvasUpload(entry("doejane_123_456_01-one-agent-2.ipynb"))?.markedLate).toBeUndefined();
  });

  test("underscores and Unicode in names do no harm", () => {
    expect(canvasUpload(entry("müllerjürgen_7_8_my_1_2_notebook.ipynb"))).toMatchObject({
      who: { canvasName: "müllerjürgen", canvasId: "7" },
      fileName: "my_1_2_notebook.ipynb",
    });
  });

  test("other names are not taken for Canvas's", () => {
    for (const name of ["01-one-agent.ipynb", "jane/1_2_x.ipynb", "a_b_c_d.ipynb", "doe_12_x.ipynb"])
      expect(canvasUpload(entry(name)), name).toBeUndefined();
  });
});

describe("Moodle", () => {
  test("with a folder for each participant", () => {
    for (const folder of ["Jane Doe_123_assignsubmission_file_", "Jane Doe_123_assignsubmission_file"])
      expect(moodleUpload(entry(`${folder}/01-one-agent.ipynb`))).toMatchObject({
        who: { moodleName: "Jane Doe", moodleId: "123" },
        fileName: "01-one-agent.ipynb",
        packedAs: `${folder}/`,
      });
  });

  test("without folders", () => {
    expect(moodleUpload(entry("Jane Doe_123_assignsubmission_file_01-one-agent.ipynb"))).toMatchObject({
      who: { moodleName: "Jane Doe", moodleId: "123" },
      fileName: "01-one-agent.ipynb",
    });
  });

  test("a text typed into Moodle is no file", () => {
    expect(moodleUpload(entry("Jane Doe_123_assignsubmission_onlinetext_/text.html"))).toBeUndefined();
  });
});

describe("Gradescope", () => {
  const metadata = `---
submission_11:
  :submitters:
  - :name: Jane Doe
    :sid: '0042'
    :email: jane@example.org
  :created_at: 2026-10-05 21:59:30.123456789 Z
  :score: 3.0
  :results:
    tests:
    - name: ":email: nobody@example.org"
  :history:
  - :created_at: 2020-01-01 00:00:00 Z
submission_12:
  :submitters:
  - :name: "O'Hara, \\"Bo\\""
    :sid:
    :email: bo@example.org
  :created_at: 2026-10-06 08:00:00 UTC
`;

  test("the export's list says who handed a submission in, and when", () => {
    const known = readGradescopeMetadata(metadata);
    expect(known.get("11")).toEqual({
      submitters: [{ name: "Jane Doe", sid: "0042", email: "jane@example.org" }],
      created: "2026-10-05 21:59:30.123456789 Z",
    });
    expect(known.get("12")).toEqual({
      submitters: [{ name: `O'Hara, "Bo"`, email: "bo@example.org" }],
      created: "2026-10-06 08:00:00 UTC",
    });
  });

  test("submissions lie in folders of their own, and a group's members all handed it in", async () => {
    const list = textEntry("assignment_1_export/submission_metadata.yml", metadata);
    const uploads = await read([
      list,
      entry("assignment_1_export/submission_11/a.ipynb"),
      entry("assignment_1_export/submission_99/a.ipynb"),
    ]);
    expect(uploads).toMatchObject([
      undefined,
      {
        who: { gradescopeId: "11", email: "jane@example.org" },
        handedInAt: Date.UTC(2026, 9, 5, 21, 59, 30, 123),
        fileName: "a.ipynb",
      },
      { who: { gradescopeId: "99" } },
    ]);
    const group = `---
submission_7:
  :submitters:
  - :name: Ana Lima
    :sid: '1001'
  - :name: Bo Chen
    :email: bo@x.edu
  :created_at: next week
`;
    const [, together] = await read([
      textEntry("submission_metadata.yml", group),
      entry("submission_7/a.ipynb"),
    ]);
    expect(together).toMatchObject({
      who: { name: "Ana Lima", sid: "1001" },
      others: [{ name: "Bo Chen", email: "bo@x.edu" }],
      unreadableTime: "next week",
    });
  });
});

describe("other platforms", () => {
  const one = async (path: string, ...more: ArchiveEntry[]) =>
    (await read([entry(path), ...more])).find((upload) => upload?.fileName === "01-one-agent.ipynb");

  test("Blackboard: assignment, user name and time stand in the file's name", async () => {
    expect(await one("Lesson 01_jdoe_attempt_2026-10-05-21-59-30_01-one-agent.ipynb")).toMatchObject({
      layout: "blackboard",
      who: { sid: "jdoe" },
      assignment: "Lesson 01",
      handedInAt: Date.UTC(2026, 9, 5, 21, 59, 30),
    });
  });

  test.each([
    ["123456-789012 - Jane Doe - Oct 5, 2026 959 PM", Date.UTC(2026, 9, 5, 21, 59)],
    ["123456-789012 - Jane Doe - 5 October, 2026 21:59", Date.UTC(2026, 9, 5, 21, 59)],
    ["123456-789012 - Jane Doe - Oct 5, 2026 1230 AM", Date.UTC(2026, 9, 5, 0, 30)],
  ])("Brightspace: %s", async (folder, handedInAt) => {
    expect(await one(`${folder}/01-one-agent.ipynb`)).toMatchObject({
      layout: "brightspace",
      who: { name: "Jane Doe" },
      handedInAt,
      packedAs: `${folder}/`,
    });
  });

  test("Brightspace: a time in another language cannot be read, and is not lost", async () => {
    expect(await one("1-2 - Jane Doe - 5 août, 2026 21:59/01-one-agent.ipynb")).toMatchObject({
      who: { name: "Jane Doe" },
      unreadableTime: "5 août, 2026 21:59",
    });
  });

  test("ILIAS: a folder with name, login and number", async () => {
    expect(await one("Doe_Jane_jdoe_341/01-one-agent.ipynb")).toMatchObject({
      layout: "ilias",
      who: { name: "Jane Doe", sid: "jdoe" },
    });
  });

  test("ILIAS: a login may have underscores, and so may a name in front of it", async () => {
    expect(await one("Doe_Alice_Mallory_mallory_342/01-one-agent.ipynb")).toMatchObject({
      who: { sid: "Mallory_mallory", shorterSids: ["mallory"] },
    });
  });

  test("Sakai: name and login, with the time beside the attachments", async () => {
    const time = textEntry("Lesson 01/Doe, Jane(jdoe)/timestamp.txt", "20261005215930123");
    const other = entry("Lesson 01/Roe, Bo(bo)/Submission attachment(s)/02.ipynb");
    const otherTime = textEntry("Lesson 01/Roe, Bo(bo)/timestamp.txt", "20261005215930123");
    expect(
      await one(
        "Lesson 01/Doe, Jane(jdoe)/Submission attachment(s)/01-one-agent.ipynb",
        ...[time, other, otherTime],
      ),
    ).toMatchObject({
      layout: "sakai",
      who: { name: "Doe, Jane", sid: "jdoe" },
      handedInAt: Date.UTC(2026, 9, 5, 21, 59, 30),
    });
  });

  test("GitHub Classroom: what its command has cloned, wherever the notebook lies in the repository", async () => {
    for (const place of ["x", "lesson-01-submissions"]) {
      const top = place === "x" ? "lesson-01-submissions/" : "";
      const uploads = await read(
        [
          entry(`${top}lesson-01-jdoe/notebooks/01-one-agent.ipynb`),
          entry(`${top}lesson-01-o-brien/01-one-agent.ipynb`),
        ],
        place,
      );
      expect(uploads.map((upload) => upload?.who.sid)).toEqual(["jdoe", "o-brien"]);
    }
  });

  test("Canvas: an anonymous assignment", async () => {
    expect(await one("anon_6hk2d_LATE_456_01-one-agent.ipynb")).toMatchObject({
      layout: "canvas",
      who: { canvasName: "anon", canvasId: "6hk2d" },
      markedLate: true,
    });
  });

  test("Moodle: an anonymous assignment", async () => {
    expect(await one("Participant_4711_assignsubmission_file_/01-one-agent.ipynb")).toMatchObject({
      who: { moodleName: "Participant", moodleId: "4711" },
    });
  });
});

describe("folders", () => {
  test("the first folder is the student, a second one the assignment", async () => {
    expect(await read([entry("jane/01.ipynb")])).toMatchObject([
      { layout: "folders", who: { folder: "jane" } },
    ]);
    expect(await read([entry("jane/week 1/01.ipynb")])).toMatchObject([
      { layout: "nbgrader", who: { folder: "jane" }, assignment: "week 1" },
    ]);
    expect(await read([entry("01.ipynb")])).toEqual([undefined]);
  });

  test("nbgrader's folder `submitted` is no student, at whatever level it lies", async () => {
    for (const top of ["submitted", "course/submitted", "courses/cs101/submitted"]) {
      const uploads = await read([
        entry(`${top}/ana/ps1/01.ipynb`),
        entry(`${top}/bo/ps1/01.ipynb`),
        ...(top === "submitted" ? [entry("source/ps1/01.ipynb")] : []),
      ]);
      expect(uploads, top).toMatchObject([
        { who: { folder: "ana" }, assignment: "ps1" },
        { who: { folder: "bo" }, assignment: "ps1" },
      ]);
    }
  });

  test("nbgrader's times count, with zones by name, and one that cannot be read is kept", async () => {
    const uploads = await read([
      entry("ana/ps1/01.ipynb"),
      textEntry("ana/ps1/timestamp.txt", "2026-10-06 15:58:23.948203 America/Los_Angeles"),
      entry("bo/ps1/01.ipynb"),
      textEntry("bo/ps1/timestamp.txt", "yesterday"),
    ]);
    expect(uploads.filter((upload) => upload?.fileName === "01.ipynb")).toMatchObject([
      { handedInAt: Date.UTC(2026, 9, 6, 22, 58, 23, 948) },
      { unreadableTime: "yesterday" },
    ]);
  });

  test("a time that one student has written says nothing, since the platform writes one for each", async () => {
    const early = "2020-01-01 00:00:00 UTC";
    for (const own of [
      [entry("mallory/01.ipynb"), textEntry("mallory/timestamp.txt", early)],
      [entry("mallory/ps1/01.ipynb"), textEntry("mallory/ps1/timestamp.txt", early)],
    ]) {
      const uploads = await read([...own, entry("ana/ps1/01.ipynb")]);
      for (const upload of uploads) expect(upload).not.toHaveProperty("handedInAt");
    }
  });

  test("where half of a class has no time, those of the others are kept as times that students may have written", async () => {
    const late = "2026-10-20 10:00:00 UTC";
    const uploads = await read([
      entry("ana/ps1/01.ipynb"),
      textEntry("ana/ps1/timestamp.txt", late),
      entry("bo/ps1/01.ipynb"),
    ]);
    const [ana, bo] = uploads.filter((upload) => upload?.fileName === "01.ipynb");
    expect(ana).toMatchObject({ statedAt: Date.UTC(2026, 9, 20, 10) });
    expect(ana).not.toHaveProperty("handedInAt");
    for (const key of ["statedAt", "handedInAt", "lacksTime"]) expect(bo).not.toHaveProperty(key);
  });

  test("a time is that of the assignment's folder, wherever in it the notebook lies", async () => {
    const late = "2026-10-20 10:00:00 UTC";
    const uploads = await read([
      entry("mallory/ps1/sub/01.ipynb"),
      textEntry("mallory/ps1/sub/timestamp.txt", "2020-01-01 00:00:00 UTC"),
      textEntry("mallory/ps1/timestamp.txt", late),
    ]);
    expect(uploads[0]).toMatchObject({ handedInAt: Date.UTC(2026, 9, 20, 10) });
  });

  test("where one student of a class has no time, the others keep theirs", async () => {
    const uploads = await read([
      ...["ana", "bo"].flatMap((student) => [
        entry(`${student}/ps1/01.ipynb`),
        textEntry(`${student}/ps1/timestamp.txt`, "2026-10-20 10:00:00 UTC"),
      ]),
      entry("mallory/ps1/01.ipynb"),
    ]);
    const notebooks = uploads.filter((upload) => upload?.fileName === "01.ipynb");
    const handedInAt = Date.UTC(2026, 9, 20, 10);
    expect(notebooks).toMatchObject([{ handedInAt }, { handedInAt }, { lacksTime: true }]);
  });

  test("nothing inside a student's folder speaks for another student", async () => {
    const forged = "submission_1:\n  :submitters:\n  - :name: Alice\n    :sid: '1'\n";
    const uploads = await read([
      entry("alice/01.ipynb"),
      textEntry("mallory/submission_metadata.yml", forged),
      entry("mallory/submission_1/01.ipynb"),
      entry("mallory/Alice_1_assignsubmission_file_/01.ipynb"),
      entry("mallory/submitted/alice/ps1/01.ipynb"),
      entry("mallory/lesson-01-submissions/lesson-01-alice/01.ipynb"),
    ]);
    expect(uploads.map((upload) => upload?.who)).toEqual([
      { folder: "alice" },
      ...Array.from({ length: 5 }, () => ({ folder: "mallory" })),
    ]);
  });
});

describe("a file name that a student chose speaks for nobody else", () => {
  test("in Moodle", async () => {
    const uploads = await read([
      entry("Mal Ory_7_assignsubmission_file_Alice Doe_1_assignsubmission_file_01.ipynb"),
    ]);
    expect(uploads).toMatchObject([{ who: { moodleName: "Mal Ory", moodleId: "7" } }]);
  });

  test("in Blackboard, nor for the time", async () => {
    const uploads = await read([
      entry("L1_mal_attempt_2026-10-09-10-00-00_L1_carol_attempt_2026-10-01-10-00-00_01.ipynb"),
    ]);
    expect(uploads).toMatchObject([{ who: { sid: "mal" }, handedInAt: Date.UTC(2026, 9, 9, 10) }]);
  });

  test("in the way of another platform", async () => {
    const uploads = await read([
      entry("oryalice_1_11_01.ipynb"),
      entry("orymal_3_13_x-Doe, Alice_201_assignsubmission_file_01.ipynb"),
      entry("orymal_3_14_L1_oryalice_attempt_2026-10-01-10-00-00_01.ipynb"),
    ]);
    expect(uploads.map((upload) => upload?.who)).toEqual([
      { canvasName: "oryalice", canvasId: "1" },
      { canvasName: "orymal", canvasId: "3" },
      { canvasName: "orymal", canvasId: "3" },
    ]);
  });

  test("in the way of another platform, where nobody else has handed anything in", async () => {
    const [upload] = await read([entry("orymal_3_13_x-Doe, Alice_201_assignsubmission_file_01.ipynb")]);
    expect(upload?.who).toEqual({ canvasName: "orymal", canvasId: "3" });
  });

  test("by a name that ends like a folder of GitHub Classroom", async () => {
    const uploads = await read([
      entry("lesson-01-alice/01.ipynb"),
      entry("lesson-01-mal-submissions/lesson-01-mal-alice/01.ipynb"),
    ]);
    expect(uploads.map((upload) => upload?.who)).toEqual([
      { folder: "lesson-01-alice" },
      { folder: "lesson-01-mal-submissions" },
    ]);
  });

  test("by a folder that looks like an export beside the others' files", async () => {
    const uploads = await read([
      entry("doejane_1_11_01.ipynb"),
      entry("orymal_3_13_x/orymal_3_13_01.ipynb"),
      entry("orymal_3_13_x/poecarol_4_14_01.ipynb"),
    ]);
    expect(uploads.map((upload) => upload?.who)).toEqual([
      { canvasName: "doejane", canvasId: "1" },
      { folder: "orymal_3_13_x" },
      { folder: "orymal_3_13_x" },
    ]);
  });
});
