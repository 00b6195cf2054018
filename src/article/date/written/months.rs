//! How the names of months begin, in small letters.

/// For each month, in Latin, Greek, Cyrillic and Arabic script: English, German,
/// French, Spanish, Portuguese, Italian, Dutch, Polish, Czech, Slovak, Swedish,
/// Danish, Norwegian, Finnish, Turkish, Indonesian, Malay, Hungarian, Romanian,
/// Catalan; Greek; Russian, Ukrainian; Arabic. A name that means two months in
/// two languages is in none ("listopad" is left to Polish and Czech, "srpanj"
/// and its like are missing).
const MONTHS: [&str; 12] = [
    "jan jän ene gen sty led tammi oca ian янв січ ιαν يناير",
    "feb fév fev lut úno helmi şub фев лют φεβ فبراير",
    "mar mär mrz maa bře mrt már març mac мар бер μαρ مارس",
    "apr avr abr kwi dub huhti nis ápr апр кві απρ أبريل",
    "may mai maj mei mag květ kvě touko máj мая май тра μαΐ μαι مايو",
    "jun juin giu cze červn červen kesä haz jún iun июн чер ιουν يونيو",
    "jul juil lug lip červenc heinä tem júl iul июл лип ιουλ يوليو",
    "aug aoû aou ago agu sie srp elo ağu авг сер αυγ أغسطس ogo",
    "sep set wrz zář syys eyl szep сен вер σεπ سبتمبر",
    "oct okt out ott paź říj loka eki окт жов οκτ أكتوبر",
    "nov lis marras kas ноя лис νοε νοέ نوفمبر",
    "dec dez dic déc des gru pro joulu ara дек гру δεκ ديسمبر",
];

/// The longest name of a month, in bytes.
const LONGEST: usize = 24;

/// The month whose name begins as `word` does: the longest beginning counts
/// ("marraskuu" is November).
pub(super) fn month_of(word: &str) -> Option<u32> {
    let mut best = (0, 0);
    for (index, starts) in MONTHS.iter().enumerate() {
        for start in starts.split(' ') {
            if word.starts_with(start) && start.len() > best.0 && word.len() <= LONGEST {
                best = (start.len(), index as u32 + 1);
            }
        }
    }
    (best.0 > 0).then_some(best.1)
}
