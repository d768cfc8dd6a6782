/**
 * The page's script. It replaces each static picture with an interactive chart for the width and the brightness of the
 * reader's screen, again whenever either changes. Without the script, or when it fails, the static pictures stay.
 */
export const pageScript = `
(() => {
  const specs = JSON.parse(document.getElementById("specs").textContent);
  const phone = matchMedia("(max-width: 640px)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const drawn = new Map();
  let latest = 0;
  async function drawAll() {
    const turn = ++latest;
    for (const [index, spec] of specs.entries()) {
      const figure = document.getElementById("chart-" + index);
      const target = document.createElement("div");
      try {
        const options = {
          mode: "vega-lite", renderer: "svg", actions: false, ast: true,
          config: { background: "transparent" },
          ...(dark.matches ? { theme: "dark" } : {}),
        };
        const result = await vegaEmbed(target, phone.matches ? spec.narrow : spec.wide, options);
        if (turn !== latest) { result.finalize(); return; }
        drawn.get(index)?.finalize();
        drawn.set(index, result);
        figure.querySelector(".live").replaceChildren(target);
        figure.classList.add("drawn");
      } catch (error) {
        figure.classList.remove("drawn");
        console.error("This chart stays a still picture:", error);
      }
    }
    document.documentElement.dataset.charts = "drawn";
  }
  phone.addEventListener("change", drawAll);
  dark.addEventListener("change", drawAll);
  drawAll();
})();
`;
