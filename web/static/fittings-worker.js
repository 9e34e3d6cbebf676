// Opens the fitting page without a network (FIT-9): it keeps the page and its own files, and nothing that the server says of anybody.
const store = 'attend-fittings';
const page = '/fittings';
const isOurs = (url) =>
  url.origin === location.origin && !url.pathname.startsWith('/api/') && !url.pathname.startsWith('/tiles/');

addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => skipWaiting()));
});
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

// The files that the page stands on. What it stands on no longer is let go.
addEventListener('message', (event) => {
  const files = event.data;
  if (!Array.isArray(files)) return;
  event.waitUntil(
    caches.open(store).then(async (cache) => {
      const wanted = new Set(files);
      for (const { url } of await cache.keys())
        if (new URL(url).pathname !== page && !wanted.has(url)) await cache.delete(url);
      let missing = (await cache.match(page)) === undefined ? 1 : 0;
      for (const url of wanted)
        if (!(await cache.match(url))) await cache.add(url).catch(() => (missing += 1));
      // The page says whether it would open without a network.
      event.source?.postMessage({ kept: missing === 0 });
    }),
  );
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !isOurs(url)) return;
  if (request.mode === 'navigate') event.respondWith(openPage(request));
  else event.respondWith(openFile(request));
});

/** The server's own page first: a new version of it is not hidden by an old one. */
async function openPage(request) {
  const cache = await caches.open(store);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(page, answer.clone());
    return answer;
  } catch (thrown) {
    const kept = await cache.match(page);
    if (kept) return kept;
    throw thrown;
  }
}

/** Under assets/ files carry their content's hash in their names: one that is kept is the right one. Every other may be another tomorrow. */
async function openFile(request) {
  const cache = await caches.open(store);
  const isHashed = new URL(request.url).pathname.startsWith('/assets/');
  const kept = await cache.match(request);
  if (kept && isHashed) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok && isHashed) await cache.put(request, answer.clone());
    return answer;
  } catch (thrown) {
    if (kept) return kept;
    throw thrown;
  }
}

async function keepPage() {
  const answer = await fetch(page, { headers: { accept: 'text/html' } });
  if (answer.ok) await (await caches.open(store)).put(page, answer);
}
