// Leaves at once: by the button, by the hidden first link, or by Shift three times within five seconds (any other key begins
// anew; not Esc, which stops a page that loads). The page is out of sight before the browser moves, and emptied whenever it is
// left, so that going back shows nothing; not sooner, for a page that still wakes would trip over what is gone. Without script the
// button and the link go to the same page. A tablet of the field may have no network: it leaves to the same page as its service
// worker keeps it (sw.js), which ends the session beside it where a server answers.
'use strict';

(() => {
  const AWAY = '/exit';
  const KEPT = '/notes/away';
  const TIMES = 3;
  const WITHIN = 5_000; // milliseconds

  const root = document.documentElement;

  function leave() {
    root.style.display = 'none';
    const isKept = location.pathname.startsWith('/notes') && navigator.serviceWorker?.controller;
    location.replace(isKept ? KEPT : AWAY);
  }

  // On the window, after every listener of the page: an editor that would ask first has let go by then.
  window.addEventListener('click', (event) => {
    if (!event.target.closest?.(`a[href='${AWAY}']`)) return;
    event.preventDefault();
    leave();
  });

  let pressed = [];
  window.addEventListener('keydown', (event) => {
    if (event.repeat) return;
    if (event.key !== 'Shift') {
      pressed = [];
      return;
    }
    pressed = [...pressed, event.timeStamp].filter((at) => event.timeStamp - at < WITHIN);
    if (pressed.length >= TIMES) document.querySelector(`a[href='${AWAY}']`)?.click();
  });

  window.addEventListener('pagehide', () => root.replaceChildren());
  window.addEventListener('pageshow', (event) => {
    // Kept whole in memory by the browser, and shown again: asked for anew, from whoever is signed in then.
    if (event.persisted) location.replace(location.href);
  });
})();
