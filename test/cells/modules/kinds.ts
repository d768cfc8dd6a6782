export enum Weekday {
  Monday = 1,
  Tuesday,
}
export namespace Units {
  export const gram = 1;
  export const kilo = gram * 1000;
}
export class Parcel {
  constructor(
    readonly grams: number,
    private readonly label = "parcel",
  ) {}
  describe(): string {
    return `${this.label} of ${this.grams / Units.kilo} kg`;
  }
}
export interface Shape {
  area: number;
}
export type Sides = 3 | 4;
