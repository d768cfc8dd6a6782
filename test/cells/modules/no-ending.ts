import { Weekday } from "./kinds";
import { inFolder } from "./folder";

export const tuesday = (): number => Weekday.Tuesday;
export const folderWord = (): string => inFolder;
