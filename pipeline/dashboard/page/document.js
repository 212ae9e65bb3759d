// A document as it is printed: every form, the cell or sentence asked for, and each judgement that touches it.
(() => {
  const { h, t, money, table, word, route } = juesuan;

  const place = (row) => [
    row.page ? t(`第 ${row.page} 页`, `page ${row.page}`) : null, row.place,
    row.source_line ? t(`第 ${row.source_line} 行`, `line ${row.source_line}`) : null,
    row.table_no ? t(`第 ${row.table_no} 个表格第 ${row.table_row} 行第 ${row.table_column} 列`, `table ${row.table_no}, row ${row.table_row}, column ${row.table_column}`) : null,
  ].filter(Boolean).join(t("，", ", "));

  const list = (...pairs) => h("dl", {}, pairs.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]).flat());

  // An operand leads to its cell when its label names one; the label is the same that the identity was written with.
  const operand = (data, text) => {
    const cell = data.byLabel.get(text.replace(/^[+-]/, "").split("]=")[0] + "]=");
    return cell ? h("a", { class: "figure", href: route("document", data.id, "cell", cell.cell_id) }, text) : h("span", {}, text);
  };

  const identities = (data, rows, caption) => table(caption, [
    { name: t("关系", "Identity"), value: (row) => h("a", { href: route("document", data.id, "identity", row.identity_id, row.scope) }, row.identity_id) },
    { name: t("范围", "Scope"), value: (row) => row.scope },
    { name: t("结果", "State"), value: (row) => h("span", { class: row.state === "fail" ? (row.severity === "error" ? "error" : "warn") : null }, word("state", row.state)) },
    { name: t("公式", "Formula"), wide: true, value: (row) => data.formulas.get(row.identity_id) ?? "" },
    { name: t("印出", "Printed"), number: true, value: (row) => row.printed ?? "—" },
    { name: t("算得", "Computed"), number: true, value: (row) => row.computed ?? "—" },
    { name: t("允差", "Bound"), number: true, value: (row) => row.bound ?? "—" },
    { name: t("相关的数", "Operands"), wide: true, value: (row) => h("span", {}, (row.operands ?? []).map((text) => [operand(data, text), " "]).flat()) },
  ], rows);

  const repairs = (data, rows) => (rows.length ? table(t("更正", "Repairs"), [
    { name: t("规则", "Rule"), value: (row) => row.rule_id }, { name: t("结果", "Outcome"), value: (row) => row.outcome },
    { name: t("印出", "Printed"), value: (row) => h("span", { class: "printed" }, row.printed ?? "") }, { name: t("更正为", "Repaired"), value: (row) => row.repaired },
    { name: t("证据", "Witnesses"), wide: true, value: (row) => (row.witnesses ?? []).join("; ") },
  ], rows) : null);

  const cellPanel = (data, cell) => h("aside", { id: "asked", tabindex: "-1" },
    h("h2", {}, t(`表${cell.form_no} `, `Form ${cell.form_no} `), [cell.code, cell.item_name].filter(Boolean).join(" "), ` · ${cell.column_name}`),
    list([t("印出", "Printed"), h("span", { class: "printed" }, `“${cell.printed ?? ""}”`)],
      [t("读作", "Read as"), cell.amount === null ? cell.kind : `${cell.amount} ${t("元", "yuan")} (${t("单位", "unit")} ${cell.unit})`],
      [t("位置", "Place"), place(cell)],
      [t("状态", "State"), cell.is_quarantined ? t("扣下，不进入事实表", "withheld from facts and marts") : null],
      [t("标识", "Id"), h("code", {}, cell.cell_id)]),
    repairs(data, data.repairs.filter((row) => row.cell_id === cell.cell_id)),
    identities(data, data.identities.filter((row) => (row.operands ?? []).some((text) => text.includes(cell.label))), t("涉及此数的勾稽关系", "Identities that touch it")));

  const statementPanel = (data, row) => h("aside", { id: "asked", tabindex: "-1" },
    h("h2", {}, row.section ?? t("文字", "Prose")),
    list([t("原句", "Sentence"), row.sentence], [t("印出", "Printed"), h("span", { class: "printed" }, `“${row.printed}” ${row.unit ?? ""}`)],
      [t("读作", "Read as"), row.amount === null ? null : `${row.amount} ${t("元", "yuan")}`], [t("位置", "Place"), place(row)]),
    identities(data, data.identities.filter((found) => found.scope.endsWith(`#${row.statement_no}`)), t("涉及此数的勾稽关系", "Identities that touch it")));

  const projectPanel = (row) => h("aside", { id: "asked", tabindex: "-1" },
    h("h2", {}, `${t("绩效自评", "Performance self-evaluation")} ${row.project_no}. ${juesuan.evaluated(row)}`),
    list([t("年初预算", "Initial budget"), `${row.initial ?? "—"} ${t("元", "yuan")}`], [t("全年预算", "Full-year budget"), `${row.full_year ?? "—"} ${t("元", "yuan")}`],
      [t("执行数", "Executed"), `${row.executed ?? "—"} ${t("元", "yuan")}`], [t("执行数（印出）", "Executed, as printed"), row.printed_executed ? h("span", { class: "printed" }, `“${row.printed_executed}”`) : null],
      [t("执行率", "Rate"), juesuan.percent(row.rate_pct)], [t("得分", "Score"), juesuan.points(row.total_score)], [t("位置", "Place"), place(row)]));

  const indicatorPanel = (row) => h("aside", { id: "asked", tabindex: "-1" },
    h("h2", {}, `${t("绩效指标", "Indicator")} ${row.project_no}.${row.indicator_no} ${row.name ?? ""}`),
    list([t("目标", "Target"), row.target], [t("实际", "Actual"), row.actual], [t("分值", "Weight"), juesuan.points(row.weight)],
      [t("得分", "Score"), juesuan.points(row.score)], [t("偏差说明", "Deviation"), row.deviation], [t("位置", "Place"), place(row)]));

  const identityPanel = (data, row) => h("aside", { id: "asked", tabindex: "-1" },
    h("h2", {}, `${row.identity_id} ${row.scope}`), h("p", {}, data.formulas.get(row.identity_id) ?? ""),
    list([t("结果", "State"), word("state", row.state)], [t("印出", "Printed"), row.printed], [t("算得", "Computed"), row.computed],
      [t("差额", "Difference"), row.difference], [t("允差", "Bound"), row.bound], [t("原因", "Reason"), row.reason], [t("登记的例外", "Recorded exception"), row.exception],
      [t("相关的数", "Operands"), h("span", {}, (row.operands ?? []).map((text) => [operand(data, text), h("br")]).flat())]));

  const formTable = (data, form, asked) => {
    const cells = data.cells.filter((cell) => cell.form_no === form.form_no);
    const sides = [...new Set(cells.map((cell) => cell.side ?? ""))];
    const heading = h("h2", { id: `form${form.form_no}` }, t(`表${form.form_no} ${form.form_name}`, `Form ${form.form_no} ${form.form_name}`), " ", h("span", { class: "tag" }, word("status", form.status)));
    return h("section", {}, heading,
      h("p", { class: "note" }, [form.printed_title, form.unit ? `${t("单位", "unit")}: ${form.unit}` : null, form.note].filter(Boolean).join(" · ")),
      sides.map((side) => {
        const own = cells.filter((cell) => (cell.side ?? "") === side);
        const columns = [...new Map([...own].sort((one, other) => one.table_column - other.table_column).map((cell) => [cell.column_name, cell])).keys()];
        const lines = new Map();
        for (const cell of own) lines.set(cell.row_no, [...(lines.get(cell.row_no) ?? []), cell]);
        return table(side ? word("side", side) : form.form_name, [
          { name: t("行次／编码", "Line / code"), value: (row) => row[0].code ?? row[0].line_no ?? "" },
          { name: t("项目", "Item"), wide: true, value: (row) => row[0].item_name ?? "" },
          ...columns.map((column) => ({
            name: column, number: true,
            css: (row) => (row.some((cell) => cell.column_name === column && cell.cell_id === asked) ? "here" : null),
            value: (row) => {
              const cell = row.find((found) => found.column_name === column);
              return cell ? h("a", { class: "figure", href: route("document", data.id, "cell", cell.cell_id) }, h("span", { class: "printed" }, cell.printed || "·")) : "";
            },
          })),
        ], [...lines.entries()].sort(([one], [other]) => one - other).map(([, row]) => row));
      }));
  };

  juesuan.document = async (id, kind, asked, scope) => {
    const [data, quality] = await Promise.all([juesuan.load(`data/documents/${id}`), juesuan.load("data/quality")]);
    data.id = id;
    data.byLabel ??= new Map(data.cells.map((cell) => [cell.label, cell]));
    data.formulas = new Map(quality.identities.map((row) => [row.identity_id, t(row.formula_zh, row.formula_en)]));
    const [document] = data.document;
    const cell = kind === "cell" ? data.cells.find((row) => row.cell_id === asked) : null;
    const statement = data.statements.find((row) => row.statement_no === Number((kind === "statement" ? asked : asked?.match(/\/N\/s(\d+)$/)?.[1]) ?? NaN));
    const identity = kind === "identity" ? data.identities.find((row) => row.identity_id === asked && row.scope === (scope ?? "")) : null;
    const project = kind === "project" ? data.projects.find((row) => row.project_no === Number(asked)) : null;
    const indicator = kind === "indicator" ? data.indicators.find((row) => `${row.project_no}.${row.indicator_no}` === asked) : null;
    const panel = cell ? cellPanel(data, cell) : statement ? statementPanel(data, statement) : identity ? identityPanel(data, identity)
      : project ? projectPanel(project) : indicator ? indicatorPanel(indicator) : null;
    const missing = kind && !panel ? h("p", { class: "warn" }, t(`此文件没有印出 ${asked}。`, `Nothing printed in this document is called ${asked}.`)) : null;
    return [
      h("h1", {}, document.department ?? document.source_path, document.year ? ` ${document.year}` : ""),
      h("p", { class: "note" }, document.source_path, " · ", document.reader ?? "", " · ", word("status", document.status),
        document.version > 1 ? ` · ${t("版本", "version")} ${document.version}` : null, document.published_on ? ` · ${t("公开于", "published on")} ${document.published_on}` : null),
      document.department_id ? h("p", {}, h("a", { href: route("department", document.department_id, document.year) }, t("部门页", "page of the department"))) : null,
      document.reason ? h("p", { class: "warn" }, document.reason, " ", document.remedy ?? "") : null,
      panel, missing,
      data.quarantine.map((row) => h("p", { class: "error" }, t("扣下：", "Withheld: "), `${row.block_name} · ${row.reasons}`)),
      data.forms.map((form) => formTable(data, form, asked)),
      h("section", {}, h("h2", {}, t("文字中的数", "Figures of the prose")), table(t("文字中的数", "Figures of the prose"), [
        { name: t("印出", "Printed"), number: true, value: (row) => h("a", { class: "figure", href: route("document", id, "statement", row.statement_no) }, `${row.printed} ${row.unit ?? ""}`) },
        { name: t("原句", "Sentence"), wide: true, value: (row) => row.sentence },
        { name: t("位置", "Place"), value: place },
      ], data.statements)),
      h("section", {}, h("h2", {}, t("不相等的勾稽关系", "Identities that fail")), identities(data, data.identities.filter((row) => row.state === "fail"), t("不相等的勾稽关系", "Identities that fail"))),
    ];
  };
})();
