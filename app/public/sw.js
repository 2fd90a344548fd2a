// Keeps the recorder's shell and the files it needs for when there is no network. Nothing that anybody typed or said passes through
// here: letters, kits and pages of the office go to the network alone.
const VERSION = '%BUILD%'; // .ci/browser.sh writes the hash of the files here
const SHELL = '/notes';
const AWAY = '/notes/away'; // where quick-exit.js leaves to
const FILES = [
  AWAY,
  '/notes.js',
  '/notes-sound.js',
  '/notes-worklet.js',
  '/notes.webmanifest',
  '/quick-exit.js',
  '/shell/notes-192.png',
  '/shell/calendar-192.png',
  '/shell/sums-192.png',
  '/pkg/style.css',
  '/pkg/recorder.js',
  '/pkg/recorder_bg.wasm',
  '/fonts/ibm-plex-sans-arabic-400.woff2',
  '/fonts/ibm-plex-sans-arabic-600.woff2',
];

self.addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(VERSION);
    await cache.addAll([SHELL, ...FILES].map((file) => new Request(file, { cache: 'reload' })));
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name !== VERSION);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || search) return;
  if (FILES.includes(pathname)) event.respondWith(kept(pathname, request));
  // Whoever left is signed out, too: asked from here, since a request of a page that is being left may be lost.
  if (pathname === AWAY) event.waitUntil(fetch('/exit', { credentials: 'same-origin' }).catch(() => undefined));
  if (pathname === SHELL) event.respondWith(freshOrKept(request));
});

// A file of this version: from the browser, or from the network where the browser lost it.
async function kept(file, request) {
  return (await caches.match(file, { cacheName: VERSION })) ?? fetch(request);
}

// The shell as the server has it now, in the language chosen now; as it was kept, where nobody answers within two seconds.
async function freshOrKept(request) {
  const asked = fetch(request).then(async (response) => {
    if (response.ok) (await caches.open(VERSION)).put(SHELL, response.clone());
    return response;
  });
  const late = new Promise((resolve) => {
    setTimeout(async () => resolve(await caches.match(SHELL, { cacheName: VERSION })), 2_000);
  });
  try {
    return (await Promise.race([asked, late])) ?? (await asked);
  } catch {
    return (await caches.match(SHELL, { cacheName: VERSION })) ?? Response.error();
  }
}
