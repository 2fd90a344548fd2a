//! Sound: each piece is sealed and kept before the next one comes.

use crate::drawer::random_id;
use crate::page::{self, Done};
use js_sys::{Promise, Uint8Array};
use method::id::TakeId;
use method::sound::{NotSound, Piece};
use uuid::Uuid;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(raw_module = "/notes-sound.js")]
extern "C" {
    type Microphone;

    #[wasm_bindgen(catch)]
    async fn listen(
        heard: &Closure<dyn FnMut(Uint8Array, f64)>,
        lost: &Closure<dyn FnMut()>,
    ) -> Result<Microphone, wasm_bindgen::JsValue>;
    #[wasm_bindgen(method)]
    fn pause(this: &Microphone);
    #[wasm_bindgen(method)]
    fn resume(this: &Microphone);
    #[wasm_bindgen(method)]
    fn stop(this: &Microphone) -> Promise;
}

/// A take at hand.
pub(crate) struct Take {
    /// Of which recording it is.
    pub(crate) recording: Uuid,
    /// In whose name it is sealed.
    pub(crate) device: Uuid,
    microphone: Microphone,
    // They live as long as the microphone calls them.
    _heard: Closure<dyn FnMut(Uint8Array, f64)>,
    _lost: Closure<dyn FnMut()>,
}

impl Take {
    /// Begins a take of a recording; every piece is handed over with its seconds. It is told once if nothing can be heard any more.
    pub(crate) async fn begin(
        recording: Uuid,
        device: Uuid,
        mut heard: impl FnMut(Piece, f64) + 'static,
        lost: impl FnMut() + 'static,
    ) -> Done<Self> {
        let (take, begun) = (TakeId::new(random_id()?), now());
        let mut number = 0;
        let heard = Closure::<dyn FnMut(Uint8Array, f64)>::new(move |bytes: Uint8Array, seconds: f64| {
            match piece(take, begun, number, &bytes.to_vec()) {
                Ok(piece) => heard(piece, seconds),
                Err(not) => page::report(&page::problem(&not.to_string())),
            }
            number += 1;
        });
        let lost = Closure::<dyn FnMut()>::new(lost);
        let microphone = listen(&heard, &lost).await?;
        Ok(Self {
            recording,
            device,
            microphone,
            _heard: heard,
            _lost: lost,
        })
    }

    /// Hears nothing for a while, or goes on.
    pub(crate) fn pause(&self, is_paused: bool) {
        if is_paused {
            self.microphone.pause();
        } else {
            self.microphone.resume();
        }
    }

    /// Ends the take; its last piece comes before this is done.
    pub(crate) async fn stop(self) {
        if let Err(problem) = JsFuture::from(self.microphone.stop()).await {
            page::report(&problem);
        }
    }
}

/// Now, in whole milliseconds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since 1970"
)]
fn now() -> u64 {
    page::now() as u64
}

/// The piece of what the microphone handed over (`app/public/notes-sound.js`).
fn piece(take: TakeId, begun: u64, number: u32, bytes: &[u8]) -> Result<Piece, NotSound> {
    let (&[high, low, last], packets) = bytes.split_first_chunk::<3>().ok_or(NotSound::Form)?;
    let size = usize::from(u16::from_be_bytes([high, low])).max(1);
    let packets = packets.chunks(size).map(<[u8]>::to_vec).collect();
    Ok(Piece::new(take, number, packets, last == 1)?.begun(begun))
}
