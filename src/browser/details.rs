//! Events of the modules that come after the first: numbers, videos, consent.

use super::host::Host;
use serde::{Serialize, Serializer};
use wasm_bindgen::JsValue;

/// An event that one of these modules dispatches on the host; the variants are
/// the contract.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum PartEvent {
    /// `readerly-count`: new numbers arrived.
    Count {
        /// Readers on the site now.
        #[serde(serialize_with = "exactly")]
        online: Option<u64>,
        /// All page views of the site.
        #[serde(serialize_with = "exactly")]
        total: Option<u64>,
        /// Views of this page.
        #[serde(serialize_with = "exactly")]
        page: Option<u64>,
    },
    /// `readerly-video`: the video changed its state.
    Video {
        /// "play", "pause", "ended" or "error".
        state: &'static str,
        /// Address of the video.
        url: String,
    },
    /// `readerly-consent`: a provider is to be contacted, or no longer.
    Consent {
        /// "youtube", "vimeo", "dailymotion", or a PeerTube host.
        provider: String,
        /// Page of the video that the reader wants.
        url: String,
        /// "asked" (the owner's consent manager is to decide), "granted" or
        /// "withdrawn" (the reader has decided).
        state: &'static str,
    },
}

/// Dispatches an event that bubbles and leaves shadow roots.
pub fn emit(host: &Host, event: &PartEvent) {
    let name = match event {
        PartEvent::Count { .. } => "readerly-count",
        PartEvent::Video { .. } => "readerly-video",
        PartEvent::Consent { .. } => "readerly-consent",
    };
    let serializer = serde_wasm_bindgen::Serializer::json_compatible()
        .serialize_large_number_types_as_bigints(true);
    let detail = event.serialize(&serializer);
    host.dispatch(name, detail.unwrap_or(JsValue::NULL));
}

/// A count as a number where JavaScript has one for it, up to 2^53 - 1, and as
/// a bigint above. Each count by itself: scripts cannot add the two kinds up.
fn exactly<S: Serializer>(count: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
    const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;
    match *count {
        None => serializer.serialize_none(),
        Some(count) if count <= MAX_SAFE_INTEGER => serializer.serialize_f64(count as f64),
        Some(count) => serializer.serialize_u64(count),
    }
}
