//! Time and chance, lent to the pure rooms.

/// Milliseconds since 1970 by the device's clock, which a reader may set at will.
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// A number in `[0, 1)`.
pub fn random() -> f64 {
    js_sys::Math::random()
}
