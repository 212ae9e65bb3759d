// Expenditure by function, one level at a time: 类 → 款 → 项, each figure with its change and its cell.
(() => {
  const { h, t, money, length, table, named } = juesuan;

  const amountOf = (rows, code, nature) => rows.find((row) => row.function_code === code && row.nature_code === nature);

  // ``open`` is the code whose parts are shown, "" for the classes.
  juesuan.functions = (data, departmentId, year, open) => {
    const rows = data.expenditure.filter((row) => row.year === year && row.fund_code === "all");
    const totals = rows.filter((row) => row.nature_code === "total");
    const name = (row) => `${row.function_code} ${named(row.function_name, row.function_name_en)}`;
    const hasParts = (code) => totals.some((row) => row.parent_code === code);
    const shown = totals.filter((row) => row.function_code !== "total" && (row.parent_code ?? "") === open)
      .sort((one, other) => Number(other.amount ?? 0) - Number(one.amount ?? 0));
    const link = (code) => juesuan.route("department", departmentId, year, ...(code ? [code] : []));
    const go = (code) => { location.hash = link(code); };

    const path = [];
    for (let code = open; code; code = totals.find((row) => row.function_code === code)?.parent_code) path.unshift(code);
    const crumbs = h("nav", { class: "crumbs", "aria-label": t("科目层级", "Levels of the classification") },
      h("a", { href: link("") }, t("全部类", "All classes")),
      path.map((code) => ["›", h("a", { href: link(code), "aria-current": code === open ? "true" : null }, name(amountOf(totals, code, "total") ?? { function_code: code }))]).flat());

    const whole = amountOf(totals, open || "total", "total");
    const level = shown[0]?.level_name ?? "";
    const words = t(`${year} 年支出按功能分类（${level}）`, `Expenditure of ${year} by function (${level})`);
    const bars = shown.filter((row) => row.amount !== null && Number(row.amount) !== 0)
      .map((row) => ({ name: name(row), code: row.function_code, length: length(row.amount), text: money(row.amount) }));
    const part = (row, nature) => {
      const found = amountOf(rows, row.function_code, nature);
      return found ? juesuan.cell(found.amount, found) : "—";
    };
    return h("section", { id: "functions" }, h("h2", {}, t("支出：按功能分类（类 › 款 › 项）", "Expenditure by function (类 › 款 › 项)")),
      crumbs,
      whole ? h("p", {}, t("合计 ", "Total "), juesuan.cell(whole.amount, whole), ` ${juesuan.unitName()} · `, t("比上年 ", "on last year "), juesuan.change(whole)) : null,
      juesuan.sideBars(words, bars, (datum) => { if (hasParts(datum.code)) go(datum.code); }),
      h("p", { class: "note" }, t("点击条形或表中的科目进入下一级。", "Select a bar, or a code in the table, to see its parts.")),
      table(words, [
        { name: t("科目", "Code"), value: (row) => (hasParts(row.function_code) ? h("a", { href: link(row.function_code), class: "drill" }, name(row)) : name(row)) },
        { name: `${t("决算", "Actual")} (${juesuan.unitName()})`, number: true, value: (row) => juesuan.cell(row.amount, row) },
        { name: t("上年", "Last year"), number: true, value: (row) => juesuan.prior(data, row) },
        { name: t("增减", "Change"), number: true, value: juesuan.change },
        { name: t("基本支出", "Basic"), number: true, value: (row) => part(row, "basic") },
        { name: t("项目支出", "Project"), number: true, value: (row) => part(row, "project") },
      ], shown));
  };
})();
