import { UsageError } from "../common/command-line.mjs";
import { WEIGHTS, type Weights } from "./model/weights.ts";
import { courseFolder, rootOption } from "./run-command/caller-folder.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runInterruptibly } from "./run-command/run-as-program.ts";

/** `npm run model`. */
export const modelCommand = defineCommand(
  {
    name: "model",
    usage: ["", "-- --install [1.5b|0.5b]", "-- --remove"],
    about: `Says which language model answers in the lab, and what is installed. With --install it brings one into .lab/models,
after it has shown sizes and licences and asked. Nothing is installed unasked. docs/models.md says more.`,
    positionals: true,
    options: {
      install: { help: "bring the weights that are named, 1.5b if none are, and the package that runs them" },
      yes: { help: "with --install: agree without being asked" },
      remove: { help: "delete all that --install has brought" },
      root: rootOption,
      json: { help: "print what is configured and installed as JSON" },
    },
    closing:
      "Exit code: 0 when done, 1 when it could not be done or was declined, 2 for wrong use, 130 after Ctrl-C.",
  },
  async ({ values, positionals }, tools) => {
    const weights = weightsNamed(positionals);
    if (values.install && values.remove)
      throw new UsageError("--install and --remove are two things: ask for one of them.");
    if (positionals.length > 0 && !values.install)
      throw new UsageError(
        `${positionals[0]} is for --install: npm run model -- --install ${positionals[0]}`,
      );
    const root = courseFolder(values.root);
    if (values.install) {
      const { installModel } = await import("./model/install-model.ts");
      return installModel(weights, root, values.yes, tools);
    }
    if (values.remove) {
      const { removeModels } = await import("./model/remove-models.ts");
      tools.out.write(removeModels(root));
      return 0;
    }
    const { modelStatus, statusText } = await import("./model/model-status.ts");
    const status = modelStatus(process.env, root);
    tools.out.write(values.json ? `${JSON.stringify(status, null, 2)}\n` : statusText(status));
    return 0;
  },
);

/** @throws UsageError */
function weightsNamed(names: readonly string[]): Weights {
  const [name = "1.5b", ...more] = names;
  const weights = WEIGHTS.find(({ id }) => id === name.toLowerCase());
  if (weights !== undefined && more.length === 0) return weights;
  const ids = WEIGHTS.map(({ id }) => id).join(" or ");
  throw new UsageError(`--install takes ${ids}, and got ${names.join(" ")}.`);
}

if (import.meta.main) await runInterruptibly(modelCommand);
