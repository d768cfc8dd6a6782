/** What is graded: an exercise's cell with the definitions it names, compiled as the kernel compiles. */
export { assemble, type OtherAnswerOf } from "./assemble.ts";
export type { Assembly, CellText, Origin, OtherAnswer } from "./assembly.ts";
export { AnswerCompiler, type CompileErrors, placeOf, type RunnableAnswer } from "./compile-answer.ts";
export { forbiddenNames } from "./forbidden-names.ts";
