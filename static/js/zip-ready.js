// Asks now and then whether the ZIP is made, and saves it then; without this the link does the same.
const SECONDS = 3;
const ASKED_AT_MOST = 200;
const status = document.querySelector("[data-ready]");

async function isMade(address) {
  try {
    return (await fetch(address, { method: "HEAD" })).status === 200;
  } catch {
    return false;
  }
}

async function wait(address) {
  for (let asked = 0; asked < ASKED_AT_MOST; asked += 1) {
    await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
    if (await isMade(address)) {
      status.textContent = "できました。保存を始めます。";
      window.location.assign(address);
      return;
    }
  }
}

if (status) wait(status.dataset.ready);
