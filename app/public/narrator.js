// Reading a story aloud: the microphone's packets are kept in memory until the reader ends, then sent as one. Where sending fails they
// stay until it works or the page is left.

import { listen } from '/notes-sound.js';

const narrator = document.getElementById('narrator');
const find = (what) => narrator.querySelector(what);
const button = (name) => find(`[data-do='${name}']`);
let microphone;
let pieces = [];
let seconds = 0;

/** Shows these buttons and sentences and no others. */
function show(...names) {
  for (const one of narrator.querySelectorAll('[data-do], [data-say]')) {
    one.hidden = !names.includes(one.dataset.do ?? one.dataset.say);
  }
}

/** The pieces of the microphone as one narration: bytes of a packet (2, big-endian), then the packets. */
function narration() {
  const [size] = pieces.map((piece) => piece.subarray(0, 2));
  // A piece says its size (2) and whether it is the last (1); a cut at the end is of another size, and is no more than a packet.
  const same = pieces.filter((piece) => piece[0] === size[0] && piece[1] === size[1]);
  const packets = same.map((piece) => piece.subarray(3));
  const bytes = new Uint8Array(2 + packets.reduce((sum, one) => sum + one.length, 0));
  bytes.set(size);
  let at = 2;
  for (const one of packets) {
    bytes.set(one, at);
    at += one.length;
  }
  return bytes;
}

async function start() {
  pieces = [];
  seconds = 0;
  find('[data-seconds]').textContent = '0:00';
  try {
    microphone = await listen((piece, lasting) => {
      pieces.push(piece);
      seconds += lasting;
      const whole = Math.round(seconds);
      find('[data-seconds]').textContent = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
    });
  } catch {
    show('start', 'deaf');
    return;
  }
  show('stop', 'listening');
  button('stop').focus();
}

async function stop() {
  show('keeping');
  await microphone.stop();
  microphone = undefined;
  await send();
}

async function send() {
  if (pieces.length === 0) {
    show('start', 'deaf');
    return;
  }
  show('keeping');
  try {
    const answer = await fetch(narrator.dataset.to, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: narration(),
    });
    if (answer.ok) {
      pieces = [];
      location.reload();
    } else show(...([409, 422].includes(answer.status) ? ['changed'] : ['send', 'unkept']));
  } catch {
    show('send', 'unkept');
  }
}

button('start').addEventListener('click', start);
button('stop').addEventListener('click', stop);
button('send').addEventListener('click', send);
// What was read and is not kept yet is not left by a slip of the hand.
addEventListener('beforeunload', (leaving) => {
  if (microphone || pieces.length > 0) leaving.preventDefault();
});
narrator.hidden = false;
