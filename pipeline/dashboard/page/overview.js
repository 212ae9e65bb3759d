// The first page: every department, the sums by year and by class, and how far the accounts hold.
(() => {
  const { h, t, money, length, table, tile, word, named } = juesuan;
  const MAX_LISTED = 500;

  const yearChart = (years) => {
    const wanted = { total_income: t("收入", "Revenue"), total_expenditure: t("支出", "Expenditure") };
    const values = years.filter((row) => wanted[row.metric_key]).map((row) => ({
      year: row.year, series: wanted[row.metric_key], length: length(row.amount), text: money(row.amount),
    }));
    const words = t("各年收入与支出（已收录部门之和）", "Revenue and expenditure by year (sum of the departments held)");
    const rows = years.filter((row) => wanted[row.metric_key]);
    return h("section", {}, h("h2", {}, words),
      juesuan.yearBars(words, values),
      h("p", { class: "note" }, t("各年收录的部门数不同，见下表；跨年比较请看部门页。", "The number of departments differs by year, see the table; compare years on the page of a department.")),
      table(words, [
        { name: t("年度", "Year"), value: (row) => String(row.year) },
        { name: t("项目", "Item"), value: (row) => named(row.metric_name, row.metric_name_en) },
        { name: juesuan.unitName(), number: true, value: (row) => money(row.amount) },
        { name: t("部门数", "Departments"), number: true, value: (row) => String(row.departments) },
      ], rows));
  };

  const classChart = (classes) => {
    if (!classes.length) return null;
    const year = Math.max(...classes.map((row) => row.year));
    const words = t(`${year} 年支出按功能分类（类）`, `Expenditure of ${year} by function (类)`);
    const rows = classes.filter((row) => row.year === year && Number(row.amount) !== 0)
      .sort((one, other) => Number(other.amount) - Number(one.amount));
    const name = (row) => `${row.class_code} ${named(row.class_name, row.class_name_en)}`;
    return h("section", {}, h("h2", {}, words),
      juesuan.sideBars(words, rows.map((row) => ({ name: name(row), length: length(row.amount), text: money(row.amount) }))),
      table(words, [
        { name: t("类", "Class"), value: name },
        { name: juesuan.unitName(), number: true, value: (row) => money(row.amount) },
        { name: t("部门数", "Departments"), number: true, value: (row) => String(row.departments) },
      ], rows));
  };

  const departmentList = (departments) => {
    const words = t("部门", "Departments");
    const place = h("div", {});
    const columns = [
      { name: t("部门", "Department"), value: (row) => h("a", { href: juesuan.route("department", row.department_id) }, row.name) },
      { name: t("地区", "Division"), value: (row) => named(row.division_name, row.division_name_en) || row.division_code },
      { name: t("年度", "Years"), value: (row) => (row.first_year === row.last_year ? `${row.first_year ?? ""}` : `${row.first_year}–${row.last_year}`) },
      { name: `${t("最近收入", "Latest revenue")} (${juesuan.unitName()})`, number: true, value: (row) => money(row.income) },
      { name: `${t("最近支出", "Latest expenditure")} (${juesuan.unitName()})`, number: true, value: (row) => money(row.expenditure) },
      { name: t("文件", "Documents"), number: true, value: (row) => String(row.document_count ?? 0) },
      { name: t("不平", "Failing"), number: true, value: (row) => h("span", { class: row.failing ? "warn" : null }, String(row.failing ?? 0)) },
      { name: t("扣下", "Withheld"), number: true, value: (row) => h("span", { class: row.withheld ? "error" : null }, String(row.withheld ?? 0)) },
    ];
    const show = (wanted) => {
      const found = departments.filter((row) => `${row.name} ${row.division_name ?? ""} ${row.division_name_en ?? ""} ${row.division_code ?? ""}`.toLowerCase().includes(wanted.toLowerCase()));
      const more = found.length > MAX_LISTED ? h("p", { class: "note" }, t(`只列前 ${MAX_LISTED} 个，共 ${found.length} 个；请缩小查找范围。`, `The first ${MAX_LISTED} of ${found.length}; narrow the search.`)) : "";
      place.replaceChildren(table(`${words} (${found.length})`, columns, found.slice(0, MAX_LISTED)), more);
    };
    const search = h("input", { type: "search", id: "search", placeholder: t("名称、地区或代码", "name, place or code"), oninput: (event) => show(event.target.value) });
    show("");
    return h("section", {}, h("h2", {}, words), h("p", {}, h("label", { for: "search" }, t("查找：", "Find: ")), search), place);
  };

  juesuan.overview = async () => {
    const data = await juesuan.load("data/overview");
    const [counts] = data.counts;
    const judged = data.states.filter((row) => ["exact", "rounding", "fail"].includes(row.state)).reduce((sum, row) => sum + row.results, 0);
    const failing = data.states.find((row) => row.state === "fail")?.results ?? 0;
    const quality = () => h("a", { href: "#/quality" }, t("明细", "details"));
    return [
      h("h1", {}, t("部门决算总览", "Departmental final accounts")),
      h("div", { class: "tiles" },
        tile(t("部门", "Departments"), String(counts.departments)),
        tile(t("文件", "Documents"), String(counts.documents), counts.refused ? t(`其中 ${counts.refused} 份未读入`, `${counts.refused} refused`) : null),
        tile(t("表格中的数", "Figures of forms"), String(counts.figures)),
        tile(t("勾稽关系相等", "Identities that hold"), `${judged - failing} / ${judged}`, quality()),
        tile(t("已作更正", "Repairs made"), String(counts.repairs)),
        tile(t("扣下的表", "Blocks withheld"), String(counts.withheld), quality())),
      departmentList(data.departments),
      h("div", { class: "pair" }, yearChart(data.years), classChart(data.classes)),
      h("p", { class: "note" }, data.states.map((row) => `${word("state", row.state)} ${row.results}`).join(" · ")),
    ];
  };
})();
