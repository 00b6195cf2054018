//! How lines begin that lead away from an article, in small letters.

use crate::text::{composed, count_digits, has_letters, holds, lower_case, trimmed, word_index};

/// What a line says that begins with one of the phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// Other articles, shares, tags, newsletters, advertisements follow.
    Other,
    /// What readers wrote follows.
    Comments,
    /// Whom to ask, or more of the same kind, follows below the text.
    Contact,
}

/// English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Czech,
/// Swedish, Danish, Norwegian, Finnish, Turkish, Hungarian, Romanian, Russian,
/// Ukrainian, Vietnamese, Indonesian, Chinese, Japanese, Korean, Arabic: the usual
/// ones of each. Those that end in a blank want more words after it.
const OTHERS: &str = "related articles|related stories|related posts|related content|related topics|\
related news|related links|related:|read more|read also|also read|read next|you may also|you might also|\
see also:|more from|more stories|more news|more articles|recommended|most read|most popular|popular posts|\
trending|latest news|share this|share on|share:|like it? share|follow us|sign up|subscribe|tags|tagged|topics|\
filed under|advertisement|sponsored|about the author|top stories|continue reading|previous post|\
previous article|next post|next article|tweet|recent posts|recent articles|suggested|in case you missed|\
this entry was posted|this article is|never miss|we recommend|similar |see all|download the|join our|keep reading|\
mehr zum thema|mehr zu |mehr zur |mehr aus |mehr artikel|mehr kolumnen|mehr dazu|mehr informationen|mehr erfahren|\
mehr lesen|mehr von|mehr über|das könnte |auch lesen|ähnliche |verwandte |weitere artikel|weitere beiträge|\
weitere meldungen|weitere nachrichten|weitere themen|weiterführende|weiterlesen|lesen sie|lies auch|\
auch interessant|passend dazu|zum thema|themen:|themen im |schlagwört|teilen|diese seite|\
artikel teilen|beitrag teilen|neueste |empfehlung|meistgelesen|zurück|anzeige|werbung|über den autor|folgen sie|\
newsletter|zum newsletter|veröffentlicht unter|kategorie|dieser artikel gefällt|hat ihnen dieser|entdecken sie|\
lesetipp|vorheriger |vorherige |nächster |zur übersicht|drucken|seite drucken|unterstütze|auch auf |\
lire aussi|à lire|a lire|lire la suite|sur le même|articles liés|partager|voir aussi|mots-clés|publicité|\
pour lire la suite|te puede interesar|le puede interesar|lea también|lee también|lea más|leer más|\
mira:|mire:|vea también|noticias relacionadas|temas|etiquetas|compart|publicidad|\
veja também|veja mais|leia também|leia mais|saiba mais|nos siga|\
leggi anche|articoli correlati|condividi|lees ook|lees meer|zobacz również|zobacz także|czytaj także|czytaj też|\
czytaj więcej|przeczytaj|udostępnij|čtěte také|související|läs också|läs mer|læs også|les også|lue myös|\
ilgili haber|kapcsolódó|citește și|читайте также|по теме|поделиться|теги|реклама|читайте також|\
tin liên quan|bài liên quan|bài viết liên quan|tin cùng|cùng chuyên mục|tin khác|các tin khác|tin mới|\
xem thêm|đọc thêm|có thể bạn|chia sẻ|từ khóa|từ khoá|quảng cáo|đọc nhiều|\
baca juga|artikel terkait|相关阅读|相关文章|分享|标签|関連記事|シェア|タグ|관련기사|관련 기사|اقرأ أيضا|شارك";

const COMMENTS: &str = "comments|no comments|leave a comment|leave a reply|join the conversation|\
kommentare|keine kommentare|hinterlasse|diese website verwendet akismet|deine e-mail|schreibe einen kommentar|\
kommentar schreiben|kommentieren|commentaires|laisser un commentaire|comentarios|deja un comentario|\
comentários|deixe um comentário|commenti|reacties|komentarze|dodaj komentarz|komentáře|kommentarer|yorumlar|\
комментарии|коментарі|bình luận|ý kiến bạn đọc|komentar|评论|コメント|댓글|التعليقات";

const CONTACTS: &str = "kontakt|pressekontakt|ansprechpartner|rückfragen|weitere informationen|weitere infos|contact:|\
press contact|media contact|for more information|thông tin liên hệ|mọi thông tin|autor:|autoren:|\
author:|redaktion:|quellen ausblenden|telefon";

/// What a line says, by how it begins; marks and numbers before it do not count
/// ("» Read more", "2 comments").
pub(super) fn says(line: &str) -> Option<Says> {
    let lower = lower_case(&composed(line));
    let start = lower.char_indices().find(|(at, character)| {
        !character.is_ascii_digit() && has_letters(&lower[*at..*at + character.len_utf8()])
    });
    let rest = &lower[start?.0..];
    if begins(rest, OTHERS) {
        return Some(Says::Other);
    }
    if is_about_comments(rest) {
        return Some(Says::Comments);
    }
    begins(rest, CONTACTS).then_some(Says::Contact)
}

/// How lines say how long reading takes.
const READING_TIMES: &str =
    "min read|minute read|lesezeit|min. lesen|min de le|phút đọc|minut czytania|min di lettura";

/// Whether a line says how long reading takes ("5 min read").
pub(super) fn is_reading_time(line: &str) -> bool {
    count_digits(line) > 0 && holds_any(&lower_case(line), READING_TIMES)
}

/// Short words say it alone: an article may speak of comments, too.
fn is_about_comments(line: &str) -> bool {
    const LONG: usize = 11;
    is_any(COMMENTS, &|phrase| {
        line.strip_prefix(phrase)
            .is_some_and(|rest| phrase.len() >= LONG || !has_letters(rest))
    })
}

fn begins(line: &str, phrases: &str) -> bool {
    is_any(phrases, &|phrase| {
        line.strip_prefix(phrase).is_some_and(|rest| {
            // A word ends here, or one of ours is its beginning.
            let next = rest.bytes().next().unwrap_or(b' ');
            !next.is_ascii_lowercase() || phrase.len() > 7
        })
    })
}

/// Whether one of several phrases passes, which stand apart by upright bars.
#[inline(never)]
fn is_any(phrases: &str, passes: &dyn Fn(&str) -> bool) -> bool {
    phrases.split('|').any(passes)
}

/// Whether a text begins with one of several phrases.
pub(super) fn begins_with_any(text: &str, phrases: &str) -> bool {
    is_any(phrases, &|phrase| text.starts_with(phrase))
}

/// Whether a text holds one of several phrases.
pub(super) fn holds_any(text: &str, phrases: &str) -> bool {
    is_any(phrases, &|phrase| holds(text, phrase))
}

/// Whether a line is a label of advertisements and nothing else.
pub(super) fn is_advertisement(line: &str) -> bool {
    const LABELS: &str = "anzeige werbung advertisement sponsored publicidad publicité publicidade pubblicità реклама";
    word_index(LABELS, &lower_case(line), false).is_some()
}

/// How sentences begin that ask readers to do something, and what for.
const CALLS: &str = "follow|subscribe|sign up|download|join|for the latest|submit|únete|suscríb|\
sigue|síguenos|puede escrib|jetzt|abonn|folge|inscri|suivez|siga|theo dõi|đăng ký|tải";
const OFFERS: &str = "newsletter|facebook|twitter|instagram|telegram|whatsapp|youtube|zalo| apps| app |app-|podcast|\
latest news|letter to the editor|edition for";

/// Whether a sentence of a line asks to follow, to subscribe or to download.
pub(super) fn is_promotion(line: &str) -> bool {
    let lower = lower_case(line);
    holds_any(&lower, OFFERS)
        && lower
            .split(|sign| "?.!¿¡:".contains(sign))
            .any(|sentence| begins_with_any(trimmed(sentence), CALLS))
}

/// Words of lines that say who pays for the text.
const DISCLOSURES: &str = "affiliate|of our advertisers|earn a commission|receive commission|provision vom|\
eine provision";

/// Whether a line says who pays for the text.
pub(super) fn is_disclosure(line: &str) -> bool {
    holds_any(&lower_case(line), DISCLOSURES)
}

/// Words of lines that say who may copy the text.
const RIGHTS: &str = "all rights reserved|copyrighted property|alle rechte vorbehalten|tous droits réservés|\
derechos reservados|direitos reservados|diritti riservati|wszelkie prawa";

/// Whether a line says who may copy the text.
pub(super) fn is_copyright(line: &str) -> bool {
    let lower = lower_case(line);
    holds_any(&lower, RIGHTS) || begins_with_any(&lower, "©|(c) |copyright ")
}
