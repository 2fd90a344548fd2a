// Wakes the recorder, and has the browser keep its shell for when there is no network.
import wake from '/pkg/recorder.js';

navigator.serviceWorker?.register('/sw.js', { scope: '/notes' }).catch(() => {});
wake();
