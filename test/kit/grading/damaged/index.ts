/** Damaged notebooks: every kind of damage, and the result that grading must have. */
import { byteDamages } from "./bytes.ts";
import { cellDamages } from "./cells.ts";
import type { Damage } from "./damage.ts";
import { editorDamages } from "./editors.ts";

export type { Damage, Notebook } from "./damage.ts";
export const damages: readonly Damage[] = [...byteDamages, ...cellDamages, ...editorDamages];
