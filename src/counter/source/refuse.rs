//! Addresses that must not be asked: a panel asks again and again, and there
//! every question counts as a visit.

use super::address::{Address, around, cut};
use super::{Format, Refusal};

/// Addresses that count: in each line rules, one of which has to fit
/// ([`Address::fits`]), then cause and remedy. "#" stands for [`COUNTS`].
const TRAPS: &str = "\
@api.countapi.xyz:CountAPI has been shut down; another counter is needed, such as Abacus
@busuanzi.ibruce.info:#; run a Busuanzi of your own, or use Vercount (https://events.vercount.one), which took over its numbers
@hits.seeyoufarm.com:#, or gives a picture; it has no numbers for a panel
@hits.sh >.svg:#; let your own server fetch https://hits.sh/api/urns/… and name that with a counter-map
@count.getloli.com|</get/@|</record/@:#; Moe-Counter has no address that only reads
@komarev.com:#; it has no address that only reads
</hit/:#; write /get/ in place of /hit/
@counterapi.dev </v1/:version 1 of counterapi.dev is retired; write https://api.counterapi.dev/v2/workspace/name
@goatcounter.com >/count|=goatcounter >/count:#; write /counter/TOTAL.json in place of /count
=busuanzi >/jsonp:#; write /api in place of /jsonp
>/api/send|>/api/collect:Umami counts visits there; write the share address of the website, such as https://umami.example/share/…
>/api/event:Plausible counts visits there; write the address of the public dashboard, such as https://plausible.example/site.example
=plausible </api/v1/stats/:this needs a key, which no page can keep secret; write the address of the public dashboard, such as https://plausible.example/site.example
?jsonpCallback:#; Busuanzi does so for every jsonpCallback; a Busuanzi of your own has /api for reading
=counterapi >/up|=counterapi >/down|=counterapi >/set|=counterapi >/reset|@counterapi.dev >/up|@counterapi.dev >/down|@counterapi.dev >/set|@counterapi.dev >/reset:#; leave out the last part of the path to read the counter: /v2/workspace/name
";

const COUNTS: &str = "asking there counts a visit each time";

/// Pictures of counters count whoever looks at them.
const PICTURES: &str = ">.svg|>.png|>.gif|>.jpg|>.jpeg|>.webp";

/// Whether the address must not be asked.
///
/// # Errors
/// Cause and remedy.
pub(super) fn check(url: &str, address: &Address<'_>, format: Format) -> Result<(), Refusal> {
    let path = address.path.strip_suffix('/').unwrap_or(address.path);
    let address = Address { path, ..*address };
    let mut lines = TRAPS;
    while !lines.is_empty() {
        let (line, others) = cut(lines, b"\n");
        let (rules, why) = cut(line, b":");
        if address.fits(rules, format.name()) {
            let why = why.get(1..).unwrap_or_default();
            return Err(match why.strip_prefix('#') {
                Some(remedy) => Refusal::new(url, &[COUNTS, remedy]),
                None => Refusal::new(url, &[why]),
            });
        }
        lines = others.get(1..).unwrap_or_default();
    }
    // GoatCounter has the same number beside its pictures.
    let has_numbers = format == Format::GoatCounter || around(path, &["/counter/"]).is_some();
    if !has_numbers && address.fits(PICTURES, "") {
        let why = "this is a picture, and pictures of counters count a visit each time they are asked for; name an address that gives numbers";
        return Err(Refusal::new(url, &[why]));
    }
    Ok(())
}
