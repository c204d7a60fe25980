/* Sets the SPARQL editor up for this server alone: our prefixes, our terms, no other host. */
(async () => {
  "use strict";
  const place = document.getElementById("editor");
  const fallback = document.getElementById("plain-query");
  const library = window.Yasgui && (window.Yasgui.default || window.Yasgui.Yasgui || window.Yasgui);
  if (!place || typeof library !== "function") return;

  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  const known = await (await fetch(place.dataset.terms)).json();
  const { Yasqe, Yasr } = library;

  // A problem report's sentence is for people; the rest of it is for programs.
  const ask = window.fetch.bind(window);
  window.fetch = async (...call) => {
    const response = await ask(...call);
    const type = response.headers.get("Content-Type") || "";
    if (response.ok || !type.startsWith("application/problem+json")) return response;
    const { detail } = await response.json();
    return new Response(detail, { status: response.status, statusText: response.statusText });
  };

  const completers = [
    ["class", "classes"],
    ["property", "properties"],
  ];
  for (const [original, list] of completers) {
    const mine = { name: `kg-${original}`, bulk: true, persistenceId: null, get: known[list] };
    Yasqe.forkAutocompleter(original, mine, true);
    delete Yasqe.Autocompleters[original];
  }
  const declared = Object.entries(known.prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort();
  Yasqe.forkAutocompleter("prefixes", { name: "kg-prefixes", persistenceId: null, get: declared }, true);
  delete Yasqe.Autocompleters.prefixes;
  Yasqe.defaults.autocompleters = ["variables", "kg-prefixes", "kg-class", "kg-property"];
  Yasqe.defaults.prefixCcApi = undefined;
  Yasr.plugins.table.defaults.openIriInNewWindow = false;
  // Whole values without datatypes, until somebody switches that off.
  const table = Yasr.plugins.table.prototype;
  const drawn = table.draw;
  table.draw = function (settings) {
    return drawn.call(this, { compact: true, isEllipsed: false, ...this.persistentConfig, ...settings });
  };
  const worded = table.formatLiteral;
  table.formatLiteral = function (literal, ...rest) {
    const html = worded.call(this, literal, ...rest);
    const isDay = (literal.datatype || "").endsWith("XMLSchema#date");
    return isDay ? `<span class="day">${html}</span>` : html;
  };
  // Results name things by their global IRIs; this server has a page about each.
  table.getUriLinkFromBinding = ({ value }) => {
    const link = document.createElement("a");
    link.className = "iri";
    link.title = value;
    link.textContent = short(value);
    const address = local(value) || (/^https?:/.test(value) ? value : null);
    if (address) link.setAttribute("href", address);
    return link.outerHTML;
  };
  function local(iri) {
    if (iri.startsWith(known.base)) return `/id/${iri.slice(known.base.length)}`;
    const ontology = known.prefixes.ck;
    return iri.startsWith(ontology) ? `/ontology#${iri.slice(ontology.length)}` : null;
  }
  function short(iri) {
    if (iri.startsWith(known.base)) {
      return iri.slice(known.base.length).replace(/^(\w+)\/(\w{6})\w{18}/, "$1:$2…");
    }
    const found = Object.entries(known.prefixes).find(([, space]) => iri.startsWith(space));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
  }

  const texts = new Map(known.examples.map((example) => [example.name, example]));
  const given = new URLSearchParams(location.search).get("query");
  const start = given || (known.examples.length ? known.examples[0].text : "ASK {}");
  Yasqe.defaults.value = start;

  fallback.hidden = true;
  const editor = new library(place, {
    autofocus: false,
    copyEndpointOnNewTab: false,
    persistenceId: "conflict-kg",
    requestConfig: {
      endpoint,
      method: "POST",
      acceptHeaderSelect: "application/sparql-results+json",
      acceptHeaderGraph: "text/turtle",
    },
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    yasr: { prefixes: known.prefixes },
  });
  window.kgEditor = editor;

  const current = () => editor.getTab();
  // A tab kept from an earlier visit may name a server that is gone.
  const own = () => {
    for (const tab of Object.values(editor._tabs)) {
      if (tab.getEndpoint() !== endpoint) tab.setEndpoint(endpoint);
    }
  };
  own();
  const untouched = (text) =>
    [...texts.values()].some((example) => example.text.trim() === text.trim()) ||
    text.trim() === start.trim() || !text.trim();

  function show(example) {
    const tab = current();
    if (tab && untouched(tab.getQuery())) {
      tab.setQuery(example.text);
      tab.setName(example.title);
    } else {
      editor.addTab(true, { name: example.title, yasqe: { value: example.text } });
    }
    own();
    current().query().catch(() => {});
    for (const link of document.querySelectorAll(".example")) {
      if (link.dataset.example === example.name) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
  document.querySelector(".examples").addEventListener("click", (event) => {
    const link = event.target.closest("a.example");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(texts.get(link.dataset.example));
    if (place.getBoundingClientRect().top < 0) place.scrollIntoView();
  });
  if (given && current() && current().getQuery() !== given) {
    editor.addTab(true, { name: "Query", yasqe: { value: given } });
    own();
  }
})();
