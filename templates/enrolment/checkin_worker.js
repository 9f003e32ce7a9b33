// The desk without a connection: its page, its list and their files are answered from what was last seen.
// Registered by checkin.js for /checkin/ alone. Whoever may no longer read the desk takes what was kept along.
const CACHE = "desk";
const KEPT_FOR = 48 * 60 * 60 * 1000;
const PATIENCE = 8000;
const DESK = /^\/checkin\/[^/]+\/(list\.json)?$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (DESK.test(url.pathname) || url.pathname.startsWith("/static/")) {
    event.respondWith(answer(event.request, url));
  }
});

async function answer(request, url) {
  const answered = fetch(request).then((response) => keep(url, response));
  try {
    return await Promise.race([answered, tooLong()]);
  } catch (failure) {
    const kept = await recall(url);
    return kept ?? answered;
  }
}

function tooLong() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("too long")), PATIENCE));
}

async function keep(url, response) {
  const isDesk = DESK.test(url.pathname);
  if (isDesk && (response.type === "opaqueredirect" || response.redirected || [401, 403, 404].includes(response.status))) {
    await caches.delete(CACHE);
  } else if (response.status === 200) {
    const cache = await caches.open(CACHE);
    const headers = new Headers(response.headers);
    headers.set("X-Kept-At", String(Date.now()));
    const copy = new Response(await response.clone().blob(), { status: 200, headers });
    await cache.put(url.pathname, copy);
  }
  return response;
}

async function recall(url) {
  const kept = await caches.match(url.pathname);
  const isFresh = kept && Date.now() - Number(kept.headers.get("X-Kept-At")) < KEPT_FOR;
  return isFresh ? kept : undefined;
}
