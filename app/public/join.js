// Whoever scans the square that a chair shows finds the code typed already. It stands behind `#`, which no browser sends, and is
// taken out of the address, so that it is in no history. The page asks for this before it shows its button: nobody is faster.
'use strict';

(() => {
  /** Six digits, and after a point the fingerprint of a secret vote's key. */
  const SCANNED = /^#([0-9]{6})(?:\.([0-9a-f]{32}))?$/;

  function take() {
    const [, code, key] = SCANNED.exec(location.hash) ?? [];
    if (!code) return;
    document.getElementById('code').value = code;
    history.replaceState(null, '', location.pathname);
    // Compared by the telephone's part of the vote (app/sealing/src/phone.rs) with the key that the server gives out. One of an
    // earlier panel would make it stop.
    if (key) sessionStorage.setItem('ballot-key', key);
    else sessionStorage.removeItem('ballot-key');
  }

  take();
  // The square is scanned again while the page is open.
  window.addEventListener('hashchange', take);
})();
