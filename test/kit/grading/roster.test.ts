import { describe, expect, test } from "vitest";
import type { Identity, UploadedFile } from "../../../kit/grading/collect/layouts/uploaded-file.ts";
import { moodleWorksheet } from "../../../kit/grading/gradebook/moodle.ts";
import { decodeText } from "../../../kit/grading/roster/decode-text.ts";
import { Groups, groupsOf } from "../../../kit/grading/roster/groups.ts";
import { NearNames } from "../../../kit/grading/roster/near-names.ts";
import { ownersOf } from "../../../kit/grading/roster/owners.ts";
import { parseCsv } from "../../../kit/grading/roster/read-csv.ts";
import { type Roster, rosterOf } from "../../../kit/grading/roster/roster.ts";
import { Students } from "../../../kit/grading/roster/students.ts";

const roster = (text: string): Roster => rosterOf(parseCsv(text, "The roster r.csv"), "r.csv");
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
    expect(students.of({ canvasName: "whoever", canvasId: "456" }).id).toBe("rr");
    const stranger = students.of({ canvasName: "doejane", canvasId: "999" });
    expect(stranger.id).toBe("doejane-999");
    expect(students.isUnlisted(stranger)).toBe(true);
  });
});

describe("a login that the roster has decides, whatever the name says", () => {
  const students = new Students(roster("student,name\nalice,Alice Doe\nmallory,Mallory Roe\nj_doe,Jo Doe\n"));
  test("of an ILIAS folder whose owner has taken another student's name", () => {
    const who = { name: "Alice Doe", sid: "Mallory_mallory", shorterSids: ["mallory"] };
    expect(students.of(who).id).toBe("mallory");
  });

  test("of a login with an underscore of its own", () => {
    expect(students.of({ name: "Jo Doe", sid: "j_doe", shorterSids: ["doe"] }).id).toBe("j_doe");
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
    expect(new Students(roster(text)).of({ moodleName: "J. Doe", moodleId: "31" }).id).toBe(
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
      expect(students.of({ folder }).id, folder).toBe("jdoe");
    expect(students.of({ name: "Doe" }).id).toBe("Doe");
  });

  test("a name that two students have leads to neither", () => {
    const students = new Students(roster("id,name\na,Jane Doe\nb,Jane Doe\n"));
    const found = students.of({ folder: "Jane Doe" });
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

describe("a roster as spreadsheets save it", () => {
  const students = (bytes: Uint8Array) => rosterOf(parseCsv(decodeText(bytes), "r"), "r").students;
  const text = "student;name\r\n1;José García\r\n2;Zoë Müller\r\n";
  const utf16 = (order: "le" | "be", mark: boolean) => {
    const bytes = Buffer.from(`${mark ? "\uFEFF" : ""}${text}`, "utf16le");
    return order === "le" ? bytes : bytes.swap16();
  };
  test.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
    ["Windows-1252", Buffer.from(text, "latin1")],
    ["UTF-16 LE", utf16("le", true)],
    ["UTF-16 BE", utf16("be", true)],
    ["UTF-16 LE without a mark", utf16("le", false)],
    ["UTF-16 BE without a mark", utf16("be", false)],
    ["a first line sep=;", Buffer.from(`sep=;\r\n${text}`)],
    ["a mark and a first line sep=;", Buffer.from(`\uFEFFsep=;\n${text}`)],
  ])("%s", (_, bytes) => {
    expect(students(bytes).map(({ id, name }) => [id, name])).toEqual([
      ["1", "José García"],
      ["2", "Zoë Müller"],
    ]);
  });

  test("a line is counted in the file as it is, with its line sep=;", () => {
    expect(parseCsv("sep=;\na;b\n1;2\n", "r").lines).toEqual([3]);
  });
});

describe("a roster of a platform in another language", () => {
  test.each([
    [
      "German",
      'ID,"Vollständiger Name","E-Mail-Adresse",Status,Bewertung,Bestwertung\nTeilnehmer/in4711,"Jane Doe",jane@x.de,"Zur Bewertung abgegeben",,"23,00"\n',
    ],
    [
      "French",
      'Identifiant,Nom complet,Adresse de courriel,Statut,Note,Note maximale\nParticipant4711,Jane Doe,jane@x.de,Remis,,"23,00"\n',
    ],
    [
      "Spanish",
      'Identificador,Nombre completo,Dirección de correo,Estado,Calificación,Calificación máxima\nParticipante 4711,Jane Doe,jane@x.de,Enviado,,"23,00"\n',
    ],
  ])("Moodle's worksheet in %s", (_, text) => {
    const read = roster(text);
    expect(read).toMatchObject({
      kind: "moodle",
      students: [{ id: "jane@x.de", moodleId: "4711", name: "Jane Doe" }],
    });
    const points = new Map([[0, [{ lesson: "01", total: 11.5, max: 23 }]]]);
    expect(moodleWorksheet(read, "01", points).split("\r\n")[1]).toContain("11.5");
  });

  test("a worksheet of an anonymous assignment", () => {
    expect(roster("Identifier,Status,Grade\nParticipant 31,Submitted,\n")).toMatchObject({
      kind: "moodle",
      students: [{ id: "31", moodleId: "31" }],
    });
  });

  test("a column of addresses is known by its cells", () => {
    expect(roster("Kontakt;Foo\njane@x.de;1\n").students[0]?.id).toBe("jane@x.de");
  });

  test("numbers with a word before them are no participants of Moodle", () => {
    expect(roster("id,name\nS1001,Jane\nS1002,Bo\n").kind).toBe("plain");
  });
});

test("staff on a roster is no student, and is named", () => {
  const { students, staff } = roster(
    "First Name,Last Name,SID,Email,Role\nAna,Lima,1001,ana@x.edu,Student\nTina,Assist,,tina@x.edu,TA\nProf,Essor,,prof@x.edu,Instructor\nGus,Guest,9,g@x.edu,Auditor\n",
  );
  expect(students.map(({ id }) => id)).toEqual(["1001", "9"]);
  expect(staff).toEqual(["Tina Assist", "Prof Essor"]);
});

describe("names that differ from the roster's", () => {
  const list = 'id,name\n1,"O\'Hara, José"\n2,Jane Doe-Smith\n3,Søren Kjær\n';
  test.each([
    ["José OHara", "1"],
    ["Jose O’Hara", "1"],
    ["O'Hara José", "1"],
    ["jane doe smith", "2"],
    ["Doe-Smith, Jane", "2"],
    ["Soren Kjaer", "3"],
  ])("%s is joined, and the gradebook says so", (folder, id) => {
    const students = new Students(roster(list));
    expect(students.of({ folder }).id).toBe(id);
    expect(students.spellings()).toEqual([expect.stringContaining(`“${folder}” was taken for`)]);
  });

  test("a name with a slip of the pen is not joined, and is named with both spellings", () => {
    const students = new Students(roster(list));
    expect(students.isUnlisted(students.of({ folder: "Jane Doe-Smyth" }))).toBe(true);
    expect(students.spellings()).toEqual([
      "“Jane Doe-Smyth” is not on the roster, which has “Jane Doe-Smith”: if they are one person, mend the spelling.",
    ]);
  });

  test("two students whose names differ in an accent only are not confused", () => {
    const students = new Students(roster("id,name\n1,José García\n2,Jose Garcia\n"));
    expect([students.of({ name: "José García" }).id, students.of({ name: "Jose Garcia" }).id]).toEqual([
      "1",
      "2",
    ]);
    expect(students.isUnlisted(students.of({ name: "Josè Garcia" }))).toBe(true);
  });
});

describe("5,000 students", () => {
  const all = Array.from({ length: 5000 }, (_, n) => n);

  test("of a worksheet are read with a few looks at each cell, however long its text is", () => {
    // A pattern with three repetitions would take the cube of these spaces.
    const odd = `Participant${" ".repeat(100_000)}x 7`;
    let looks = 0;
    const rows = all.map(
      (n) =>
        new Proxy([n === 7 ? odd : `Participant ${n}`, `Student ${n}`, "x"], {
          get(cells, key) {
            looks += typeof key === "string" && /^\d+$/.test(key) ? 1 : 0;
            return Reflect.get(cells, key);
          },
        }),
    );
    const table = { header: ["Identifier", "Full name", "Status"], rows, lines: all };
    // One cell that is no participant's makes the list a plain one.
    expect(() => rosterOf(table, "r.csv")).not.toThrow();
    expect(looks).toBeLessThan(20 * all.length);
  });

  test("are told from 5,000 near spellings by comparing each with few names", () => {
    // Names of letters alone that differ in more than one of them.
    const name = (n: number) =>
      [...String(n).padStart(4, "0")].map((digit) => "abcdefghij"[Number(digit)]?.repeat(2)).join("");
    const near = new NearNames(all.map((n) => `${name(n)} doe`));
    for (const n of all) expect(near.find(`${name(n)} do`)).toBe(n);
    expect(near.compared).toBeLessThan(5 * all.length);
  });

  test("are near by one letter more, less, other or swapped, and by no more", () => {
    const near = new NearNames(["Jane Doe", "Jane Roe", "Al"]);
    for (const spelling of ["Jane Do", "Janee Doe", "Jene Doe", "Jnae Doe", "jane doe"])
      expect(near.find(spelling), spelling).toBe(0);
    for (const spelling of ["Jnea Doe", "Jan Do", "All", "A", "Mary Major", "x".repeat(100_000)])
      expect(near.find(spelling), spelling).toBe(-1);
  });
});

describe("groups", () => {
  const students = () =>
    new Students(roster("id,name,email\n1,Ana Lima,ana@x.edu\n2,Bo Chen,bo@x.edu\n3,Cy Low,cy@x.edu\n"));
  const upload = (who: Identity, others?: Identity[]): UploadedFile => ({
    layout: "folders",
    who,
    ...(others ? { others } : {}),
    fileName: "01.ipynb",
    attempt: 0,
    entry: { path: ["x"], where: "x", size: 1, read: async () => Buffer.alloc(0) },
  });
  const ids = (file: UploadedFile, all: Students, groups = new Groups()) =>
    ownersOf(file, all, groups).map(({ id }) => id);

  test("whose names are signs alone are told apart, and no other name of signs is theirs", () => {
    const table = parseCsv("group,student\n🚀,1\n★★★,2\n", "The groups g.csv");
    const groups = groupsOf(table, "g.csv", students());
    expect(groups.named({ folder: "🚀" })?.members.map(({ id }) => id)).toEqual(["1"]);
    expect(groups.named({ folder: "★★★" })?.members.map(({ id }) => id)).toEqual(["2"]);
    for (const folder of ["🎉", "***", "...", "★"]) expect(groups.named({ folder }), folder).toBeUndefined();
  });

  test("all who a platform names handed a file in", () => {
    const file = upload({ name: "Ana Lima" }, [{ email: "bo@x.edu" }]);
    expect(ids(file, students())).toEqual(["1", "2"]);
  });

  test("a list of groups gives one member's work, or a file in the group's name, to all members", () => {
    const all = students();
    const groups = groupsOf(
      parseCsv("group_name,login_id,name\nTeam One!,1,\nTeam One!,,Bo Chen\nB,3,\n", "g"),
      "g.csv",
      all,
    );
    expect(ids(upload({ folder: "2" }), all, groups)).toEqual(["2", "1"]);
    expect(ids(upload({ canvasName: "teamone", canvasId: "77" }), all, groups)).toEqual(["1", "2"]);
    expect(ids(upload({ folder: "3" }), all, groups)).toEqual(["3"]);
  });

  test.each([
    ["student\n1\n", 'need a column "group"'],
    ["group,student\nA,9\n", "line 2: 9 is not on the roster"],
    ["group,student\nA,1\nB,1\n", "line 3: Ana Lima is in “A” and in “B”"],
  ])("%j is refused in one sentence", (text, sentence) => {
    expect(() => groupsOf(parseCsv(text, "g"), "g.csv", students())).toThrow(sentence);
  });
});

test("a student whom the roster does not list has the name that the platform gives", () => {
  const students = new Students();
  const id = (who: Identity) => students.of(who).id;
  expect(id({ canvasName: "doejane", canvasId: "1" })).toBe("doejane-1");
  expect(id({ moodleName: "Jane Doe", moodleId: "2" })).toBe("Jane Doe 2");
  expect(id({ gradescopeId: "3" })).toBe("submission 3");
  expect(id({ gradescopeId: "3", email: "j@example.org" })).toBe("j@example.org");
  expect(id({ folder: " a\u0007b\u202e " })).toBe("a\uFFFDb\u202e");
  expect(id({ folder: "   " })).toMatch(/^\(no name [0-9a-f]{8}\)$/);
  expect(id({ folder: "x".repeat(5000) }).length).toBeLessThan(220);
});
