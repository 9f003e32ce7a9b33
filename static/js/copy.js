// Beside an address to copy: a button that does it, and says that it did.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      document.getElementById("status").textContent = "コピーしました。";
      button.textContent = "コピーしました";
    } catch {
      document.getElementById("status").textContent = "選択しました。Ctrl＋Cでコピーしてください。";
    }
  });
}
