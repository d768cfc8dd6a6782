import { describe, expect, test } from "vitest";
import type { Identity, UploadedFile } from "../../../kit/grading/collect/layouts/uploaded-file.ts";
import { parseCsv } from "../../../kit/grading/roster/read-csv.ts";
import { type Roster, rosterOf } from "../../../kit/grading/roster/roster.ts";
import { Students } from "../../../kit/grading/roster/students.ts";

const roster = (text: string): Roster => rosterOf(parseCsv(text, "The roster r.csv"), "r.csv");
const upload = (who: Identity): UploadedFile => ({
  layout: "folders",
  who,
  fileName: "01.ipynb",
  attempt: 0,
  entry: { path: ["x"], where: "x", size: 1, read: async () => Buffer.alloc(0) },
});

const canvas = `Student,ID,SIS User ID,SIS Login ID,Section,01 One agent (77),Current Score
    Points Possible,,,,,10,(read only)
"Doe, Jane",123,S1,jane@example.org,A,,
"Roe, Richard",456,S2,rr,A,5,
"Student, Test",789,,,A,,
`;

describe("Canvas's own export is a roster", () => {
  test("its students, and neither its other rows nor its test student", () => {
    const { kind, students } = roster(canvas);
    expect(kind).toBe("canvas");
    expect(students.map(({ id, name, canvasId }) => [id, name, canvasId])).toEqual([
      ["jane@example.org", "Doe, Jane", "123"],
      ["rr", "Roe, Richard", "456"],
    ]);
  });

  test("the number in a file's name leads to the student, whatever the name says", () => {
    const students = new Students(roster(canvas));
    expect(students.of(upload({ canvasName: "whoever", canvasId: "456" })).id).toBe("rr");
    const stranger = students.of(upload({ canvasName: "doejane", canvasId: "999" }));
    expect(stranger.id).toBe("doejane-999");
    expect(students.isUnlisted(stranger)).toBe(true);
  });
});

describe("Moodle's grading worksheet is a roster", () => {
  const text = `Identifier,"Full name","Email address",Status,Grade,"Maximum Grade"
"Participant 31","Jane Doe",jane@example.org,Submitted,,10.00
`;
  test("the participant's number leads to the student", () => {
    const { kind, students } = roster(text);
    expect(kind).toBe("moodle");
    expect(students).toMatchObject([{ id: "jane@example.org", moodleId: "31", name: "Jane Doe" }]);
    expect(new Students(roster(text)).of(upload({ moodleName: "J. Doe", moodleId: "31" })).id).toBe(
      "jane@example.org",
    );
  });
});

describe("any list of a class is a roster", () => {
  test.each([
    ["nbgrader's", "id,first_name,last_name,email\njdoe,Jane,Doe,jane@example.org\n", "jdoe", "Jane Doe"],
    ["Gradescope's", "First Name,Last Name,SID,Email\nJane,Doe,42,jane@example.org\n", "42", "Jane Doe"],
    ["semicolons", "Name;Email\nJane Doe;jane@example.org\n", "jane@example.org", "Jane Doe"],
    ["a byte order mark", "\uFEFFstudent\njdoe\n", "jdoe", undefined],
  ])("%s", (_, text, id, name) => {
    expect(roster(text).students[0]).toMatchObject({ id, ...(name ? { name } : {}) });
  });

  test("a folder is a login, an address or a name, in any case and spelling of Unicode", () => {
    const students = new Students(roster("id,name,email\njdoe,José Doe,jane@example.org\n"));
    for (const folder of ["jdoe", "JDOE", "jane@example.org", "José Doe", "Jose\u0301 doe"])
      expect(students.of(upload({ folder })).id, folder).toBe("jdoe");
    expect(students.of(upload({ name: "Doe" })).id).toBe("Doe");
  });

  test("a name that two students have leads to neither", () => {
    const students = new Students(roster("id,name\na,Jane Doe\nb,Jane Doe\n"));
    const found = students.of(upload({ folder: "Jane Doe" }));
    expect(students.isUnlisted(found)).toBe(true);
    expect(students.all().map(({ id }) => id)).toEqual(["Jane Doe", "a", "b"]);
  });

  test.each([
    ["student\n", "lists no student"],
    ["", "is empty"],
    ["colour\nred\n", 'name one of its columns "student"'],
    ["id\na\na\n", 'lists "a" twice'],
    ['id\n"a\n', "is no CSV file that can be read"],
  ])("%j is refused in one sentence", (text, sentence) => {
    expect(() => roster(text)).toThrow(sentence);
  });
});

test("a student whom the roster does not list has the name that the platform gives", () => {
  const students = new Students();
  const id = (who: Identity) => students.of(upload(who)).id;
  expect(id({ canvasName: "doejane", canvasId: "1" })).toBe("doejane-1");
  expect(id({ moodleName: "Jane Doe", moodleId: "2" })).toBe("Jane Doe 2");
  expect(id({ gradescopeId: "3" })).toBe("submission 3");
  expect(id({ gradescopeId: "3", email: "j@example.org" })).toBe("j@example.org");
  expect(id({ folder: " a\u0007b\u202e " })).toBe("a\uFFFDb\u202e");
  expect(id({ folder: "   " })).toMatch(/^\(no name [0-9a-f]{8}\)$/);
  expect(id({ folder: "x".repeat(5000) }).length).toBeLessThan(220);
});
