/** Small changes to the solutions, and whether the checks notice them. */
export { type JudgedMutant, judgeMutants, type MutantState } from "./judge-mutants.ts";
export { type Mutant, mutantsOf } from "./mutants.ts";
export {
  type MutationRecord,
  mutationFile,
  readMutationRecord,
  recordText,
  type Survivor,
  updatedRecord,
} from "./mutation-record.ts";
