// Data quality: which identities hold, what was found, repaired and withheld, each leading to the printed cell.
(() => {
  const { h, t, table, word, route } = juesuan;
  const STATES = ["exact", "rounding", "degenerate", "not_evaluable", "fail"];

  const path = (row) => h("a", { href: route("document", row.document_id) }, row.source_path);

  juesuan.quality = async () => {
    const [data, overview] = await Promise.all([juesuan.load("data/quality"), juesuan.load("data/overview")]);
    const found = new Map(overview.states.map((row) => [row.state, row]));
    const states = STATES.filter((state) => found.has(state));
    const cut = (rows) => (rows.length >= data.limit ? h("p", { class: "note" }, t(`只列前 ${data.limit} 条，其余在 audit 与 facts 表中。`, `The first ${data.limit}; the rest stands in the tables of audit and facts.`)) : null);
    const words = t("勾稽关系的结果", "Results of the identities");
    const failing = data.identities.filter((row) => row.results).sort((one, other) => other.fail - one.fail || other.results - one.results);
    return [
      h("h1", {}, t("数据质量", "Data quality")),
      h("p", { class: "note" }, t("每个关系在印出小数位所允许的舍入区间内判断；更正须有两个独立证据，原文保留。", "Each identity is judged within the interval that the printed decimals allow; a repair needs two independent witnesses, and the printed text is kept.")),
      h("div", { class: "tiles" }, states.map((state) => juesuan.tile(word("state", state), String(found.get(state).results), t(`${found.get(state).identities} 个关系`, `${found.get(state).identities} identities`)))),
      juesuan.partBar(words, states.map((state, order) => ({ series: word("state", state), length: found.get(state).results, text: String(found.get(state).results), order }))),
      h("section", {}, h("h2", {}, t("发现", "Findings")), cut(data.findings), table(t("发现", "Findings"), [
        { name: t("程度", "Severity"), value: (row) => h("span", { class: row.severity }, word("severity", row.severity)) },
        { name: t("文件", "Document"), wide: true, value: path },
        { name: t("关系", "Identity"), value: (row) => (row.identity_id ? h("a", { href: route("document", row.document_id, "identity", row.identity_id, row.scope ?? "") }, `${row.identity_id} ${row.scope ?? ""}`) : word("kind", row.kind)) },
        { name: t("说明", "What it is"), wide: true, value: (row) => h("span", {}, row.identity_id ? t(row.formula_zh, row.formula_en) ?? row.message : row.message, row.source_line ? ` (${t("第", "line ")}${row.source_line}${t(" 行", "")})` : null) },
        { name: t("印出", "Printed"), number: true, value: (row) => row.printed ?? "—" },
        { name: t("算得", "Computed"), number: true, value: (row) => row.computed ?? "—" },
        { name: t("解释与疑点", "Explanation and suspects"), wide: true, value: (row) => [t(row.explanation_zh ?? row.explanation, row.explanation), ...(row.suspects ?? []), row.exception].filter(Boolean).join("; ") },
      ], data.findings)),
      h("section", {}, h("h2", {}, t("扣下的表", "Blocks withheld")), cut(data.quarantine), table(t("扣下的表", "Blocks withheld"), [
        { name: t("文件", "Document"), wide: true, value: path }, { name: t("表", "Block"), value: (row) => row.block_name },
        { name: t("原因", "Causes"), value: (row) => row.causes }, { name: t("依据", "Reasons"), wide: true, value: (row) => row.reasons },
      ], data.quarantine)),
      h("section", {}, h("h2", {}, t("更正", "Repairs")), cut(data.repairs), table(t("更正", "Repairs"), [
        { name: t("结果", "Outcome"), value: (row) => row.outcome }, { name: t("规则", "Rule"), value: (row) => row.rule_id },
        { name: t("文件", "Document"), wide: true, value: path },
        { name: t("印出", "Printed"), value: (row) => juesuan.figure(row.printed || "·", row.document_id, "cell", row.cell_id) },
        { name: t("更正为", "Repaired"), value: (row) => row.repaired ?? "—" },
        { name: t("证据", "Witnesses"), wide: true, value: (row) => (row.witnesses ?? []).join("; ") },
      ], data.repairs)),
      h("section", {}, h("h2", {}, t("文件", "Documents")), cut(data.documents), table(t("文件", "Documents"), [
        { name: t("文件", "Document"), wide: true, value: path }, { name: t("部门", "Department"), value: (row) => row.department ?? "" },
        { name: t("年度", "Year"), value: (row) => String(row.year ?? "") }, { name: t("状态", "State"), value: (row) => h("span", { class: row.status === "refused" ? "error" : null }, word("status", row.status)) },
        { name: t("已读入", "Loaded"), value: (row) => row.forms_loaded ?? "" }, { name: t("其余", "Others"), value: (row) => row.forms_not_loaded ?? "" },
        { name: t("原因", "Reason"), wide: true, value: (row) => [row.reason, row.remedy].filter(Boolean).join(" ") },
      ], data.documents)),
      h("section", {}, h("h2", {}, t("全部关系", "All identities")), table(t("全部关系", "All identities"), [
        { name: t("关系", "Identity"), value: (row) => row.identity_id },
        { name: t("公式", "Formula"), wide: true, value: (row) => t(row.formula_zh, row.formula_en) },
        { name: t("程度", "Severity"), value: (row) => word("severity", row.severity) },
        ...STATES.map((state) => ({ name: word("state", state), number: true, value: (row) => String(row[state]) })),
      ], failing)),
    ];
  };
})();
