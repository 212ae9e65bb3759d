// Charts in Vega-Lite: colours that colour-blind readers can tell apart, each beside a table of the same figures.
(() => {
  const { h, t } = juesuan;
  const COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999"];
  juesuan.drawing = [];

  const narrow = () => document.getElementById("main").clientWidth < 600;

  const config = () => {
    const ink = getComputedStyle(document.body).color;
    return {
      background: "transparent", font: "system-ui, 'Noto Sans CJK SC', sans-serif", view: { stroke: null },
      axis: { labelColor: ink, titleColor: ink, gridOpacity: 0.25, domainOpacity: 0.4, labelFontSize: 12, titleFontSize: 12, labelLimit: narrow() ? 130 : 220 },
      legend: { labelColor: ink, titleColor: ink, orient: "top", labelFontSize: 12, title: null, labelLimit: 260, columns: 3 },
      range: { category: COLOURS }, text: { color: ink, fontSize: 12 },
    };
  };

  // A drawing of a specification; ``words`` is read by a screen reader, ``onPick`` gets the datum of a clicked mark.
  juesuan.chart = (words, values, spec, onPick) => {
    const place = h("div", { class: "chart", role: "img", "aria-label": words });
    if (!values.length) return h("p", { class: "note" }, `${words}: ${t("没有数据", "no data")}`);
    const full = {
      $schema: "https://vega.github.io/schema/vega-lite/v6.json", width: "container", description: words,
      data: { values }, config: config(), ...spec,
    };
    juesuan.drawing.push(new Promise((resolve) => requestAnimationFrame(resolve)).then(async () => {
      if (!place.isConnected) return;
      const width = typeof full.width === "function" ? full.width(place.clientWidth) : full.width;
      const { view } = await vegaEmbed(place, { ...full, width }, { actions: false, renderer: "svg", tooltip: { theme: "custom" } });
      if (onPick) view.addEventListener("click", (_event, item) => { if (item?.datum) onPick(item.datum); });
    }));
    return place;
  };

  const amount = (title) => ({ field: "length", type: "quantitative", title: title ?? juesuan.unitName(), axis: { format: ",~f", tickCount: 6 } });
  const tooltip = (...fields) => fields.map(([field, title]) => ({ field, title, type: "nominal" }));
  const shown = () => [["series", t("项目", "Item")], ["year", t("年度", "Year")], ["text", juesuan.unitName()]];

  // values: {year, series, length, text, implied}; hollow bars are implied by the prose of the year after
  juesuan.yearBars = (words, values, stacked = false) => juesuan.chart(words, values, {
    height: 240,
    // few years make no broad bars, many fit the screen
    width: (room) => Math.min(room - 90, 140 * new Set(values.map((value) => value.year)).size),
    mark: { type: "bar", cornerRadiusEnd: 2, strokeWidth: 1.5, tooltip: true },
    encoding: {
      x: { field: "year", type: "ordinal", title: null, axis: { labelAngle: 0 } },
      ...(stacked ? {} : { xOffset: { field: "series", sort: null } }),
      y: { ...amount(), stack: stacked ? "zero" : null },
      fill: { field: "series", type: "nominal", sort: null },
      stroke: { field: "series", type: "nominal", sort: null },
      fillOpacity: { condition: { test: "datum.implied", value: 0.15 }, value: 1 },
      tooltip: tooltip(...shown()),
    },
  });

  // values: {name, length, text, series?}, longest first
  juesuan.sideBars = (words, values, onPick, title) => {
    const lengths = values.map((value) => value.length);
    const room = narrow() ? 1.9 : 1.25; // for the figure at the end of the longest bar
    return juesuan.chart(words, values, {
      height: Math.max(60, values.length * (values.some((value) => value.series) ? 16 : 26)),
      layer: [
        { mark: { type: "bar", cornerRadiusEnd: 2, cursor: onPick ? "pointer" : null } },
        { mark: { type: "text", align: "left", dx: 4 }, encoding: { text: { field: "text" }, color: { value: getComputedStyle(document.body).color } } },
      ],
      encoding: {
        y: { field: "name", type: "nominal", sort: null, title: null },
        x: { ...amount(title), stack: null, scale: { domainMin: Math.min(0, ...lengths) * room, domainMax: Math.max(0, ...lengths) * room || 1 } },
        ...(values.some((value) => value.series)
          ? { yOffset: { field: "series", sort: null }, color: { field: "series", type: "nominal", sort: null } }
          : { color: { value: COLOURS[0] } }),
        tooltip: tooltip(["name", t("项目", "Item")], ["text", title ?? juesuan.unitName()]),
      },
    }, onPick);
  };

  // values: {series, length, text, order}: one bar of parts
  juesuan.partBar = (words, values) => juesuan.chart(words, values, {
    height: 44,
    mark: { type: "bar", stroke: "Canvas", strokeWidth: 1 },
    encoding: {
      x: { field: "length", type: "quantitative", stack: "normalize", title: null, axis: { format: "%" } },
      color: { field: "series", type: "nominal", sort: null },
      order: { field: "order", type: "quantitative" },
      tooltip: tooltip(["series", t("项目", "Item")], ["text", ""]),
    },
  });
})();
