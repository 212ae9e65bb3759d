// A department: income and spending over the years, and one year by function, economy, budget and project.
(() => {
  const { h, t, money, length, table, tile, word, named, route } = juesuan;
  const ofYear = (rows, year) => rows.filter((row) => row.year === year);
  const nonzero = (text) => text !== null && Number(text) !== 0;
  const newestFirst = (rows) => [...rows].sort((one, other) => other.year - one.year);
  const unit = () => ` (${juesuan.unitName()})`;

  // The amounts of every year, and hollow ones for a year before that is only implied by the prose.
  const series = (rows, name) => {
    const disclosed = new Set(rows.filter((row) => row.amount !== null).map((row) => row.year));
    const bars = rows.filter((row) => row.amount !== null).map((row) => ({ year: row.year, series: name, length: length(row.amount), text: money(row.amount), implied: false }));
    const before = rows.filter((row) => row.prior_basis === "implied" && row.prior !== null && !disclosed.has(row.year - 1));
    return [...bars, ...before.map((row) => ({ year: row.year - 1, series: name, length: length(row.prior), text: `${money(row.prior)} (${t("推得", "implied")})`, implied: true }))];
  };
  const total = (rows) => rows.filter((row) => row.function_code === "total");

  // Last year's figure leads to its own cell, or to the sentence that implies it.
  juesuan.prior = (data, row, amount = "amount", cellKey = "cell_id") => {
    const same = ["source_code", "fund_code", "nature_code", "function_code", "item_code"];
    const list = [data.income, data.expenditure, data.three_public, data.procurement].find((rows) => rows.includes(row)) ?? [];
    const before = list.find((found) => found.year === row.year - 1 && found[amount] === row.prior && same.every((key) => found[key] === row[key]));
    if (row.prior_basis !== "implied") {
      if (before?.amount_statement_no) return juesuan.figure(money(row.prior), before.document_id, "statement", before.amount_statement_no);
      return before ? juesuan.cell(row.prior, before, cellKey) : money(row.prior);
    }
    const code = row.function_code && row.function_code !== "total" ? row.function_code : null;
    const levels = ["function_class", "function_item"].map((level) => (row.fund_code === "general_public" ? level : `${level}_${row.fund_code}`));
    const keys = code ? levels : [`three_public_${row.item_code}`, `expenditure_${row.fund_code === "all" ? row.nature_code : row.fund_code}`, `income_${row.source_code}`, `procurement_${row.item_code}`];
    const stated = data.implied.find((found) => found.document_id === row.document_id && found.base === "prior_year_actual" && found.code === code && keys.includes(found.measure_key));
    return juesuan.figure(money(row.prior), row.document_id, "statement", stated?.statement_no);
  };

  const changes = (data, name, extra = []) => [
    { name: t("年度", "Year"), value: (row) => String(row.year) }, ...extra,
    { name: name + unit(), number: true, value: (row) => juesuan.cell(row.amount, row) },
    { name: t("上年", "Last year"), number: true, value: (row) => juesuan.prior(data, row) },
    { name: t("增减", "Change"), number: true, value: juesuan.change },
  ];

  const years = (data) => {
    const income = data.income.filter((row) => row.source_code === "total");
    const expenditure = total(data.expenditure).filter((row) => row.fund_code === "all" && row.nature_code === "total");
    const words = t("各年收入与支出", "Revenue and expenditure by year");
    const item = (row) => (row.source_code ? t("收入", "Revenue") : t("支出", "Expenditure"));
    return h("section", { id: "years" }, h("h2", {}, words),
      juesuan.yearBars(words, [...series(income, t("收入", "Revenue")), ...series(expenditure, t("支出", "Expenditure"))]),
      h("p", { class: "note" }, t("空心条为下一年文字推得的上年数。", "A hollow bar is implied by the prose of the year after.")),
      table(words, changes(data, t("决算", "Actual"), [{ name: t("项目", "Item"), value: item }]), newestFirst([...income, ...expenditure])));
  };

  const parts = (data) => {
    // an item that was never spent on is no row of the table
    const used = (row, _index, rows) => rows.some((other) => other.fund_code === row.fund_code && other.nature_code === row.nature_code && nonzero(other.amount));
    const rows = total(data.expenditure).filter(used);
    const funds = rows.filter((row) => row.nature_code === "total" && row.fund_code !== "all");
    const natures = rows.filter((row) => row.fund_code === "all" && row.nature_code !== "total");
    const section = (id, words, found, name) => h("section", { id }, h("h2", {}, words),
      juesuan.yearBars(words, found.filter((row) => nonzero(row.amount)).map((row) => ({ year: row.year, series: name(row), length: length(row.amount), text: money(row.amount), implied: false })), true),
      table(words, changes(data, t("决算", "Actual"), [{ name: t("项目", "Item"), value: name }]), newestFirst(found)));
    return h("div", { class: "pair" },
      section("natures", t("基本支出与项目支出", "Basic and project expenditure"), natures, (row) => word("nature", row.nature_code)),
      section("funds", t("财政拨款支出：按预算", "Fiscal expenditure by budget (fund)"), funds, (row) => word("fund", row.fund_code)));
  };

  const economic = (data, year) => {
    const rows = ofYear(data.economic, year).filter((row) => nonzero(row.amount));
    const words = t(`${year} 年基本支出按经济分类`, `Basic expenditure of ${year} by economic class`);
    const name = (row) => `${row.economic_code} ${named(row.economic_name, row.economic_name_en)}`;
    const classes = rows.filter((row) => !row.parent_code).sort((one, other) => Number(other.amount) - Number(one.amount));
    return h("section", { id: "economic" }, h("h2", {}, words),
      juesuan.sideBars(words, classes.map((row) => ({ name: name(row), length: length(row.amount), text: money(row.amount) }))),
      table(words, [
        { name: t("科目", "Code"), value: name, css: (row) => (row.parent_code ? "indent2" : null) },
        { name: t("类别", "Side"), value: (row) => word("side", row.side) },
        { name: t("决算", "Actual") + unit(), number: true, value: (row) => juesuan.cell(row.amount, row) },
      ], [...rows].sort((one, other) => (one.economic_code < other.economic_code ? -1 : 1))));
  };

  // An initial budget, and whether the prose states it or it follows from a change.
  const initialBudget = (row, shown) => h("span", {}, shown, row.initial_basis === "implied" ? [" ", h("span", { class: "tag" }, t("推得", "implied"))] : null);

  const budget = (data, year) => {
    const rows = ofYear(data.budget, year);
    // where the same amount is printed in a form
    const actual = (row) => {
      const spent = total(ofYear(data.expenditure, year)).find((found) => found.nature_code === "total" && row.measure_key === `expenditure_${found.fund_code}` && found.amount === row.actual);
      const item = ofYear(data.three_public, year).find((found) => row.measure_key === `three_public_${found.item_code}`);
      return spent ? juesuan.cell(row.actual, spent) : item ? juesuan.cell(row.actual, item, "actual_cell_id") : money(row.actual);
    };
    const fullYear = (row) => {
      const item = ofYear(data.three_public, year).find((found) => row.measure_key === `three_public_${found.item_code}` && found.budget === row.full_year);
      return item ? juesuan.cell(row.full_year, item, "budget_cell_id") : money(row.full_year);
    };
    const initial = (row) => {
      const stated = data.implied.find((found) => found.document_id === row.document_id && found.base === "initial_budget" && found.measure_key === row.measure_key);
      return juesuan.figure(money(row.initial), row.document_id, "statement", row.initial_basis === "implied" ? stated?.statement_no : null);
    };
    const words = t(`${year} 年预算与决算`, `Budget and actual of ${year}`);
    const kinds = [["initial", t("年初预算", "Initial budget")], ["full_year", t("全年预算", "Full-year budget")], ["actual", t("决算", "Actual")]];
    const values = rows.filter((row) => !row.measure_key.startsWith("three_public") && nonzero(row.actual))
      .flatMap((row) => kinds.filter(([key]) => row[key] !== null).map(([key, name]) => ({ name: row.measure_name, series: name, length: length(row[key]), text: money(row[key]) })));
    return h("section", { id: "budget" }, h("h2", {}, words), values.length ? juesuan.sideBars(words, values) : null,
      table(words, [
        { name: t("项目", "Item"), value: (row) => row.measure_name },
        { name: t("年初预算", "Initial budget") + unit(), number: true, value: (row) => initialBudget(row, initial(row)) },
        { name: t("全年预算", "Full-year budget"), number: true, value: fullYear },
        { name: t("决算", "Actual"), number: true, value: actual },
        { name: t("完成年初预算", "Of initial budget"), number: true, value: (row) => juesuan.percent(row.initial_pct) },
        { name: t("完成全年预算", "Of full-year budget"), number: true, value: (row) => juesuan.percent(row.full_year_pct) },
      ], rows));
  };

  const functionBudget = (data, year) => {
    const rows = ofYear(data.function_budget, year);
    if (!rows.length) return null;
    const words = t(`${year} 年各科目预算与决算`, `Budget and actual of ${year} by functional code`);
    const stated = (row, key) => juesuan.figure(money(row[key]), row.document_id, "statement", row[`${key}_statement_no`]);
    return h("section", { id: "function-budget" }, h("h2", {}, words), table(words, [
      { name: t("科目", "Code"), value: (row) => `${row.function_code} ${row.function_name ?? ""}` },
      { name: t("资金", "Fund"), value: (row) => word("fund", row.fund_code) },
      { name: t("年初预算", "Initial budget") + unit(), number: true, value: (row) => initialBudget(row, stated(row, "initial")) },
      { name: t("全年预算", "Full-year budget"), number: true, value: (row) => stated(row, "full_year") },
      { name: t("决算", "Actual"), number: true, value: (row) => (row.cell_id ? juesuan.cell(row.actual, row) : money(row.actual)) },
      { name: t("完成年初预算", "Of initial budget"), number: true, value: (row) => juesuan.percent(row.initial_pct) },
      { name: t("完成全年预算", "Of full-year budget"), number: true, value: (row) => juesuan.percent(row.full_year_pct) },
    ], rows));
  };

  const threePublic = (data, year) => {
    const rows = ofYear(data.three_public, year).sort((one, other) => juesuan.codes("three_public").indexOf(one.item_code) - juesuan.codes("three_public").indexOf(other.item_code));
    const words = t(`${year} 年“三公”经费：上年、预算与决算`, `Three public expenses of ${year}: last year, budget, actual`);
    const kinds = [["prior", t("上年决算", "Last year")], ["budget", t("全年预算", "Full-year budget")], ["actual", t("决算", "Actual")]];
    const values = rows.flatMap((row) => kinds.filter(([key]) => row[key] !== null).map(([key, name]) => ({ name: word("three_public", row.item_code), series: name, length: length(row[key]), text: money(row[key]) })));
    return h("section", { id: "three_public" }, h("h2", {}, words), juesuan.sideBars(words, values),
      table(words, [
        { name: t("项目", "Item"), value: (row) => word("three_public", row.item_code), css: (row) => ({ total: null, vehicle_purchase: "indent3", vehicle_running: "indent3" })[row.item_code] ?? (row.item_code === "total" ? null : "indent2") },
        { name: t("决算", "Actual") + unit(), number: true, value: (row) => juesuan.cell(row.actual, row, "actual_cell_id") },
        { name: t("全年预算", "Full-year budget"), number: true, value: (row) => juesuan.cell(row.budget, row, "budget_cell_id") },
        { name: t("完成预算", "Of budget"), number: true, value: (row) => juesuan.percent(row.completion_pct) },
        { name: t("上年", "Last year"), number: true, value: (row) => juesuan.prior(data, row, "actual", "actual_cell_id") },
        { name: t("增减", "Change"), number: true, value: juesuan.change },
      ], rows));
  };

  const procurement = (data, year) => {
    const rows = ofYear(data.procurement, year).sort((one, other) => juesuan.codes("procurement").indexOf(one.item_code) - juesuan.codes("procurement").indexOf(other.item_code));
    const words = t(`${year} 年政府采购`, `Government procurement of ${year}`);
    const mix = rows.filter((row) => ["goods", "works", "services"].includes(row.item_code) && nonzero(row.amount))
      .map((row, order) => ({ series: word("procurement", row.item_code), length: length(row.amount), text: `${money(row.amount)} · ${juesuan.percent(row.share_pct)}`, order }));
    const shares = rows.filter((row) => row.printed_share_pct !== null)
      .map((row) => ({ name: word("procurement", row.item_code), length: Number(row.printed_share_pct), text: juesuan.percent(row.printed_share_pct) }));
    const share = (row) => juesuan.figure(juesuan.percent(row.printed_share_pct), row.document_id, "statement", row.share_statement_no);
    return h("section", { id: "procurement" }, h("h2", {}, words), mix.length ? juesuan.partBar(words, mix) : null,
      shares.length ? h("h3", {}, t("中小企业份额（%，印出）", "Shares of SMEs (%, as printed)")) : null,
      shares.length ? juesuan.sideBars(t("中小企业份额", "Shares of SMEs"), shares, null, "%") : null,
      table(words, [
        { name: t("项目", "Item"), value: (row) => word("procurement", row.item_code) },
        { name: t("金额", "Amount") + unit(), number: true, value: (row) => juesuan.figure(money(row.amount), row.document_id, "statement", row.amount_statement_no) },
        { name: t("占总额", "Of total"), number: true, value: (row) => juesuan.percent(row.share_pct) },
        { name: t("印出的份额", "Printed share"), number: true, value: share },
        { name: t("占比基数", "Share of"), value: (row) => (row.share_of_item_code ? word("procurement", row.share_of_item_code) : "") },
        { name: t("增减", "Change"), number: true, value: juesuan.change },
      ], rows));
  };

  const performance = (data, year) => {
    const projects = ofYear(data.projects, year);
    const words = t(`${year} 年绩效自评`, `Performance self-evaluation of ${year}`);
    const source = (row) => (row.source_line ? t(`第 ${row.source_line} 行`, `line ${row.source_line}`) : row.page ? t(`第 ${row.page} 页`, `page ${row.page}`) : "");
    const indicators = ofYear(data.indicators, year);
    return h("section", { id: "performance" }, h("h2", {}, words),
      table(words, [
        { name: t("项目或部门整体", "Project or whole department"), wide: true, value: (row) => `${row.project_no}. ${juesuan.evaluated(row)}` },
        { name: t("全年预算", "Full-year budget") + unit(), number: true, value: (row) => money(row.full_year) },
        { name: t("执行数", "Executed"), number: true, value: (row) => money(row.executed) },
        { name: t("执行率", "Rate"), number: true, value: (row) => juesuan.percent(row.rate_pct) },
        { name: t("得分", "Score"), number: true, value: (row) => juesuan.points(row.total_score) },
        { name: t("原文", "Printed at"), value: (row) => juesuan.figure(source(row), row.document_id, "project", row.project_no) },
      ], projects),
      indicators.length ? table(t("绩效指标与失分", "Indicators and lost points"), [
        { name: t("指标", "Indicator"), wide: true, value: (row) => `${row.project_no}.${row.indicator_no} ${row.name ?? ""}` },
        { name: t("类别", "Kind"), value: (row) => [row.level1, row.level2].filter(Boolean).join(" › ") },
        { name: t("目标", "Target"), value: (row) => row.target ?? "" }, { name: t("实际", "Actual"), value: (row) => row.actual ?? "" },
        { name: t("分值", "Weight"), number: true, value: (row) => juesuan.points(row.weight) },
        { name: t("得分", "Score"), number: true, value: (row) => juesuan.points(row.score) },
        { name: t("失分", "Lost"), number: true, value: (row) => h("span", { class: Number(row.lost) > 0 ? "warn" : null }, juesuan.points(row.lost)) },
        { name: t("偏差说明", "Deviation"), wide: true, value: (row) => row.deviation ?? "" },
        { name: t("原文", "Printed at"), value: (row) => juesuan.figure(source(row), row.document_id, "indicator", `${row.project_no}.${row.indicator_no}`) },
      ], [...indicators].sort((one, other) => Number(other.lost ?? 0) - Number(one.lost ?? 0))) : null);
  };

  const documents = (data) => table(t("文件与质量", "Documents and their quality"), [
    { name: t("年度", "Year"), value: (row) => String(row.year) },
    { name: t("文件", "Document"), wide: true, value: (row) => h("a", { href: route("document", row.document_id) }, row.source_path) },
    { name: t("版本", "Version"), value: (row) => `${row.version ?? ""}${row.is_current ? "" : t("（旧）", " (earlier)")}` },
    { name: t("读入的表", "Forms loaded"), value: (row) => row.forms_loaded ?? "" },
    { name: t("其余", "Others"), value: (row) => row.forms_not_loaded ?? "" },
    { name: t("不平", "Failing"), number: true, value: (row) => String(data.quality.find((found) => found.document_id === row.document_id)?.failing ?? "—") },
    { name: t("扣下", "Withheld"), number: true, value: (row) => String(data.quality.find((found) => found.document_id === row.document_id)?.withheld ?? "—") },
  ], data.documents);

  // whose accounts these hold, and in whose they stand
  const units = (data, year) => {
    const listed = (words, rows, key) => (rows.length ? h("p", {}, words,
      rows.map((row, index) => [index ? t("、", ", ") : null, row[key] ? h("a", { href: route("department", row[key], year) }, row.name) : row.name]).flat()) : null);
    return [
      listed(t("决算含以下单位：", "With the accounts of: "), ofYear(data.units, year), "unit_id"),
      listed(t("其数字已含在以下部门之内：", "Its figures stand within those of: "), ofYear(data.wholes, year), "whole_id"),
    ];
  };

  juesuan.department = async (id, wanted, open = "") => {
    const data = await juesuan.load(`data/departments/${id}`);
    const [department] = data.department;
    const held = [...new Set(data.documents.map((row) => row.year))].sort((one, other) => one - other);
    const year = held.includes(Number(wanted)) ? Number(wanted) : held[held.length - 1];
    const pick = h("select", { id: "year", onchange: (event) => { location.hash = route("department", id, event.target.value); } },
      held.map((each) => h("option", { value: each, selected: each === year ? "" : null }, String(each))));
    const headline = (name, row, key) => tile(name, row ? juesuan.cell(row.amount ?? row.actual, row, key) : "—", row ? juesuan.change(row) : null);
    const pickOne = (rows, test) => ofYear(rows, year).find(test);
    const bought = pickOne(data.procurement, (row) => row.item_code === "total");
    return [
      h("h1", {}, department.name),
      h("p", { class: "note" }, [named(department.division_name, department.division_name_en), department.division_code].filter(Boolean).join(" "),
        data.events.map((row) => ` · ${row.date} ${row.kind}: ${row.from_department} → ${row.to_department}`)),
      h("p", {}, h("label", { for: "year" }, t("年度：", "Year: ")), pick, ` ${t("金额单位", "amounts in")} ${juesuan.unitName()}`),
      units(data, year),
      h("div", { class: "tiles" },
        headline(t("收入", "Revenue"), pickOne(data.income, (row) => row.source_code === "total")),
        headline(t("支出", "Expenditure"), pickOne(data.expenditure, (row) => row.function_code === "total" && row.fund_code === "all" && row.nature_code === "total")),
        headline(t("“三公”经费", "Three public expenses"), pickOne(data.three_public, (row) => row.item_code === "total"), "actual_cell_id"),
        tile(t("政府采购", "Procurement"), bought ? juesuan.figure(money(bought.amount), bought.document_id, "statement", bought.amount_statement_no) : "—"),
        tile(t("年末结转和结余", "Carried forward"), ...(() => { const row = pickOne(data.balances, (found) => found.fund_code === "all" && found.balance_code === "closing"); return [row ? juesuan.cell(row.amount, row) : "—"]; })())),
      years(data), juesuan.functions(data, id, year, open), parts(data),
      h("div", { class: "pair" }, economic(data, year), budget(data, year)),
      functionBudget(data, year),
      h("div", { class: "pair" }, threePublic(data, year), procurement(data, year)),
      performance(data, year),
      h("section", {}, h("h2", {}, t("文件与质量", "Documents and their quality")), documents(data)),
    ];
  };
})();
