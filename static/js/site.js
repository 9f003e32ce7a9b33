// What every page uses. Progressive enhancement only: each page is readable and usable without it.
import { focusErrorSummary } from "./errors.js";
import { enableMenu } from "./menu.js";
import { markSending } from "./sending.js";
import { enableTabs } from "./tabs.js";

document.querySelectorAll("[data-menu]").forEach(enableMenu);
document.querySelectorAll("[data-tabs]").forEach(enableTabs);
focusErrorSummary();
markSending();
