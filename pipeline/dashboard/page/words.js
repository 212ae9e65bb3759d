// What codes are called, in Chinese and English, and the choice between the two.
(() => {
  const stored = (key, fallback) => { try { return localStorage.getItem(`juesuan.${key}`) ?? fallback; } catch { return fallback; } };
  const store = (key, value) => { try { localStorage.setItem(`juesuan.${key}`, value); } catch { /* a browser may keep nothing */ } };

  juesuan.language = stored("language", "zh");
  juesuan.unit = stored("unit", "wan");
  juesuan.choose = (what, value) => { juesuan[what] = value; store(what, value); };
  juesuan.t = (zh, en) => (juesuan.language === "zh" ? zh : en);
  // the English name where there is one; most names of codes are Chinese only
  juesuan.named = (zh, en) => (juesuan.language === "en" && en ? en : zh ?? "");

  // what a self-evaluation is about: a project by its name, or the whole department
  juesuan.evaluated = (row) => (row.evaluated === "department" ? juesuan.t("部门整体支出", "Whole department") : row.name ?? "");

  const WORDS = {
    fund: {
      all: ["全部资金", "All funds"], fiscal: ["财政拨款合计", "All fiscal appropriations"],
      general_public: ["一般公共预算", "General public budget"],
      government_fund: ["政府性基金预算", "Government funds"], state_capital: ["国有资本经营预算", "State capital operations"],
    },
    nature: {
      total: ["合计", "Total"], basic: ["基本支出", "Basic expenditure"], project: ["项目支出", "Project expenditure"],
      superior_remittance: ["上缴上级支出", "Remitted to superiors"], operating: ["经营支出", "Operating expenditure"],
      affiliate_subsidy: ["对附属单位补助支出", "Subsidies to affiliates"],
    },
    source: {
      total: ["本年收入合计", "Total revenue"], fiscal_appropriation: ["财政拨款收入", "Fiscal appropriations"],
      superior_subsidy: ["上级补助收入", "Subsidies from superiors"], institutional: ["事业收入", "Institutional revenue"],
      operating: ["经营收入", "Operating revenue"], affiliate_remittance: ["附属单位上缴收入", "Remitted by affiliates"],
      other: ["其他收入", "Other revenue"],
    },
    three_public: {
      total: ["“三公”经费合计", "Three public expenses, total"], abroad: ["因公出国（境）费", "Travel abroad"],
      vehicle: ["公务用车购置及运行维护费", "Official vehicles"], vehicle_purchase: ["公务用车购置费", "Vehicle purchase"],
      vehicle_running: ["公务用车运行维护费", "Vehicle running"], reception: ["公务接待费", "Official reception"],
    },
    procurement: {
      total: ["政府采购支出总额", "Government procurement, total"], goods: ["货物", "Goods"], works: ["工程", "Works"],
      services: ["服务", "Services"], sme: ["授予中小企业", "Awarded to SMEs"], micro: ["其中：小微企业", "of which small and micro"],
      goods_sme: ["货物中的中小企业", "SMEs in goods"], works_sme: ["工程中的中小企业", "SMEs in works"], services_sme: ["服务中的中小企业", "SMEs in services"],
    },
    comparability: {
      comparable: ["可比", "comparable"], implied: ["上年由文字推得", "prior year implied by the prose"],
      no_prior: ["无上年数", "no prior year"], zero_base: ["上年为零", "prior year is zero"], code_moved: ["科目调整", "code moved"],
      reorganised: ["机构改革", "department reorganised"], not_printed: ["本年未印", "not printed this year"], broken: ["年份中断", "years missing between"],
    },
    state: {
      exact: ["精确相等", "exact"], rounding: ["舍入之内", "within rounding"], fail: ["不平", "fails"],
      degenerate: ["退化", "degenerate"], not_evaluable: ["无法判断", "not evaluable"],
    },
    side: { income: ["收入", "Revenue"], expenditure: ["支出", "Expenditure"], "人员经费": ["人员经费", "Personnel"], "公用经费": ["公用经费", "Office and operating"] },
    status: {
      loaded: ["已读入", "loaded"], partial: ["部分读入", "partly loaded"], refused: ["未读入", "refused"], missing: ["缺表", "missing"],
      malformed: ["版式破损", "malformed"], unmapped: ["表头未识别", "header unknown"], empty: ["空表", "said to be empty"],
    },
    kind: {
      identity: ["勾稽关系", "identity"], proposed_repair: ["拟议更正", "proposed repair"], broken_text: ["文字断裂", "broken text"],
      doubtful_cell: ["可疑单元格", "doubtful cell"], template_residue: ["模板残留", "template residue"], repeated_sentence: ["重复语句", "repeated sentence"],
      rate_on_zero_base: ["零基数的比率", "rate on a zero base"], unexplained_change: ["未说明的变动", "unexplained change"],
      slid_rows: ["数字错行", "figures beside other codes"], contradicted_statement: ["前后不一", "stated otherwise elsewhere"],
    },
    balance: { opening: ["年初结转和结余", "Brought forward"], closing: ["年末结转和结余", "Carried forward"] },
    severity: { error: ["错误", "error"], warn: ["警告", "warning"], info: ["说明", "note"] },
  };
  // A code in words; a code without words stands as it is, never as another.
  juesuan.word = (list, code) => { const pair = WORDS[list][code]; return pair ? juesuan.t(...pair) : code ?? ""; };
  juesuan.codes = (list) => Object.keys(WORDS[list]);
})();
