// Wakes the recorder, and has the browser keep its shell for when there is no network.
import wake from '/pkg/recorder.js';

// The browser may offer to install the page before anything here is awake: held until somebody asks for it.
window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  window.offered = event;
});
navigator.serviceWorker?.register('/sw.js', { scope: '/notes' }).catch(() => {});
wake();
