// A type that comes from a package without its name being written.
import { z as zod } from "zod";
const personSchema = zod.object({ name: zod.string(), age: zod.number().optional() });
// %%
type PersonRead = ReturnType<typeof personSchema.parse>;
const nameOfPerson = (person: PersonRead) => person.name.toUpperCase();
// %%
const answer = () => nameOfPerson({ name: "ada" });
// expect: "ADA"
