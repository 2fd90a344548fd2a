// Collects what the microphone hears into packets of 20 ms, and plays nothing.
class Tap extends AudioWorkletProcessor {
  constructor() {
    super();
    this.packet = new Float32Array(960);
    this.filled = 0;
  }

  process([[channel]]) {
    for (let at = 0; channel && at < channel.length; ) {
      const taken = Math.min(channel.length - at, this.packet.length - this.filled);
      this.packet.set(channel.subarray(at, at + taken), this.filled);
      this.filled += taken;
      at += taken;
      if (this.filled === this.packet.length) {
        this.port.postMessage(this.packet);
        this.packet = new Float32Array(960);
        this.filled = 0;
      }
    }
    return true;
  }
}

registerProcessor('tap', Tap);
