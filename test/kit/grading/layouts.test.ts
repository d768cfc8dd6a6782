import { describe, expect, test } from "vitest";
import type { ArchiveEntry } from "../../../kit/grading/collect/entries/archive-entry.ts";
import { canvasUpload } from "../../../kit/grading/collect/layouts/canvas.ts";
import { folderUpload } from "../../../kit/grading/collect/layouts/folders.ts";
import {
  gradescopeUpload,
  isoTime,
  readGradescopeMetadata,
} from "../../../kit/grading/collect/layouts/gradescope.ts";
import { moodleUpload } from "../../../kit/grading/collect/layouts/moodle.ts";

const entry = (path: string): ArchiveEntry => ({
  path: path.split("/"),
  where: path,
  size: 1,
  read: async () => Buffer.alloc(0),
});

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
      name: "Jane Doe",
      sid: "0042",
      email: "jane@example.org",
      created: Date.UTC(2026, 9, 5, 21, 59, 30, 123),
    });
    expect(known.get("12")).toEqual({
      name: `O'Hara, "Bo"`,
      email: "bo@example.org",
      created: Date.UTC(2026, 9, 6, 8),
    });
  });

  test("submissions lie in folders of their own, in the export's folder or at its root", () => {
    const known = readGradescopeMetadata(metadata);
    for (const path of ["assignment_1_export/submission_11/a.ipynb", "submission_11/a.ipynb"])
      expect(gradescopeUpload(entry(path), known)).toMatchObject({
        who: { gradescopeId: "11", email: "jane@example.org" },
        handedInAt: Date.UTC(2026, 9, 5, 21, 59, 30, 123),
        fileName: "a.ipynb",
      });
    expect(gradescopeUpload(entry("submission_99/a.ipynb"), known)).toMatchObject({
      who: { gradescopeId: "99" },
    });
  });
});

describe("folders", () => {
  test("the first folder is the student, a second one the assignment", () => {
    expect(folderUpload(entry("jane/01.ipynb"))).toMatchObject({
      layout: "folders",
      who: { folder: "jane" },
    });
    expect(folderUpload(entry("jane/week 1/01.ipynb"), 7)).toMatchObject({
      layout: "nbgrader",
      who: { folder: "jane" },
      assignment: "week 1",
      handedInAt: 7,
    });
    expect(folderUpload(entry("01.ipynb"))).toBeUndefined();
  });

  test("nbgrader's times are read, with or without fractions and zones", () => {
    const seconds = (text: string) => Date.parse(isoTime(text));
    expect(seconds("2026-10-05 21:59:30.654321 UTC")).toBe(Date.UTC(2026, 9, 5, 21, 59, 30, 654));
    expect(seconds("2026-10-05 21:59:30 UTC")).toBe(Date.UTC(2026, 9, 5, 21, 59, 30));
    expect(seconds("2026-10-05 23:59:30 +0200")).toBe(Date.UTC(2026, 9, 5, 21, 59, 30));
  });
});
