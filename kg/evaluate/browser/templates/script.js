"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = document.getElementById("filters");
  const [type, error, source] = ["by-type", "by-error", "by-source"].map((id) => document.getElementById(id));
  const shown = document.getElementById("shown");
  const documents = all(".doc").map((element) => ({ element, rows: all(".row", element) }));
  const entries = new Map(all("#index tbody tr").map((row) => [row.dataset.document, row]));
  let cell = null;
  form.hidden = false;

  function matches(row) {
    const { gold, predicted, what, kind } = row.dataset;
    const errors = row.dataset.errors.split(" ");
    if (cell) {
      if (what !== "event") return false;
      const apart = errors.includes("family");
      const missed = cell.predicted === "none" && cell.gold === gold && (apart || predicted === "none");
      const spurious = cell.gold === "none" && cell.predicted === predicted && (apart || gold === "none");
      const pair = !apart && cell.gold === gold && cell.predicted === predicted;
      if (!missed && !spurious && !pair) return false;
    }
    if (type.value && gold !== type.value && predicted !== type.value) return false;
    if (error.value === "any") return kind !== "right";
    if (error.value === "right") return kind === "right";
    return !error.value || errors.includes(error.value);
  }

  function apply() {
    const filtered = Boolean(cell || type.value || error.value || source.value);
    const byRow = Boolean(cell || type.value || error.value);
    let rows = 0, places = 0;
    for (const { element, rows: own } of documents) {
      const here = !source.value || element.dataset.source === source.value;
      let n = 0;
      for (const row of own) {
        row.hidden = !(here && matches(row));
        if (!row.hidden) n += 1;
      }
      element.hidden = !here || (byRow && n === 0);
      entries.get(element.id).hidden = element.hidden;
      element.querySelector("details").open = !byRow;
      rows += n;
      if (!element.hidden) places += 1;
    }
    const read = cell ? `${cell.gold === "none" ? "no event" : cell.gold} in gold, ${cell.predicted === "none" ? "no event" : cell.predicted} predicted: ` : "";
    const size = `${rows} ${rows === 1 ? "event or claim" : "events and claims"} in ${places} ${places === 1 ? "document" : "documents"}`;
    shown.textContent = `${read}${size}${filtered ? "" : ", all"}`;
  }

  function showAll() {
    cell = null;
    form.reset();
    apply();
  }

  function step(elements, by) {
    const visible = elements.filter((element) => !element.hidden && !element.closest(".doc").hidden);
    if (!visible.length) return;
    const active = document.activeElement;
    let at = visible.findIndex((element) => element === active || element.contains(active));
    if (at < 0) {
      const after = visible.findIndex((element) => active.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
      at = by > 0 ? (after < 0 ? visible.length : after) - 1 : after < 0 ? visible.length : after;
    }
    const next = visible[Math.min(Math.max(at + by, 0), visible.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  }

  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("all").addEventListener("click", showAll);
  for (const button of all(".matrix button")) {
    button.addEventListener("click", () => {
      form.reset();
      cell = { ...button.dataset };
      apply();
      document.getElementById("documents").scrollIntoView();
      type.focus({ preventScroll: true });
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return showAll();
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const rows = documents.flatMap((each) => each.rows);
    const sections = documents.map((each) => each.element);
    const act = { j: () => step(rows, 1), k: () => step(rows, -1), n: () => step(sections, 1), p: () => step(sections, -1), "/": () => { form.scrollIntoView(); type.focus(); } }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  all("#index thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending" && column > 1;
      const up = !down && (column > 1 || head.getAttribute("aria-sort") !== "ascending");
      all("#index thead th").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down || !up ? "descending" : "ascending");
      const sign = down || !up ? -1 : 1;
      const value = (row) => row.children[column].textContent;
      const body = document.querySelector("#index tbody");
      const sorted = [...body.rows].sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        const [m, n] = [parseFloat(x), parseFloat(y)];
        if (column < 2) return sign * x.localeCompare(y);
        if (Number.isNaN(m) || Number.isNaN(n)) return Number.isNaN(m) - Number.isNaN(n);
        return sign * (m - n);
      });
      body.append(...sorted);
    });
  });
  apply();
})();
