// Which page is shown: the part of the address after #, so that links, the back button and bookmarks work.
(() => {
  const { h, t } = juesuan;
  const main = document.getElementById("main");
  let turn = 0;

  const PAGES = {
    "": { name: () => t("总览", "Overview"), show: () => juesuan.overview() },
    quality: { name: () => t("数据质量", "Data quality"), show: () => juesuan.quality() },
    department: { show: (...parts) => juesuan.department(...parts) },
    document: { show: (...parts) => juesuan.document(...parts) },
  };

  const frame = async (current) => {
    document.documentElement.lang = juesuan.language;
    document.getElementById("nav").replaceChildren(
      ...Object.entries(PAGES).filter(([, page]) => page.name).map(([key, page]) => h("a", { href: `#/${key}`, "aria-current": key === current ? "page" : null }, page.name())),
      h("a", { href: "../audit.html" }, t("审计报告", "Audit")), h("a", { href: "../dictionary.html" }, t("数据字典", "Dictionary")));
    document.getElementById("unit").textContent = t(`单位：${juesuan.unit === "wan" ? "万元" : "元"}`, `Unit: ${juesuan.unitName()}`);
    const { release } = await juesuan.load("data/overview");
    document.getElementById("footer").replaceChildren(
      t(`发布 ${release.release}，程序 ${release.code_version}。图表使用 Vega-Lite（BSD-3）。`, `Release ${release.release}, code ${release.code_version}. Charts by Vega-Lite (BSD-3).`));
  };

  const show = async (keepPlace) => {
    const mine = ++turn;
    const [key = "", ...parts] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
    const page = PAGES[key];
    const scrolled = window.scrollY;
    main.setAttribute("aria-busy", "true");
    juesuan.drawing = [];
    let content;
    try {
      await frame(key);
      content = page ? await page.show(...parts) : [h("p", { class: "warn" }, t("没有这一页。", "There is no such page."))];
    } catch (error) {
      content = [h("p", { class: "error" }, t("这份发布中没有所要的数据：", "This release does not hold what was asked for: "), error.message)];
    }
    if (mine !== turn) return;
    main.replaceChildren(...content.flat().filter(Boolean));
    await Promise.all(juesuan.drawing);
    if (mine !== turn) return;
    const asked = document.getElementById("asked");
    const title = main.querySelector("h1")?.textContent;
    document.title = `${title ? `${title} · ` : ""}决算 juesuan`;
    if (keepPlace) window.scrollTo(0, scrolled);
    else if (asked) asked.focus();
    else window.scrollTo(0, 0);
    main.dataset.shown = location.hash;
    main.setAttribute("aria-busy", "false");
  };

  document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); main.focus(); });
  document.getElementById("language").addEventListener("click", () => { juesuan.choose("language", juesuan.language === "zh" ? "en" : "zh"); show(true); });
  document.getElementById("unit").addEventListener("click", () => { juesuan.choose("unit", juesuan.unit === "wan" ? "yuan" : "wan"); show(true); });
  window.addEventListener("hashchange", (event) => {
    // another level or year of the same department leaves the reader where he was
    const of = (address) => address.split("#/")[1]?.split("/").slice(0, 2).join("/") ?? "";
    show(of(event.oldURL) === of(event.newURL) && of(event.newURL).startsWith("department"));
  });
  show(false);
})();
