import { changed, type Damage, exerciseCell, sourceOf } from "./damage.ts";

/** What other programs do to a notebook when they save it. */
export const editorDamages: readonly Damage[] = [
  {
    what: "an editor saved it without any metadata and ids (vscode-jupyter #8709 and #2325)",
    damage: changed((notebook) => {
      notebook.metadata = {};
      notebook.nbformat_minor = 4;
      for (const cell of notebook.cells) {
        cell.metadata = {};
        delete cell.id;
      }
    }),
    outcome: "full",
  },
  {
    what: "an editor gave every cell a new id",
    damage: changed((notebook) => {
      for (const [index, cell] of notebook.cells.entries()) cell.id = `#VSC-${index}`;
    }),
    outcome: "full",
  },
  {
    what: "every cell has the same id",
    damage: changed((notebook) => {
      for (const cell of notebook.cells) cell.id = "exercise-01-1";
    }),
    outcome: "full",
  },
  {
    what: "an editor saved each cell's text as one string, with the line ends of Windows",
    damage: changed((notebook) => {
      for (const cell of notebook.cells) cell.source = sourceOf(cell).replaceAll("\n", "\r\n");
    }),
    outcome: "full",
  },
  {
    what: "another kernel was chosen",
    damage: changed((notebook) => {
      notebook.metadata.kernelspec = { display_name: "Python 3", language: "python", name: "python3" };
      notebook.metadata.language_info = { name: "python" };
    }),
    outcome: "full",
  },
  {
    what: "it was saved in format 3, with worksheets",
    damage: (notebook) =>
      JSON.stringify({
        nbformat: 3,
        nbformat_minor: 0,
        metadata: { name: "" },
        worksheets: [
          {
            cells: notebook.cells.map((cell) =>
              cell.cell_type === "code"
                ? {
                    cell_type: "code",
                    language: "typescript",
                    input: sourceOf(cell),
                    outputs: [],
                    collapsed: false,
                  }
                : { cell_type: "markdown", source: sourceOf(cell) },
            ),
          },
        ],
      }),
    outcome: "full",
  },
  {
    what: "Python wrote NaN and Infinity into its outputs, which are no JSON",
    damage: (notebook) => {
      const copy = structuredClone(notebook);
      exerciseCell(copy, 1).outputs = [
        {
          output_type: "execute_result",
          execution_count: 1,
          metadata: {},
          data: { "application/json": { loss: "@", best: "@@" } },
        },
      ];
      return JSON.stringify(copy).replace('"@@"', "-Infinity").replace('"@"', "NaN");
    },
    outcome: "full",
  },
  {
    what: "metadata, ids and outputs are of the wrong kind everywhere",
    damage: changed((notebook) => {
      for (const [index, cell] of notebook.cells.entries()) {
        cell.metadata = [null, 3, "x", [], true][index % 5];
        cell.id = [null, 7, {}, []][index % 4];
        cell.outputs = "none";
        cell.execution_count = { is: "odd" };
      }
      notebook.metadata = "x";
      notebook.cells.splice(1, 0, null as never, 5 as never, [] as never, {});
    }),
    outcome: "full",
  },
  {
    what: "it was stored as a text of JSON within JSON",
    damage: (notebook) => JSON.stringify(JSON.stringify(notebook)),
    outcome: "full",
  },
  {
    what: "its name tells nothing, and its metadata do",
    damage: changed(() => {}),
    fileName: "Untitled (3).ipynb",
    outcome: "full",
  },
  {
    what: "it is of a lesson that this course does not have",
    damage: changed((notebook) => {
      notebook.metadata = { swarmlab: { lesson: "77" } };
      notebook.cells = [];
    }),
    fileName: "homework.ipynb",
    outcome: { attention: /lesson 77, which this course does not have/ },
  },
];
