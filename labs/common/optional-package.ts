import { codedError } from "./coded-error.ts";

/** A package that is installed only by those who use it is missing. */
export class MissingPackageError extends codedError<"MISSING_PACKAGE">("MissingPackageError") {}

/**
 * Loads a package that labs does not install by itself.
 *
 * @param name - the package's name, as in `npm install`
 * @param purpose - what it is needed for, as the end of the sentence "… is needed to"
 * @param load - calls `import()` with the package's name, so that its types are known
 * @throws MissingPackageError that says what to install
 */
export async function optionalPackage<Module>(
  name: string,
  purpose: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    throw new MissingPackageError(
      "MISSING_PACKAGE",
      `The package ${name} is needed to ${purpose}, and it is not installed: run "npm install ${name}".`,
      { cause: error },
    );
  }
}

/** Whether an import failed because this package is missing, and not because of what the package does. */
function isMissing(error: unknown, name: string): boolean {
  if (!(error instanceof Error) || Reflect.get(error, "code") !== "ERR_MODULE_NOT_FOUND") return false;
  return error.message.includes(`'${name}'`);
}
