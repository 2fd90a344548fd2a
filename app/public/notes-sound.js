// The microphone: sound becomes Opus packets of 20 ms and a constant size, in pieces of at most five seconds, each handed over as
// bytes. No Blob, no file, no address of an object: nothing that a browser might write to the disk by itself.
//
//   piece = size of a packet (2, big-endian) | last piece? (1) | packets

const RATE = 48_000; // samples a second
const PACKET = 960; // samples: 20 ms
const PACKETS = 240; // a piece, of 4.8 seconds
const BITS = 24_000; // a second

const QUIET = 5; // seconds without a sample: nothing comes any more, not even silence

/**
 * Listens until it is stopped.
 * @param {(piece: Uint8Array, seconds: number) => void} heard takes each piece.
 * @param {() => void} lost is called once if nothing can be heard any more; what was heard until then comes with `stop`.
 * @returns {Promise<{pause(): void, resume(): void, stop(): Promise<void>}>} rejects if there is no microphone.
 */
export async function listen(heard, lost) {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true },
  });
  try {
    return await tapped(stream, heard, lost);
  } catch (problem) {
    stream.getTracks().forEach((track) => track.stop());
    throw problem;
  }
}

async function tapped(stream, heard, lost) {
  const context = new AudioContext({ sampleRate: RATE });
  await context.audioWorklet.addModule('/notes-worklet.js');
  const source = context.createMediaStreamSource(stream);
  const tap = new AudioWorkletNode(context, 'tap', { channelCount: 1, channelCountMode: 'explicit' });
  let packets = [];
  let paused = false;
  let samples = 0;
  let quiet = 0;
  let is_over = false;

  const lose = () => {
    if (is_over) return;
    is_over = true;
    lost();
  };

  const hand = (last) => {
    if (packets.length === 0) return;
    const size = packets[0].byteLength;
    const piece = new Uint8Array(3 + size * packets.length);
    new DataView(piece.buffer).setUint16(0, size);
    piece[2] = last ? 1 : 0;
    packets.forEach((packet, at) => piece.set(packet, 3 + size * at));
    heard(piece, (packets.length * PACKET) / RATE);
    packets = [];
  };

  const encoder = new AudioEncoder({
    output: (chunk) => {
      const packet = new Uint8Array(chunk.byteLength);
      chunk.copyTo(packet);
      // A piece is handed over when the next packet comes, so that the last piece can be told to be the last. A packet of another
      // size has no place in a piece: sizes would tell something of what is said.
      if (packets.length === PACKETS || (packets.length > 0 && packet.byteLength !== packets[0].byteLength)) hand(false);
      packets.push(packet);
    },
    error: lose,
  });
  encoder.configure({
    codec: 'opus',
    sampleRate: RATE,
    numberOfChannels: 1,
    bitrate: BITS,
    bitrateMode: 'constant',
    opus: { frameDuration: 20_000, usedtx: false },
  });
  tap.port.onmessage = ({ data }) => {
    quiet = 0;
    if (paused || encoder.state !== 'configured') return;
    const timestamp = Math.round((samples / RATE) * 1_000_000);
    encoder.encode(
      new AudioData({ format: 'f32-planar', sampleRate: RATE, numberOfFrames: data.length, numberOfChannels: 1, timestamp, data }),
    );
    samples += data.length;
  };
  source.connect(tap).connect(context.destination);
  // Unplugged, taken by a call, forbidden: a browser tells it of the track, or of nothing at all.
  tap.onprocessorerror = lose;
  stream.getTracks().forEach((track) => track.addEventListener('ended', lose));
  const watch = setInterval(() => {
    quiet += 1;
    if (quiet > QUIET) lose();
  }, 1_000);
  return {
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
    },
    stop: async () => {
      paused = true;
      is_over = true;
      clearInterval(watch);
      stream.getTracks().forEach((track) => track.stop());
      try {
        await encoder.flush();
        encoder.close();
      } catch {
        // An encoder that failed is closed already; what it gave out before is kept.
      }
      hand(true);
      await context.close();
    },
  };
}
