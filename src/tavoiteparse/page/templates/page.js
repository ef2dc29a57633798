"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const byId = (id) => document.getElementById(id);

  // A report: what is chosen on one side is shown on the other.
  const cited = byId("cited");
  if (cited) {
    const source = byId("lahde"), goals = byId("tavoitteet"), citation = byId("citation"), copied = byId("copied");
    const narrow = window.matchMedia("(max-width: 899px)");
    const pieces = all(".piece[data-values]");
    const ofValue = new Map();
    for (const piece of pieces) {
      for (const id of piece.dataset.values.split(" ")) {
        ofValue.set(id, [...(ofValue.get(id) || []), piece]);
      }
    }

    const open = (element) => {
      for (let at = element; at; at = at.parentElement) {
        if (at instanceof HTMLDetailsElement) at.open = true;
        if (at.hidden && goals.contains(at)) reset();
      }
    };
    const show = (pane) => {
      document.body.dataset.pane = pane;
      for (const button of all("button[data-pane]")) {
        button.setAttribute("aria-pressed", String(button.dataset.pane === pane));
      }
    };
    // Scrolls its own pane only: the other side must not move under the reader's eyes more than it has to.
    const reveal = (element, pane) => {
      open(element);
      if (narrow.matches || getComputedStyle(pane).overflowY === "visible") {
        element.scrollIntoView({ block: "center" });
        return;
      }
      const box = element.getBoundingClientRect(), frame = pane.getBoundingClientRect();
      if (box.top < frame.top + 40 || box.bottom > frame.bottom - 40) {
        pane.scrollTop += box.top - frame.top - pane.clientHeight / 3;
      }
    };
    const clear = () => {
      for (const element of all(".chosen")) element.classList.remove("chosen");
      cited.hidden = true;
      copied.textContent = "";
    };
    const cite = (place) => {
      citation.textContent = [citation.dataset.report, place].filter(Boolean).join(", ");
      copied.textContent = "";
      cited.hidden = false;
    };
    const chooseValue = (element) => {
      const link = element.querySelector("a[data-value]");
      const found = ofValue.get(element.id) || [];
      for (const one of [element, ...found]) one.classList.add("chosen");
      if (found.length) reveal(found[0], source);
      reveal(element, goals);
      if (link) cite(link.dataset.cite);
    };
    const chooseLine = (line) => {
      line.classList.add("chosen");
      reveal(line, source);
      const ids = all(".piece[data-values]", line).map((piece) => piece.dataset.values.split(" ")[0]);
      for (const id of ids) byId(id).classList.add("chosen");
      if (ids.length && !narrow.matches) reveal(byId(ids[0]), goals);
      cite(line.querySelector(".nr").dataset.cite);
    };
    // A goal, an indicator or a finding: with all its values in the source.
    const choosePart = (element) => {
      element.classList.add("chosen");
      const values = all(".value[id]", element);
      const found = values.flatMap((value) => ofValue.get(value.id) || []);
      for (const piece of found) piece.classList.add("chosen");
      if (found.length) reveal(found[0], source);
      reveal(element, goals.contains(element) ? goals : source);
      const link = element.querySelector("a[data-cite]");
      if (link) cite(link.dataset.cite);
    };
    const choose = (id, focus) => {
      const element = id && byId(id);
      if (!element) clear();
      if (!element || !(source.contains(element) || goals.contains(element) || element.closest("header"))) return;
      clear();
      if (element.classList.contains("value")) chooseValue(element);
      else if (element.classList.contains("line")) chooseLine(element);
      else choosePart(element);
      show(source.contains(element) ? "lahde" : "tavoitteet");
      if (focus) focusOn(element);
    };
    const focusOn = (element) => {
      const target = element.matches("a") ? element : element.querySelector("a") || element;
      if (!target.matches("a")) target.tabIndex = -1;
      target.focus({ preventScroll: true });
    };
    const address = (id) => {
      if (location.hash !== `#${id}`) history.pushState(null, "", `#${id}`);
    };

    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const id = link.getAttribute("href").slice(1);
      if (link.classList.contains("skip")) return;
      event.preventDefault();
      if (link.dataset.value) { // from a value to its place in the source; the address is the value's
        address(link.dataset.value);
        choose(link.dataset.value, false);
        if (narrow.matches) {
          show("lahde");
          const [first] = ofValue.get(link.dataset.value) || [];
          if (first) first.scrollIntoView({ block: "center" });
        }
        const [first] = ofValue.get(link.dataset.value) || [];
        if (first) focusOn(first);
        return;
      }
      address(id);
      choose(id, true);
    });
    const fromAddress = () => choose(decodeURIComponent(location.hash.slice(1)), false);
    window.addEventListener("hashchange", fromAddress);
    window.addEventListener("popstate", fromAddress);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !cited.hidden) clear();
    });
    byId("close").addEventListener("click", clear);
    for (const button of all("button[data-pane]")) button.addEventListener("click", () => show(button.dataset.pane));

    // The values of the source are one stop of the tab key; arrow keys go from one to the next.
    const stops = all(".piece[data-values], .nr, .flag", source);
    for (const stop of stops) stop.tabIndex = -1;
    if (stops.length) stops[0].tabIndex = 0;
    source.addEventListener("focusin", (event) => {
      if (!stops.includes(event.target)) return;
      for (const stop of all("[tabindex='0']", source)) stop.tabIndex = -1;
      event.target.tabIndex = 0;
    });
    source.addEventListener("keydown", (event) => {
      const at = stops.indexOf(document.activeElement);
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (at < 0 || !step) return;
      event.preventDefault();
      const next = stops[Math.min(Math.max(at + step, 0), stops.length - 1)];
      next.focus();
    });

    // Copying: where the browser has no clipboard for pages of files, the old way.
    byId("copy").addEventListener("click", async () => {
      const button = byId("copy");
      let done = true;
      try {
        await navigator.clipboard.writeText(citation.textContent);
      } catch {
        const selection = window.getSelection();
        selection.selectAllChildren(citation);
        done = document.execCommand("copy");
      }
      copied.textContent = done ? button.dataset.done : button.dataset.failed;
    });

    // Filters.
    const form = document.querySelector("form.filters"), output = byId("shown");
    const [verdict, area, finding, search] = ["verdict", "area", "finding", "search"].map((one) => byId(`filter-${one}`));
    const indicators = all(".indicator");
    const has = (element, code) => all(".note", element).some((note) => note.dataset.code === code);
    const filter = () => {
      const text = search.value.trim().toLocaleLowerCase();
      const plain = !verdict.value && !area.value && !finding.value && !text;
      let count = 0;
      for (const goal of all(".goal")) {
        const own = all(":scope > .notes .note", goal).some((note) => note.dataset.code === finding.value);
        const named = text && goal.querySelector("h3").textContent.toLocaleLowerCase().includes(text);
        let seen = 0;
        for (const one of all(".indicator", goal)) {
          const words = named || !text || one.closest(".block").textContent.toLocaleLowerCase().includes(text);
          const fits = (!verdict.value || one.dataset.verdict === verdict.value) &&
            (!area.value || goal.dataset.area === area.value) &&
            (!finding.value || own || has(one, finding.value)) && words;
          one.hidden = !fits;
          seen += fits;
        }
        const bare = !goal.querySelector(".indicator") && !verdict.value &&
          (!area.value || goal.dataset.area === area.value) && (!finding.value || own || has(goal, finding.value)) &&
          (!text || goal.textContent.toLocaleLowerCase().includes(text));
        goal.hidden = !(seen || bare);
        for (const block of all(".block", goal)) {
          const some = all(".indicator", block);
          block.hidden = some.length > 0 && some.every((one) => one.hidden);
        }
        count += seen;
      }
      for (const one of all("#tavoitteet > .free, #tavoitteet > .heading")) one.hidden = !plain;
      output.textContent = plain ? "" :
        output.dataset.words.replace("{shown}", count).replace("{all}", indicators.length);
    };
    const reset = () => {
      form.reset();
      filter();
    };
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => window.setTimeout(filter));
    show("tavoitteet");
    if (location.hash) {
      fromAddress();
      window.addEventListener("load", fromAddress); // after the browser's own scrolling
    }
  }

  // The index: a click on a heading sorts by it, a second one the other way round.
  for (const table of all("table.sortable")) {
    const headings = all("thead th", table), body = table.tBodies[0];
    const key = (row, n) => {
      const cell = row.cells[n];
      const given = cell.dataset.key ?? cell.textContent.trim();
      return given !== "" && !Number.isNaN(Number(given)) ? Number(given) : given;
    };
    headings.forEach((heading, n) => {
      const button = heading.querySelector("button");
      if (!button) return;
      button.addEventListener("click", () => {
        const way = heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
        for (const other of headings) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", way);
        const rows = Array.from(body.rows).sort((a, b) => {
          const [x, y] = [key(a, n), key(b, n)];
          if (typeof x === "number" && typeof y === "number") return x - y;
          return String(x).localeCompare(String(y), document.documentElement.lang, { numeric: true });
        });
        if (way === "descending") rows.reverse();
        body.append(...rows);
      });
    });
  }
})();
