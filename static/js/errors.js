// After a refused form the reader starts at the list of what to mend.
export function focusErrorSummary() {
  document.querySelector("[data-error-summary]")?.focus();
}
