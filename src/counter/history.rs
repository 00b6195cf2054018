//! How many readers were online, as this visit has seen it.

/// Most samples that are kept.
const LIMIT: usize = 120;

/// Parts of the time seen, each of which keeps its least and its greatest
/// number when samples become too many.
const PARTS: u64 = 50;

/// Least time between samples that is taken for usual, in milliseconds.
const LEAST_STEP_MS: u64 = 5_000;

/// The online readers of this visit, bounded however long it lasts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    samples: Vec<Sample>,
    /// The usual time between samples, in milliseconds; 0 before it is known.
    step_ms: u64,
    /// Numbers were missing since the last sample.
    is_broken: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sample {
    at_ms: u64,
    value: u64,
    /// Nothing was seen for a while before it.
    is_after_gap: bool,
}

impl History {
    /// Notes the readers online. `at_ms` is when the number arrived, in
    /// milliseconds since 1970; the same moment again replaces its number.
    /// `None` says that there is no number now, which leaves a gap.
    pub fn push(&mut self, at_ms: u64, value: Option<u64>) {
        let Some(value) = value else {
            self.is_broken = true;
            return;
        };
        let mut is_after_gap = self.is_broken;
        self.is_broken = false;
        if let Some(last) = self.samples.last().copied() {
            let back_ms = last.at_ms.saturating_sub(at_ms);
            // The clock was set back: what was seen is not in the future.
            for sample in &mut self.samples {
                sample.at_ms = sample.at_ms.saturating_sub(back_ms);
            }
            let step_ms = at_ms.saturating_sub(last.at_ms);
            if step_ms == 0 {
                is_after_gap |= last.is_after_gap;
                self.samples.pop();
            } else if self.step_ms == 0 {
                self.step_ms = step_ms;
            } else {
                let usual_ms = self.step_ms.max(LEAST_STEP_MS);
                is_after_gap |= step_ms / 3 > usual_ms;
                // Follows a change of pace, but not a single gap.
                self.step_ms = (usual_ms * 7 + step_ms.min(usual_ms * 4)) / 8;
            }
        }
        self.samples.push(Sample {
            at_ms,
            value,
            is_after_gap,
        });
        if self.samples.len() > LIMIT {
            self.thin();
        }
    }

    /// Time between the first and the last sample, in milliseconds.
    pub fn span_ms(&self) -> u64 {
        match (self.samples.first(), self.samples.last()) {
            (Some(first), Some(last)) => last.at_ms - first.at_ms,
            _ => 0,
        }
    }

    /// The least number seen.
    pub fn least(&self) -> Option<u64> {
        self.samples.iter().map(|sample| sample.value).min()
    }

    /// The greatest number seen.
    pub fn most(&self) -> Option<u64> {
        self.samples.iter().map(|sample| sample.value).max()
    }

    /// The last number seen.
    pub fn latest(&self) -> Option<u64> {
        self.samples.last().map(|sample| sample.value)
    }

    /// The samples as points of a drawing that is `width` by `height` units:
    /// in tenths of a unit, time to the right, the greatest number at the top,
    /// all of them in the middle where they are equal, a single one at the
    /// right. `None` stands in a gap: no line crosses it.
    pub fn points(&self, width: u32, height: u32) -> Vec<Option<(u32, u32)>> {
        let (width, height) = (u64::from(width) * 10, u64::from(height) * 10);
        let least = self.least().unwrap_or(0);
        let most = self.most().unwrap_or(0);
        let Some(first) = self.samples.first() else {
            return Vec::new();
        };
        let span_ms = self.span_ms();
        let mut points = Vec::new();
        for sample in &self.samples {
            if sample.is_after_gap && !points.is_empty() {
                points.push(None);
            }
            let x = part_of(width, sample.at_ms - first.at_ms, span_ms).unwrap_or(width);
            let y = part_of(height, most - sample.value, most - least).unwrap_or(height / 2);
            points.push(Some((x as u32, y as u32)));
        }
        points
    }

    /// Keeps of each part of the time what was least and greatest in it, and
    /// the last sample of all.
    fn thin(&mut self) {
        let Some(first_ms) = self.samples.first().map(|sample| sample.at_ms) else {
            return;
        };
        let part_ms = self.span_ms() / PARTS + 1;
        let samples = std::mem::take(&mut self.samples);
        let part = |sample: &Sample| (sample.at_ms - first_ms) / part_ms;
        let mut is_after_gap = false;
        for (index, sample) in samples.iter().enumerate() {
            is_after_gap |= sample.is_after_gap;
            let (mut is_least, mut is_most) = (true, true);
            // Each is compared with each: they are few, and this is rare.
            for (other_index, other) in samples.iter().enumerate() {
                if part(other) == part(sample) {
                    // Of equals, the first is the least and the last the greatest.
                    is_least &= (sample.value, index) <= (other.value, other_index);
                    is_most &= (sample.value, index) >= (other.value, other_index);
                }
            }
            if is_least || is_most || index + 1 == samples.len() {
                self.samples.push(Sample {
                    is_after_gap,
                    ..*sample
                });
                is_after_gap = false;
            }
        }
    }
}

/// `length` times `part / whole`; `None` where there is no whole.
fn part_of(length: u64, part: u64, whole: u64) -> Option<u64> {
    // Halved until the product fits; no drawing shows the difference.
    let shift = (64 - whole.leading_zeros()).saturating_sub(28);
    (length * (part >> shift)).checked_div(whole >> shift)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
