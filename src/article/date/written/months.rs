//! The names of months, in small letters.

use crate::text::{Words, word_index};

/// Names that are often cut, each month's in English, German, French, Spanish,
/// Portuguese, Italian, Dutch, Catalan, Romanian, Swedish, Danish, Norwegian,
/// Indonesian, Malay, Turkish and Hungarian.
const CUT: [&str; 12] = [
    "january januar jänner janvier enero janeiro gennaio januari gener ianuarie ocak január",
    "february februar feber février fevrier febrero fevereiro febbraio februari febrer februarie şubat február",
    "march märz maerz mrz mars marzo março marco maart mrt març martie marts maret mac mart március",
    "april avril abril aprile aprilie nisan április",
    "may mai mayo maio maggio mei maig maj mayıs május",
    "june juni juin junio junho giugno juny iunie haziran június",
    "july juli juillet julio julho luglio juliol iulie temmuz július",
    "august août aout agosto augustus agost augusti agustus ogos ağustos augusztus",
    "september septembre septiembre setiembre setembro settembre setembre septembrie eylül szeptember",
    "october oktober octobre octubre outubro ottobre octombrie ekim október",
    "november novembre noviembre novembro noiembrie kasım",
    "december dezember décembre decembre diciembre dezembro dicembre desembre decembrie desember disember aralık",
];

/// Names that are written out, in all the forms that stand in dates: Polish, Czech,
/// Slovak, Finnish, Hungarian, Greek, Russian, Ukrainian, Arabic; and cut ones. A
/// name that means two months in two languages means the one of the larger.
const WHOLE: [&str; 12] = [
    "styczeń stycznia leden ledna januára tammikuu tammikuuta ιανουάριος ιανουαρίου ιαν январь января янв січень січня يناير",
    "luty lutego únor února februára helmikuu helmikuuta φεβρουάριος φεβρουαρίου φεβ февраль февраля фев февр лютий лютого فبراير",
    "marzec marca březen března marec maaliskuu maaliskuuta μάρτιος μαρτίου μαρ март марта мар березень березня مارس",
    "kwiecień kwietnia duben dubna apríl apríla huhtikuu huhtikuuta απρίλιος απριλίου απρ апрель апреля апр квітень квітня أبريل",
    "maja květen května máj mája toukokuu toukokuuta μάιος μαΐου μαΐ май мая травень травня مايو",
    "czerwiec czerwca červen června jún júna kesäkuu kesäkuuta ιούνιος ιουνίου ιουν июнь июня июн червень червня يونيو",
    "lipiec lipca červenec července júl júla heinäkuu heinäkuuta ιούλιος ιουλίου ιουλ июль июля июл липень липня يوليو",
    "sierpień sierpnia srpen srpna augusta elokuu elokuuta αύγουστος αυγούστου αυγ август августа авг серпень серпня أغسطس",
    "wrzesień września září syyskuu syyskuuta sept σεπτέμβριος σεπτεμβρίου σεπ сентябрь сентября сен сент вересень вересня سبتمبر",
    "październik października říjen října októbra lokakuu lokakuuta οκτώβριος οκτωβρίου οκτ октябрь октября окт жовтень жовтня أكتوبر",
    "listopad listopada listopadu novembra marraskuu marraskuuta νοέμβριος νοεμβρίου νοε ноябрь ноября ноя нояб листопад листопада نوفمبر",
    "grudzień grudnia prosinec prosince decembra joulukuu joulukuuta δεκέμβριος δεκεμβρίου δεκ декабрь декабря дек грудень грудня ديسمبر",
];

/// The month of this name, whole or cut to three letters or more ("sept"). What may
/// be cut from the names of two months is none.
pub(super) fn month_of(word: &str) -> Option<u32> {
    let mut cut = None;
    let mut is_open = false;
    for month in 1..=12 {
        let (often, whole) = (CUT[month - 1], WHOLE[month - 1]);
        if word_index(often, word, false).is_some() || word_index(whole, word, false).is_some() {
            return Some(month as u32);
        }
        if word.chars().nth(2).is_some() && Words(often).any(|name| name.starts_with(word)) {
            is_open |= cut.is_some();
            cut = Some(month as u32);
        }
    }
    cut.filter(|_| !is_open)
}
