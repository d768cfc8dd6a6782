import { Shape, Sides } from "./kinds.ts";

export const areaOf = (shape: Shape, sides: Sides = 4): number => shape.area * sides;
