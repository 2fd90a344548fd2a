//! The few parts of a page that need the browser. Compiled natively (to print them) and to WebAssembly (to wake them).
