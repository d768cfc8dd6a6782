import { followRuns } from "./cell-runs.js";
import { fitCharts } from "./chart-width.js";

/** The lab's plugin of JupyterLab's page. Each notebook that is opened gets what it adds. */
export async function makePlugin(load) {
  const { INotebookTracker } = await load("@jupyterlab/notebook");
  return {
    id: "swarmlab-page:plugin",
    description:
      "Charts as wide as the page, the running sign, and the outputs of a page that is opened again",
    autoStart: true,
    requires: [INotebookTracker],
    activate(_app, tracker) {
      const add = (panel) => {
        fitCharts(panel);
        followRuns(panel);
      };
      tracker.forEach(add);
      tracker.widgetAdded.connect((_, panel) => add(panel));
    },
  };
}
