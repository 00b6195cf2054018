//! Which counter it is.

/// What an owner says the counter is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// To be found out, by the address or by the answer.
    #[default]
    Auto,
    /// Counter JSON, version 1.
    Json,
    /// GoatCounter's visitor counter.
    GoatCounter,
    /// Umami, by a website's share address.
    Umami,
    /// The public dashboard of Plausible.
    Plausible,
    /// Matomo, where anybody may view the site.
    Matomo,
    /// A public project of Swetrix.
    Swetrix,
    /// Vercount.
    Vercount,
    /// A Busuanzi of one's own.
    Busuanzi,
    /// Abacus.
    Abacus,
    /// counterapi.dev, version 2.
    CounterApi,
    /// Waline's article counter.
    Waline,
    /// JSON for the endpoint badge of shields.io.
    Shields,
    /// A text that is one whole number.
    Number,
    /// A page of the same site that shows the numbers.
    Html,
}

impl Format {
    /// The values of the `counter-format` attribute, in the order of [`Self::nth`].
    pub const NAMES: [&'static str; 15] = [
        "auto",
        "json",
        "goatcounter",
        "umami",
        "plausible",
        "matomo",
        "swetrix",
        "vercount",
        "busuanzi",
        "abacus",
        "counterapi",
        "waline",
        "shields",
        "number",
        "html",
    ];

    /// The format that the n-th name stands for, from 0; `Auto` beyond them.
    pub fn nth(index: usize) -> Self {
        match index {
            1 => Self::Json,
            2 => Self::GoatCounter,
            3 => Self::Umami,
            4 => Self::Plausible,
            5 => Self::Matomo,
            6 => Self::Swetrix,
            7 => Self::Vercount,
            8 => Self::Busuanzi,
            9 => Self::Abacus,
            10 => Self::CounterApi,
            11 => Self::Waline,
            12 => Self::Shields,
            13 => Self::Number,
            14 => Self::Html,
            _ => Self::Auto,
        }
    }

    /// The format of that name, in letters of either case.
    pub fn named(name: &str) -> Option<Self> {
        for (index, known) in Self::NAMES.iter().enumerate() {
            if known.eq_ignore_ascii_case(name) {
                return Some(Self::nth(index));
            }
        }
        None
    }

    /// The name in the `counter-format` attribute.
    pub fn name(self) -> &'static str {
        // The variants stand in the order of their names.
        Self::NAMES[self as usize]
    }
}
