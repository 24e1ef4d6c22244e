// Tabs, and an issue on the clipboard: as rich text and as plain text at once.
"use strict";

for (const edition of document.querySelectorAll(".edition")) {
  makeTabs(edition);
  for (const button of edition.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button, edition));
  }
}

function makeTabs(edition) {
  const list = edition.querySelector(".tabs");
  const panels = [...edition.querySelectorAll(".panel")];
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", list.dataset.label);
  const tabs = panels.map((panel) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `${panel.id}-tab`;
    tab.textContent = panel.querySelector("h2").textContent;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    list.append(tab);
    return tab;
  });
  const show = (chosen) => {
    tabs.forEach((tab, index) => {
      const on = index === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      panels[index].hidden = !on;
    });
  };
  const steps = { ArrowRight: 1, ArrowLeft: -1 };
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => show(index));
    tab.addEventListener("keydown", (event) => {
      const ends = { Home: 0, End: tabs.length - 1 };
      const next = ends[event.key] ?? (event.key in steps
        ? (index + steps[event.key] + tabs.length) % tabs.length : null);
      if (next === null) return;
      event.preventDefault();
      show(next);
      tabs[next].focus();
    });
  });
  edition.classList.add("tabbed");
  show(0);
}

function takeFrom(button) {
  const panel = button.closest(".panel");
  const value = (name) => panel.querySelector(`textarea.${name}`).value;
  switch (button.dataset.copy) {
    case "rich": return { plain: value("plain"), rich: value("rich") };
    case "source": return { plain: value("source") };
    case "field": return { plain: button.closest("div").querySelector(".value").textContent };
    default: return { plain: value("plain") };
  }
}

async function copy(button, edition) {
  const status = button.closest(".panel").querySelector(".status");
  const content = takeFrom(button);
  const done = (await copyByPermission(content)) || copyBySelection(content, button);
  status.textContent = "";
  // A status that says the same again is only read aloud when it was empty in between.
  setTimeout(() => { status.textContent = done ? edition.dataset.copied : edition.dataset.selected; }, 50);
  if (!done) copyWhenAsked(content, button.closest(".panel").querySelector(".paper"));
}

async function copyByPermission({ plain, rich }) {
  try {
    if (rich === undefined) {
      await navigator.clipboard.writeText(plain);
    } else {
      await navigator.clipboard.write([new ClipboardItem({
        // In a folder the browser would read the formulas' "//www.zhihu.com" as "file://www.zhihu.com".
        "text/html": new Blob([rich.replaceAll('src="//', 'src="https://')], { type: "text/html" }),
        "text/plain": new Blob([plain], { type: "text/plain" }),
      })]);
    }
    return true;
  } catch {
    return false; // not a secure place, no permission, or an old browser
  }
}

function putting({ plain, rich }) {
  return (event) => {
    event.clipboardData.setData("text/plain", plain);
    if (rich !== undefined) event.clipboardData.setData("text/html", rich);
    event.preventDefault();
  };
}

function copyBySelection(content, button) {
  const put = putting(content);
  document.addEventListener("copy", put);
  select(button); // Safari copies nothing where nothing is selected
  try {
    return document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", put);
    getSelection().removeAllRanges();
  }
}

// The preview is selected for the eye; what is copied is what the button would have copied.
let waiting = null;
function copyWhenAsked(content, paper) {
  document.removeEventListener("copy", waiting);
  waiting = putting(content);
  document.addEventListener("copy", waiting, { once: true });
  select(paper);
}

function select(element) {
  getSelection().selectAllChildren(element.shadowRoot ?? element);
}
