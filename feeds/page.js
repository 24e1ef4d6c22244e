// Search, filters and copy buttons. The page is whole without this file, and this file asks nothing of
// the network: the index of notes is a script beside it, so that it also loads from file://.
"use strict";

(() => {
  const FIRST = 12; // results drawn at once, about a window of them: an answer must fit in two frames
  const PAGE = 40; // results drawn soon after, and at each "Show more"
  const FIELDS = ["q", "section", "year", "author", "language", "waiting"];

  const byId = (id) => document.getElementById(id);
  const form = byId("search");
  const source = document.querySelector("[data-index]")?.dataset.index;

  // ---- the index -------------------------------------------------------------------------------

  let loading = null;

  function loadIndex() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => resolve(readIndex(globalThis.publisherIndex));
      script.onerror = () => { loading = null; script.remove(); reject(new Error(source)); };
      document.head.append(script);
    });
    return loading;
  }

  // Accents and full-width forms fold away, so that "resume" finds "Résumé" and "ＡＢＣ" is "abc".
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

  // "Two words" in quotation marks are looked for as they stand.
  const wordsOf = (text) => Array.from(text.matchAll(/["“]([^"“”]+)["”]|\S+/gu), ([all, quoted]) => quoted ?? all);

  function readIndex({ fields, notes }) {
    return notes.map((row) => {
      const note = Object.fromEntries(fields.map((field, index) => [field, row[index]]));
      note.text = fold([note.title, note.summary, note.section, note.author, note.also].join("\n"));
      return note;
    });
  }

  function matches(note, wanted, words) {
    return (!wanted.section || note.sections.includes(wanted.section))
      && (!wanted.year || (note.date && note.date.startsWith(wanted.year)))
      && (!wanted.author || note.author === wanted.author)
      && (!wanted.language || note.languages.includes(wanted.language))
      && (!wanted.waiting || note.waiting)
      && words.every((word) => note.text.includes(word));
  }

  // ---- the state is the address ----------------------------------------------------------------

  function readAddress() {
    const parameters = new URLSearchParams(location.search);
    return Object.fromEntries(FIELDS.map((field) => [field, parameters.get(field) ?? ""]));
  }

  function readForm() {
    const data = new FormData(form);
    return Object.fromEntries(FIELDS.map((field) => [field, data.get(field) ?? ""]));
  }

  function fillForm(state) {
    for (const field of FIELDS) {
      const control = form.elements[field];
      if (!control) continue;
      if (control.type === "checkbox") control.checked = state[field] !== "";
      else control.value = state[field];
      if (control.tagName === "SELECT" && control.selectedIndex < 0) control.value = "";
    }
  }

  function query(state) {
    const parameters = new URLSearchParams(FIELDS.filter((field) => state[field].trim()).map((field) => [field, state[field].trim()]));
    return parameters.size ? `?${parameters}` : "";
  }

  function writeAddress(state) {
    const search = query(state);
    // A filtered view is not at an anchor; an unfiltered one may be.
    if (search !== location.search) history.replaceState(null, "", search || location.pathname + location.hash);
    for (const link of document.querySelectorAll(".languages a")) link.search = search;
  }

  // ---- results ---------------------------------------------------------------------------------

  const results = byId("results");
  const number = new Intl.NumberFormat(document.documentElement.lang);
  let found = [];
  let shown = 0;
  let latest = 0;

  async function answer() {
    const state = readForm();
    writeAddress(state);
    const turn = ++latest;
    const filtered = query(state) !== "";
    if (!filtered) return show(null);
    let notes;
    try {
      notes = await loadIndex();
    } catch {
      return say(form.dataset.broken);
    }
    if (turn !== latest) return; // the reader has typed on
    const words = wordsOf(state.q);
    const folded = words.map(fold);
    show(notes.filter((note) => matches(note, state, folded)), words);
  }

  function show(notes, words = []) {
    const filtered = notes !== null;
    byId("whole").hidden = filtered;
    results.hidden = !filtered;
    byId("everything").hidden = !filtered;
    found = notes ?? [];
    shown = 0;
    results.querySelector("ol").replaceChildren();
    if (!filtered) return say("");
    say(form.dataset.found.replace("{n}", number.format(found.length)));
    const pattern = patternOf(words);
    drawMore(pattern, FIRST);
    const turn = latest;
    requestAnimationFrame(() => setTimeout(() => { if (turn === latest) drawMore(pattern, PAGE - FIRST); }));
    byId("more").onclick = () => drawMore(pattern, PAGE);
  }

  function say(text) {
    byId("tally").textContent = text;
  }

  function patternOf(words) {
    return words.length ? new RegExp(`(${words.map(escape).join("|")})`, "giu") : null;
  }

  const escape = (word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");

  function drawMore(pattern, count) {
    const page = found.slice(shown, shown + count);
    results.querySelector("ol").append(...page.map((note) => draw(note, pattern)));
    shown += page.length;
    byId("more").hidden = shown >= found.length;
  }

  function draw(note, pattern) {
    const item = byId("found").content.firstElementChild.cloneNode(true);
    const time = item.querySelector("time");
    time.dateTime = note.date || note.waiting;
    time.textContent = note.date || byId("found").dataset.since.replace("{date}", note.waiting);
    item.querySelector(".permalink").href = note.page;
    const title = document.createElement(note.url ? "a" : "span");
    if (note.url) title.href = note.url;
    fill(title, note.title, note.titleLang, pattern);
    item.querySelector("h3").append(title);
    const summary = item.querySelector(".summary");
    if (note.summary) fill(summary, note.summary, note.lang, pattern);
    else summary.remove();
    const facts = item.querySelector(".facts");
    if (note.section) facts.append(fill(document.createElement("li"), note.section, note.sectionLang, null));
    facts.append(fill(document.createElement("li"), note.author, "", null));
    for (const [label, url, lang] of note.homes) {
      const link = document.createElement("a");
      link.href = url;
      const fact = document.createElement("li");
      fact.append(fill(link, label, lang, null));
      facts.append(fact);
    }
    return item;
  }

  function fill(element, text, lang, pattern) {
    if (lang) element.lang = lang;
    for (const [index, part] of (pattern ? text.split(pattern) : [text]).entries()) {
      if (index % 2 === 0) element.append(part);
      else element.append(Object.assign(document.createElement("mark"), { textContent: part }));
    }
    return element;
  }

  function start() {
    form.closest(".search").hidden = false;
    form.addEventListener("submit", (event) => { event.preventDefault(); answer(); });
    form.addEventListener("input", answer);
    form.addEventListener("focusin", () => loadIndex().catch(() => {}), { once: true });
    byId("everything").addEventListener("click", () => { form.reset(); answer(); form.elements.q.focus(); });
    addEventListener("popstate", () => { fillForm(readAddress()); answer(); });
    const state = readAddress();
    const narrows = FIELDS.some((field) => field !== "q" && state[field]);
    form.querySelector(".narrow").open = narrows || matchMedia("(min-width: 40rem)").matches;
    fillForm(state);
    answer();
  }

  // ---- anchors that moved ----------------------------------------------------------------------

  // A note of a long list moves from the first page to its month's; its old address still finds it.
  async function followAnchor() {
    const anchor = location.hash.slice(1);
    const target = byId(anchor);
    if (target?.closest("[hidden]")) {
      form.reset();
      await answer();
      target.scrollIntoView();
    }
    if (!anchor.startsWith("note/") || target || !source) return;
    const note = (await loadIndex()).find(({ page }) => page.endsWith(`#${anchor}`));
    if (note && !note.page.startsWith("#")) location.replace(note.page);
  }

  // ---- copy ------------------------------------------------------------------------------------

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = Object.assign(document.createElement("textarea"), { value: text, className: "unseen" });
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  }

  function offerCopy(button) {
    const link = button.previousElementSibling;
    button.hidden = false;
    if (location.protocol.startsWith("http")) link.textContent = link.href.replace(/^https?:\/\//u, "");
    button.addEventListener("click", async () => {
      if (await copy(link.href)) {
        const word = button.firstChild;
        const before = word.data;
        button.classList.add("done");
        word.data = button.dataset.done;
        byId("said").textContent = button.dataset.done;
        setTimeout(() => { word.data = before; button.classList.remove("done"); byId("said").textContent = ""; }, 2000);
      } else {
        getSelection().selectAllChildren(link);
      }
    });
  }

  document.querySelectorAll(".copy").forEach(offerCopy);
  if (form) start();
  followAnchor();
  addEventListener("hashchange", followAnchor);
})();
