// Figures, links and tables: every text goes in as text, every amount stays the exact decimal it was.
(() => {
  const { t } = juesuan;

  // h("td", {class: "n"}, …): an element; children are elements or texts, null is left out.
  juesuan.h = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
  };
  const { h } = juesuan;

  // "139192700.00" yuan as 万元 without arithmetic in floating point: the point moves four places.
  juesuan.money = (yuan) => {
    if (yuan === null || yuan === undefined) return "—";
    const places = juesuan.unit === "wan" ? 4 : 0;
    const sign = yuan.startsWith("-") ? "−" : "";
    const [whole, part = ""] = yuan.replace("-", "").split(".");
    const digits = whole.padStart(places + 1, "0");
    const left = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
    const right = (digits.slice(digits.length - places) + part).replace(/(\d\d)(\d*?)0*$/, "$1$2");
    return `${sign}${left}.${right}`;
  };
  juesuan.unitName = () => (juesuan.unit === "wan" ? t("万元", "10,000 yuan") : t("元", "yuan"));
  // for the length of a bar only
  juesuan.length = (yuan) => (yuan === null || yuan === undefined ? null : Number(yuan) / (juesuan.unit === "wan" ? 1e4 : 1));
  juesuan.percent = (text) => (text === null || text === undefined ? "—" : `${text.replace("-", "−").replace(/(\.\d\d)0+$/, "$1")}%`);
  juesuan.points = (text) => (text === null || text === undefined ? "—" : text.replace(/(\.\d\d)0+$/, "$1"));
  juesuan.signedPercent = (text) => (text && !text.startsWith("-") && Number(text) > 0 ? `+${juesuan.percent(text)}` : juesuan.percent(text));

  juesuan.route = (...parts) => `#/${parts.map((part) => encodeURIComponent(part)).join("/")}`;

  // A figure that leads to where it is printed; without a place it is text.
  juesuan.figure = (text, documentId, kind, place) => {
    if (!documentId || place === null || place === undefined || text === "—") return h("span", {}, text);
    const title = t("看印出的原文", "see it as printed");
    return h("a", { class: "figure", href: juesuan.route("document", documentId, kind, place), title }, text);
  };
  juesuan.cell = (yuan, row, key = "cell_id") => juesuan.figure(juesuan.money(yuan), row.document_id, "cell", row[key]);

  // columns: [{name, value(row) → element or text, number?, wide?, css?(row)}]
  juesuan.table = (caption, columns, rows) => {
    if (!rows.length) return h("p", { class: "note" }, `${caption}: ${t("没有数据", "no data")}`);
    const kind = (column) => (column.number ? "n" : column.wide ? "wide" : null);
    const head = h("tr", {}, columns.map((column) => h("th", { scope: "col", class: kind(column) }, column.name)));
    const body = rows.map((row) => h("tr", {}, columns.map((column, index) =>
      h(index ? "td" : "th", { class: [kind(column), column.css?.(row)].filter(Boolean).join(" ") || null, scope: index ? null : "row" }, column.value(row) ?? ""))));
    return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
      h("table", {}, h("caption", {}, caption), h("thead", {}, head), h("tbody", {}, body)));
  };

  juesuan.tile = (name, value, note) => h("div", { class: "tile" }, name, h("b", {}, value), note ? h("small", {}, note) : null);

  // The change on the year before, with the reason where there is no rate or where it must be read with care.
  juesuan.change = (row) => {
    const reason = row.comparability && row.comparability !== "comparable" ? juesuan.word("comparability", row.comparability) : null;
    return h("span", {}, row.change_pct === null ? "—" : juesuan.signedPercent(row.change_pct), reason ? " " : null,
      reason ? h("span", { class: "tag", title: row.reason ?? "" }, reason) : null);
  };
})();
