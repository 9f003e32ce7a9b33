// The log is read out as it grows; when much comes at once, only how much (one sentence for all of it).
const MANY = 3;
const WITHIN = 5000;
let recent = [];
let pendingCount = 0;
let timer = null;

export function announceNew(log, say) {
  const now = Date.now();
  recent = [...recent.filter((at) => now - at < WITHIN), now];
  if (recent.length <= MANY && !timer) return;
  log.setAttribute("aria-live", "off");
  pendingCount += 1;
  timer ??= setTimeout(() => {
    say(`新しいメッセージが${pendingCount}件`);
    log.removeAttribute("aria-live");
    pendingCount = 0;
    timer = null;
  }, WITHIN);
}
