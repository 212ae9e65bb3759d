"""The dashboard in a browser: figures equal the marts, links end at printed cells, nobody is asked."""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from pipeline.dashboard import PAGE, write_script
from pipeline.explaining import Question, explain
from tests.conftest import Build

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield found
        found.close()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A page of a fresh visitor; what it complains of or asks from outside fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
    opened.on(
        "request", lambda request: complaints.append(request.url) if outside(request) else None
    )
    yield opened
    context.close()
    assert complaints == []


def outside(request) -> bool:
    return not request.url.startswith(("file://", "data:", "blob:", "http://127.0.0.1:"))


def show(page: Page, site: Path | str, route: str = "") -> None:
    start = site if isinstance(site, str) else f"file://{site / 'index.html'}"
    if page.url.startswith(start):
        page.evaluate("route => { location.hash = route; }", f"#/{route}")
    else:
        page.goto(f"{start}#/{route}")
    page.wait_for_selector(f'main[data-shown="#/{route}"][aria-busy=false]')


def wan(yuan: Decimal) -> str:
    """Yuan as the page prints them in 万元: two decimals, or all that there are."""
    text = f"{yuan / 10000:,.6f}".rstrip("0")
    whole, _, part = text.partition(".")
    return f"{whole}.{part.ljust(2, '0')}".replace("-", "−")


def table_of(page: Page, section: str) -> list[list[str]]:
    rows = page.locator(f"{section} table").first.locator("tbody tr").all()
    return [row.locator("th, td").all_inner_texts() for row in rows]


@pytest.fixture
def site(built: Build) -> Path:
    return built.output / "dashboard"


def longgang(built: Build) -> tuple[str, str]:
    [found] = built.query(
        "select department_id, document_id from dims.dim_document where source_path like '440307/%/2024.txt'"
    )
    return found


def test_figures_on_the_screen_equal_the_marts(demo, page):
    folder, connection = demo
    site = folder / "demo" / "warehouse" / "dashboard"
    [(department, year)] = connection.execute(
        "select department_id, max(fiscal_year) from marts.mart_expenditure_year_over_year "
        "where comparability = 'comparable' group by all order by count(*) desc, 1 limit 1"
    ).fetchall()
    for parent in (None, "208", "20805"):
        show(page, site, f"department/{department}/{year}" + (f"/{parent}" if parent else ""))
        expected = connection.execute(
            "select function_code || ' ' || m.function_name, amount_yuan, prior_year_yuan, change_pct "
            "from marts.mart_expenditure_year_over_year m join dims.dim_function using (function_code) "
            "where department_id = ? and m.fiscal_year = ? and fund_code = 'all' and nature_code = 'total' "
            "and parent_function_code is not distinct from ?",
            [department, year, parent],
        ).fetchall()
        assert expected
        shown = {row[0]: row[1:4] for row in table_of(page, "#functions")}
        assert set(shown) == {name for name, *_ in expected}
        for name, amount, prior, rate in expected:
            assert shown[name][0] == wan(amount), name
            assert shown[name][1] == (wan(prior) if prior is not None else "—"), name
            if rate is not None:
                assert shown[name][2].startswith(
                    f"{rate:+}%".replace("-", "−").replace("+0.00", "0.00")
                )
    totals = connection.execute(
        "select fiscal_year, amount_yuan from marts.mart_expenditure_year_over_year where department_id = ? "
        "and function_code = 'total' and fund_code = 'all' and nature_code = 'total' order by 1 desc",
        [department],
    ).fetchall()
    shown_years = [row for row in table_of(page, "#years") if row[1] == "支出"]
    assert [(row[0], row[2]) for row in shown_years] == [(str(y), wan(a)) for y, a in totals]
    assert len(totals) == 8


def test_three_public_and_procurement_equal_the_marts(built, site, page):
    department, _ = longgang(built)
    show(page, site, f"department/{department}/2024")
    expected = built.query(
        "select actual_yuan, full_year_budget_yuan, prior_year_yuan from marts.mart_three_public_year_over_year "
        "where department_id = ?",
        department,
    )
    rows = table_of(page, "#three_public")
    assert sorted((row[1], row[2], row[4]) for row in rows) == sorted(
        tuple(wan(value) for value in row) for row in expected
    )
    bought = built.query(
        "select amount_yuan from marts.mart_procurement_year_over_year where department_id = ? and amount_yuan is not null",
        department,
    )
    shown = [row[1] for row in table_of(page, "#procurement") if row[1] != "—"]
    assert sorted(shown) == sorted(wan(amount) for (amount,) in bought)
    indicators = page.locator("#performance table").nth(1).locator("tbody tr")
    [(count,)] = built.query(
        "select count(*) from facts.fct_performance_indicator where department_id = ?", department
    )
    assert indicators.count() == count > 0


def test_budgets_of_codes_equal_the_mart_and_lead_to_what_is_printed(built, site, page):
    [(department,)] = built.query(
        "select department_id from dims.dim_document where source_path = '2023.txt'"
    )
    expected = built.query(
        "select function_code || ' ' || function_name, initial_budget_yuan, actual_yuan "
        "from marts.mart_function_budget_execution where department_id = ?",
        department,
    )
    show(page, site, f"department/{department}/2023")
    shown = [(row[0], row[2], row[4]) for row in table_of(page, "#function-budget")]
    assert len(shown) == 6
    assert sorted(shown) == sorted(
        (name, wan(budget), wan(spent)) for name, budget, spent in expected
    )
    links = page.locator("#function-budget a.figure").evaluate_all("all => all.map(a => a.hash)")
    assert [link.split("/")[3] for link in links] == ["statement", "cell"] * 6
    show(page, site, links[0].removeprefix("#/"))
    assert "年初预算为" in page.locator("#asked").inner_text()


def test_every_figure_of_a_department_leads_to_what_is_printed(built, site, page):
    department, document = longgang(built)
    show(page, site, f"department/{department}/2024")
    links = page.locator("a.figure").evaluate_all("all => [...new Set(all.map(a => a.hash))]")
    assert len(links) > 80
    kinds = {link.split("/")[3] for link in links}
    assert kinds == {"cell", "statement", "project", "indicator"}
    for link in links:
        show(page, site, link.removeprefix("#/"))
        assert page.locator("#asked").count() == 1, link
    # the panel of a cell shows its text as printed and the identities that explain names
    [(cell, code, text)] = built.query(
        "select cell_id, code, printed_text from audit.printed_values where document_id = ? "
        "and form_no = 3 and column_name = '基本支出' and length(code) = 7 order by row_no limit 1",
        document,
    )
    show(page, site, f"document/{document}/cell/{cell.replace('/', '%2F')}")
    assert f"“{text}”" in page.locator("#asked").inner_text()
    assert page.locator("td.here").inner_text() == text
    touching = page.locator("#asked table tbody tr th").all_inner_texts()
    question = Question(code=code, form=3, column="基本支出")
    [explained] = [
        found
        for found in explain(built.output / "juesuan.duckdb", question)
        if found["cell_id"] == cell
    ]
    assert sorted(touching) == sorted(r["identity_id"] for r in explained["identities"])
    assert len(touching) > 1


def test_drilling_down_by_key_and_by_bar(demo, page):
    folder, connection = demo
    site = folder / "demo" / "warehouse" / "dashboard"
    [(department,)] = connection.execute(
        "select min(department_id) from dims.dim_department"
    ).fetchall()
    show(page, site, f"department/{department}")
    first = page.locator("#functions a.drill").first
    code = first.inner_text().split()[0]
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"location.hash.endsWith('/{code}')")
    page.wait_for_selector("main[aria-busy=false] #functions")
    assert all(row[0].startswith(code) for row in table_of(page, "#functions"))
    page.locator("#functions .chart path[aria-roledescription=bar]").first.click()
    page.wait_for_function(f"/\\/{code}\\d\\d$/.test(location.hash)")
    page.wait_for_selector("main[aria-busy=false] #functions")
    assert all(len(row[0].split()[0]) == 7 for row in table_of(page, "#functions"))
    page.go_back()
    page.wait_for_function(f"location.hash.endsWith('/{code}')")


def test_language_and_unit_switch_and_stay(built, site, page):
    department, _ = longgang(built)
    [(spent,)] = built.query(
        "select amount_yuan from marts.mart_expenditure_year_over_year where department_id = ? "
        "and function_code = 'total' and fund_code = 'all' and nature_code = 'total'",
        department,
    )
    show(page, site, f"department/{department}")
    assert wan(spent) in page.locator("main").inner_text()
    page.locator("#unit").click()
    page.wait_for_selector(f"text={spent:,.2f}")
    page.locator("#language").click()
    page.wait_for_selector("text=Revenue and expenditure by year")
    assert page.locator("html").get_attribute("lang") == "en"
    words = page.locator("main h2, thead th, .tag, .note").all_inner_texts()
    chinese = [
        text
        for text in words
        if re.search(r"[\u4e00-\u9fff]", text.replace("类 › 款 › 项", "").replace("(类)", ""))
    ]
    assert chinese == []
    page.reload()
    page.wait_for_selector("main[aria-busy=false] h1")
    assert page.locator("text=Revenue and expenditure by year").count()


def test_every_code_of_the_marts_has_its_words(demo, built, site, page):
    show(page, site)
    lists = {
        "fund": "select fund_code from dims.dim_fund",
        "nature": "select nature_code from facts.fct_expenditure",
        "source": "select source_code from facts.fct_income",
        "three_public": "select item_code from facts.fct_three_public",
        "procurement": "select item_code from facts.fct_procurement",
        "comparability": "select comparability from marts.mart_expenditure_year_over_year union "
        "select comparability from marts.mart_three_public_year_over_year",
        "state": "select state from facts.fct_identity_result",
        "status": "select status from audit.forms union select status from audit.documents",
        "kind": "select finding_kind from audit.findings",
        "severity": "select severity from dims.dim_identity",
        "balance": "select balance_code from marts.mart_balance_year_over_year",
    }
    for name, query in lists.items():
        used = {row[0] for row in built.query(query)} | {
            row[0] for row in demo[1].execute(query).fetchall()
        }
        assert used, name
        assert used <= set(page.evaluate(f"juesuan.codes('{name}')")), name


def test_overview_and_quality_count_what_the_file_holds(built, site, page):
    show(page, site)
    departments = built.query("select department_name from dims.dim_department")
    listed = page.locator("main table").first.locator("tbody th").all_inner_texts()
    assert sorted(listed) == sorted(name for (name,) in departments)
    page.fill("#search", "双错")
    assert page.locator("main table").first.locator("tbody th").all_inner_texts() == [
        "样例市双错局"
    ]
    show(page, site, "quality")
    states = dict(built.query("select state, count(*) from facts.fct_identity_result group by all"))
    shown = page.locator(".tile b").all_inner_texts()
    assert sorted(map(int, shown)) == sorted(states.values())
    findings = page.locator("main section").first.locator("tbody tr")
    assert findings.count() == built.query("select count(*) from audit.findings")[0][0]
    for link in (
        page.locator("main section")
        .first.locator("tbody tr td a")
        .evaluate_all("all => [...new Set(all.map(a => a.hash))]")
    ):
        show(page, site, link.removeprefix("#/"))
        assert page.locator("#asked").count() == ("/identity/" in link), link


def test_a_phone_and_a_reader_without_a_mouse(built, site, page):
    department, document = longgang(built)
    page.set_viewport_size({"width": 375, "height": 700})
    for route in ("", f"department/{department}", f"document/{document}", "quality"):
        show(page, site, route)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, route
        unnamed = page.locator(".chart:not([aria-label])").count()
        assert unnamed == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "A"


def test_text_of_documents_stays_text(site, page, tmp_path):
    hostile = "<img src=http://evil.example/x onerror=alert(1)></script><script>alert(2)</script>"
    copy = tmp_path / "dashboard"
    shutil.copytree(site, copy)
    (copy / "data" / "overview.js").chmod(0o644)
    row = {
        "name": hostile,
        "department_id": "x",
        "division_name": hostile,
        "first_year": 1,
        "last_year": 1,
    }
    year = {"year": 2024, "metric_key": "total_income", "metric_name": hostile, "amount": "1.00"}
    spent = {"year": 2024, "class_code": "201", "class_name": hostile, "amount": "1.00"}
    lists = {"departments": row, "years": year, "classes": spent, "counts": {"departments": 1}}
    content = {name: {k: [v] for k, v in one.items()} for name, one in lists.items()}
    content["states"] = {}
    release = {"release": hostile, "code_version": "1"}
    write_script(copy, "data/overview", json.dumps({"release": release, **content}))
    show(page, copy)
    assert page.locator("main table tbody th").first.inner_text() == hostile
    assert page.locator("img").count() == 0
    pages = "".join(path.read_text("utf-8") for path in PAGE.glob("*.js"))
    assert re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", pages) == []


def test_what_is_not_there_is_said(site, page):
    show(page, site, "no-such-page")
    assert "没有这一页" in page.locator("main").inner_text()


def test_the_same_site_from_a_web_server(built, page):
    handler = partial(SimpleHTTPRequestHandler, directory=str(built.output))
    handler.log_message = lambda *_: None
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        show(page, f"http://127.0.0.1:{server.server_port}/dashboard/index.html", "quality")
        assert page.locator("h1").inner_text() == "数据质量"
        page.click("nav a:has-text('审计报告')")
        page.wait_for_url("**/audit.html")
    finally:
        server.shutdown()
