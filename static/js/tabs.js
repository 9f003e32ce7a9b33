// Tabs: arrow keys move, Home and End jump, only the selected tab is in the tab order.
// The page arrives with the list hidden and every panel shown under its own heading.
export function enableTabs(root) {
  const list = root.querySelector('[role="tablist"]');
  const tabs = [...list.querySelectorAll('[role="tab"]')];
  const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));

  const select = (chosen) => {
    for (const tab of tabs) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      panelOf(tab).hidden = !on;
    }
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = tabs[(to + tabs.length) % tabs.length];
      select(next);
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  });

  list.hidden = false;
  for (const heading of root.querySelectorAll("[data-tab-heading]")) heading.classList.add("vh");
  select(tabs.find((tab) => `#${panelOf(tab).id}` === location.hash) ?? tabs[0]);
}
