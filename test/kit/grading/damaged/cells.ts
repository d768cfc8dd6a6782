import { changed, type Damage, exerciseCell, sourceOf } from "./damage.ts";

/** What people do to cells: with a slip of the finger, with copy and paste, with the best of intentions. */
export const cellDamages: readonly Damage[] = [
  {
    what: "a cell was copied with its metadata and its id, and the copy counts (nbgrader #1083)",
    damage: changed((notebook) => {
      const cell = exerciseCell(notebook, 1);
      notebook.cells.splice(notebook.cells.indexOf(cell), 0, structuredClone(cell));
    }),
    outcome: "full",
  },
  {
    what: "a locked check cell was copied (nbgrader #981)",
    damage: changed((notebook) => {
      const check = notebook.cells.find((cell) => /^await check\(/.test(sourceOf(cell)));
      if (check) notebook.cells.push(structuredClone(check));
    }),
    outcome: "full",
  },
  {
    what: "an answer's cell was turned into Markdown (nbgrader #1941)",
    damage: changed((notebook) => {
      const cell = exerciseCell(notebook, 1);
      cell.cell_type = "markdown";
      delete cell.outputs;
      delete cell.execution_count;
    }),
    outcome: "full",
  },
  {
    what: "an answer's cell was turned into raw text",
    damage: changed((notebook) => {
      exerciseCell(notebook, 3).cell_type = "raw";
    }),
    outcome: "full",
  },
  {
    what: "cells were inserted everywhere (nbgrader #1941)",
    damage: changed((notebook) => {
      notebook.cells = notebook.cells.flatMap((cell, index) => [
        {
          cell_type: "code",
          metadata: {},
          source: `console.log(${index});`,
          outputs: [],
          execution_count: index,
        },
        cell,
        { cell_type: "markdown", metadata: {}, source: "my notes" },
      ]);
    }),
    outcome: "full",
  },
  {
    what: "an answer's cell was split in two (ananke #12)",
    damage: changed((notebook) => {
      const cell = exerciseCell(notebook, 2);
      const [line, ...rest] = sourceOf(cell).split("\n");
      notebook.cells.splice(notebook.cells.indexOf(cell) + 1, 0, {
        ...structuredClone(cell),
        id: "another-id",
        source: rest.join("\n"),
      });
      cell.source = `${line}\n// my answer is below`;
    }),
    outcome: "full",
  },
  {
    what: "two answers were merged into one cell",
    damage: changed((notebook) => {
      const [first, second] = [exerciseCell(notebook, 1), exerciseCell(notebook, 2)];
      first.source = `${sourceOf(first)}\n\n${sourceOf(second)}`;
      notebook.cells.splice(notebook.cells.indexOf(second), 1);
    }),
    outcome: "full",
  },
  {
    what: "an answer's cell was deleted: its points are lost, and the gradebook says why",
    damage: changed((notebook) => {
      notebook.cells.splice(notebook.cells.indexOf(exerciseCell(notebook, 3)), 1);
    }),
    outcome: { without: ["3"], says: /no cell for exercise 01\.3/ },
  },
  {
    what: "every check cell was deleted",
    damage: changed((notebook) => {
      notebook.cells = notebook.cells.filter((cell) => !/^await check\(/.test(sourceOf(cell)));
    }),
    outcome: "full",
  },
  {
    what: "the cells stand in the opposite order",
    damage: changed((notebook) => {
      notebook.cells.reverse();
    }),
    outcome: "full",
  },
  {
    what: "an exercise's first line was retyped with other spaces and another title",
    damage: changed((notebook) => {
      const cell = exerciseCell(notebook, 1);
      cell.source = sourceOf(cell).replace(/^\/\/ exercise (\d\d)\.1 .*/, "//Exercise 1.1: mine");
    }),
    outcome: "full",
  },
  {
    what: "an exercise's first line was deleted, and its metadata are there",
    damage: changed((notebook) => {
      const cell = exerciseCell(notebook, 1);
      cell.source = sourceOf(cell).replace(/^.*\n/, "");
    }),
    outcome: "full",
  },
  {
    what: "first line and metadata are gone, and the names of the answer are there",
    damage: changed((notebook) => {
      const cell = exerciseCell(notebook, 1);
      cell.source = sourceOf(cell).replace(/^.*\n/, "");
      cell.metadata = {};
      delete cell.id;
    }),
    outcome: "full",
  },
  {
    what: "the outputs say that everything passed, and the answers are gone",
    damage: changed((notebook) => {
      for (const number of [1, 2, 3]) {
        const cell = exerciseCell(notebook, number);
        cell.source = `${sourceOf(cell).split("\n")[0]}\n`;
        cell.outputs = [{ output_type: "stream", name: "stdout", text: "6 of 6 points" }];
      }
    }),
    outcome: { without: ["1", "2", "3"], says: /Empty: exercise 01\.1, 01\.2, 01\.3/ },
  },
  {
    what: "all the answers were deleted with their cells: nobody gets a 0 without a word",
    damage: changed((notebook) => {
      for (const number of [1, 2, 3])
        notebook.cells.splice(notebook.cells.indexOf(exerciseCell(notebook, number)), 1);
    }),
    outcome: { attention: /holds none of the exercises/ },
  },
];
