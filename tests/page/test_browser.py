"""Evidence pages as a browser shows them: clicks both ways, addresses, filters, keyboard, copying, contrast and roles.

Chromium is driven by Playwright; axe-core judges what is there for all. Where `TAVOITEPARSE_BROWSER` is set both must
be at hand; it names the file of axe-core, which `.ci/run` fetches.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from conftest import ROOT
from tavoiteparse.cli import app

pytestmark = pytest.mark.browser
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = {"narrow": (360, 740), "wide": (1440, 900)}
AXE = os.environ.get("TAVOITEPARSE_BROWSER", "")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    sync_api: Any = None
    with suppress(ModuleNotFoundError):
        sync_api = import_module("playwright.sync_api")
    if program is None or sync_api is None or not AXE:
        assert not AXE, f"missing: Chromium ({program}) or Playwright ({sync_api})"
        pytest.skip("Chromium, Playwright or axe-core is not at hand")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples' pages, in English."""
    out = tmp_path_factory.mktemp("pages")
    reports = [str(path) for path in sorted((ROOT / "samples").glob("*/*.txt"))]
    done = CliRunner().invoke(app, ["page", *reports, "-o", str(out)])
    assert done.exit_code == 0, done.output
    return out


class Opened:
    """A page in the browser, with all that it logs and asks for."""

    def __init__(self, browser: Any, size: str, scheme: str = "light") -> None:
        width, height = WIDTHS[size]
        self.context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda one: self.said.append(one.text))
        self.page.on("pageerror", lambda one: self.said.append(str(one)))
        self.page.on("request", lambda one: self.asked.append(one.url))

    def go(self, file: Path, address: str = "") -> Any:
        self.page.goto(f"{file.as_uri()}{address}")
        self.page.wait_for_load_state("load")
        return self.page


@pytest.fixture(params=WIDTHS)
def opened(request: pytest.FixtureRequest, chromium: Any) -> Iterator[Opened]:
    one = Opened(chromium, request.param)
    yield one
    one.context.close()
    assert one.said == []
    assert [url for url in one.asked if not url.startswith("file:")] == []


@pytest.fixture
def wide(chromium: Any) -> Iterator[Opened]:
    one = Opened(chromium, "wide")
    yield one
    one.context.close()
    assert one.said == []


def chosen(page: Any) -> set[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.chosen')].map((one) => one.id || one.dataset.values)"
    )
    return set(found)


def in_sight(page: Any, selector: str) -> bool:
    return bool(
        page.evaluate(
            """(selector) => {
              const box = document.querySelector(selector).getClientRects()[0];
              const at = document.elementFromPoint(box.left + 3, box.top + box.height / 2);
              return at !== null && document.querySelector(selector).contains(at);
            }""",
            selector,
        )
    )


TARGET = "tavoite-1-mittari-2-tavoitetaso"


def test_a_click_on_either_side_shows_the_other(site: Path, opened: Opened) -> None:
    page = opened.go(site / "pori-2023-q3.html")
    page.click(f"#{TARGET} a")
    piece = f".piece[data-values~='{TARGET}']"
    assert chosen(page) >= {TARGET}
    assert page.text_content(piece) == page.text_content(f"#{TARGET} .text")
    assert in_sight(page, piece)
    assert page.url.endswith(f"#{TARGET}")
    page.keyboard.press("Escape")
    assert chosen(page) == set()
    if page.is_visible("button[data-pane='lahde']"):
        page.click("button[data-pane='lahde']")
    page.click(piece)
    assert chosen(page) >= {TARGET}
    assert in_sight(page, f"#{TARGET} a")


def test_every_address_opens_what_it_names(site: Path, opened: Opened) -> None:
    page = opened.go(site / "pori-2023-q3.html", "#r27")
    assert "r27" in chosen(page)
    assert in_sight(page, "#r27 .nr")
    page = opened.go(site / "pori-2023-q3.html", f"#{TARGET}")
    assert chosen(page) >= {TARGET}
    assert in_sight(page, f"#{TARGET} a")
    page = opened.go(site / "pori-2023-q3.html", "#tavoite-1-mittari-3")
    assert "tavoite-1-mittari-3" in chosen(page)
    assert page.locator(".piece.chosen[data-values^='tavoite-1-mittari-3-']").count() >= 2
    assert in_sight(page, "#tavoite-1-mittari-3 h4")
    page = opened.go(site / "pori-2023-q3.html", "#no-such-address")
    assert chosen(page) == set()


def test_back_goes_to_what_was_chosen_before(site: Path, wide: Opened) -> None:
    page = wide.go(site / "pori-2023-q3.html", "#r27")
    page.click(f"#{TARGET} a")
    assert TARGET in chosen(page)
    page.go_back()
    assert "r27" in chosen(page)
    assert TARGET not in chosen(page)


def test_filters_leave_what_fits(site: Path, opened: Opened) -> None:
    page = opened.go(site / "pohjois-karjala-2026-q1.html")
    every = page.locator(".indicator").count()
    for verdict in ("saavutettu", "saavuttamatta", "matkalla"):
        page.select_option("#filter-verdict", verdict)
        wanted = page.locator(f".indicator[data-verdict='{verdict}']").count()
        assert page.locator(".indicator:visible").count() == wanted
        assert page.text_content("#shown") == f"{wanted} of {every} indicators"
        assert page.locator(".goal:visible").count() <= wanted
    page.click("form.filters button[type=reset]")
    page.wait_for_function("document.querySelector('#shown').textContent === ''")
    assert page.locator(".indicator:visible").count() == every
    word = page.text_content(".indicator h4 .text").split()[0]
    page.fill("#filter-search", word.upper())
    texts = page.locator(".goal:visible").all_text_contents()
    assert texts
    assert all(word.casefold() in text.casefold() for text in texts)
    page.fill("#filter-search", "sanaa jota ei ole")
    assert page.locator(".goal:visible").count() == 0
    # What an address names is shown although it was filtered out.
    page.evaluate("location.hash = '#tavoite-1'")
    page.wait_for_function("document.querySelector('#tavoite-1.chosen') !== null")
    assert page.is_visible("#tavoite-1")


def test_filters_by_area_and_finding(site: Path, wide: Opened) -> None:
    page = wide.go(site / "pori-2023-q3.html")
    areas = page.locator("#filter-area option").all_text_contents()[1:]
    assert len(areas) > 1
    page.select_option("#filter-area", areas[0])
    shown = page.evaluate("[...document.querySelectorAll('.goal:not([hidden])')].map((one) => one.dataset.area)")
    assert set(shown) == {areas[0]}
    page.select_option("#filter-area", "")
    codes = page.evaluate("[...document.querySelectorAll('#filter-finding option')].map((one) => one.value)")
    page.select_option("#filter-finding", codes[1])
    own = page.locator(f".goal:visible:has(.note[data-code='{codes[1]}'])").count()
    assert page.locator(".goal:visible").count() == own


def test_a_citation_is_copied(site: Path, chromium: Any) -> None:
    one = Opened(chromium, "wide")
    one.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = one.go(site / "pori-2023-q3.html", "#r27")
    said = page.text_content("#citation")
    assert re.fullmatch(r"Pori, Talousarvion toiminnallisten .*, Q3/2023, line 27", said)
    page.click("#copy")
    page.wait_for_function("document.querySelector('#copied').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == said
    assert one.said == []
    one.context.close()


def test_without_a_clipboard_the_old_way_copies(site: Path, wide: Opened) -> None:
    page = wide.page
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    wide.go(site / "pori-2023-q3.html", "#r27")
    page.click("#copy")
    page.wait_for_function("document.querySelector('#copied').textContent !== ''")
    assert page.text_content("#copied") == "Copied"


def test_all_of_it_by_keyboard(site: Path, wide: Opened) -> None:
    page = wide.go(site / "pori-2023-q3.html")
    focus = "document.activeElement"
    page.keyboard.press("Tab")
    assert page.evaluate(f"{focus}.className") == "skip"
    stops = 0
    while page.evaluate(f"{focus}.closest('.line') === null"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops < 30, "the source cannot be reached"
    first = page.evaluate(f"{focus}.textContent")
    for _ in range(40):
        page.keyboard.press("ArrowDown")
        if page.evaluate(f"{focus}.classList.contains('f-tavoitetaso')"):
            break
    assert page.evaluate(f"{focus}.textContent") != first
    value = page.evaluate(f"{focus}.dataset.values.split(' ')[0]")
    page.keyboard.press("Enter")
    assert value in chosen(page)
    assert page.evaluate(f"{focus}.closest('.value').id") == value
    page.keyboard.press("Enter")  # and back to the source
    assert page.evaluate(f"{focus}.dataset.values.split(' ')[0]") == value
    page.keyboard.press("Tab")
    assert page.evaluate(f"{focus}.closest('#lahde') === null"), "the source is one stop"
    page.keyboard.press("Escape")
    assert page.is_hidden("#cited")


def test_headings_of_the_index_sort(site: Path, wide: Opened) -> None:
    page = wide.go(site / "index.html")
    for name in ("Indicators", "Organisation", "Met"):
        heading = page.locator("thead th", has_text=name).first
        n = heading.evaluate("(one) => one.cellIndex")
        seen = []
        for _ in range(2):
            heading.locator("button").click()
            way = heading.get_attribute("aria-sort")
            cells = page.evaluate(
                f"[...document.querySelectorAll('tbody tr')].map((row) => row.cells[{n}].dataset.key)"
            )
            keys = [float(one) for one in cells] if name != "Organisation" else cells
            assert keys == sorted(keys, reverse=way == "descending")
            seen.append(way)
        assert set(seen) == {"ascending", "descending"}
    page.locator("tbody a", has_text="Salo").click()
    page.wait_for_load_state("load")
    assert page.url.endswith("salo-2023-toimintasuunnitelma.html")


def test_changes_lead_to_both_reports(site: Path, wide: Opened) -> None:
    page = wide.go(site / "muutokset-pori-2023-q3--pori-2026-t1.html")
    links = page.locator("ul.changes a")
    assert links.count() > 10
    for n in (0, links.count() - 1):
        href = links.nth(n).get_attribute("href")
        said = links.nth(n).text_content()
        links.nth(n).click()
        page.wait_for_load_state("load")
        line = href.partition("#")[2]
        assert line in chosen(page)
        printed = page.evaluate("document.querySelector('.line.chosen').textContent")
        assert said.split()[0] in printed
        page.go_back()
        page.wait_for_load_state("load")


PAGES = ("pori-2023-q3.html", "pohjois-karjala-2026-q1.html", "index.html", "muutokset-pori-2023-q3--pori-2026-t1.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("file", PAGES)
def test_axe_finds_nothing(site: Path, chromium: Any, file: str, size: str, scheme: str) -> None:
    one = Opened(chromium, size, scheme)
    page = one.go(site / file, "#tavoite-1-mittari-1" if file.startswith("po") else "")
    if page.locator(".indicator").count():
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    one.context.close()


def test_a_hostile_report_does_nothing(tmp_path: Path, wide: Opened) -> None:
    report = tmp_path / "r.txt"
    report.write_text(
        "TAVOITE <script>document.title='x'</script>\nMITTARI <img src=x onerror=\"document.title='x'\"> </style>\n"
        "Tavoitetaso: javascript:document.title='x'\nSelvitys: <svg onload=\"document.title='x'\"></title>\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(app, ["page", str(report), "-o", str(tmp_path / "r.html")])
    assert done.exit_code == 0, done.output
    page = wide.go(tmp_path / "r.html")
    for link in page.locator(".pane a:visible").all():
        link.click()
    assert page.title() != "x"
    assert page.locator("img").count() == 0
    assert [url for url in wide.asked if not url.startswith("file:")] == []
    assert len(wide.asked) == 1


def test_it_can_be_printed(site: Path, wide: Opened) -> None:
    page = wide.go(site / "pori-2023-q3.html")
    page.emulate_media(media="print")
    assert page.is_visible("#lahde .line >> nth=-1")
    assert page.is_visible(".indicator >> nth=-1")
    assert page.is_hidden("form.filters")
    assert page.evaluate("getComputedStyle(document.querySelector('#lahde')).overflowY") == "visible"


def test_without_scripts_the_links_still_lead_both_ways(site: Path, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{(site / 'pori-2023-q3.html').as_uri()}")
    page.click(f"#{TARGET} a")
    assert re.search(r"#r\d+$", page.url)
    page.click(f".piece[href='#{TARGET}']")
    assert page.url.endswith(f"#{TARGET}")
    context.close()
