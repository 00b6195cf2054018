//! How lines begin that lead away from an article, in small letters.

use crate::text::{composed, has_letters, holds, lower_case, trimmed, word_index};

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
/// Ukrainian, Vietnamese, Indonesian, Chinese, Japanese, Korean, Arabic. Those
/// that end in a blank want more words after it.
const OTHERS: &str = "related articles|related stories|related posts|related content|related topics|\
related news|related links|related reading|related:|read more|read also|also read|read next|\
you may also|you might also|you may like|see also:|more from|more on this|more stories|more news|\
more articles|recommended|most read|most popular|most viewed|popular posts|popular stories|\
trending|latest news|latest posts|latest stories|share this|share on|share:|share via|like it? share|\
follow us|follow me|sign up|subscribe|tags|tagged|topics|filed under|advertisement|sponsored|\
about the author|top stories|don't miss|don’t miss|continue reading|explore more|editor's picks|\
editors' picks|in this series|previous post|previous article|next post|next article|back to|email this|print this|tweet|pin it|like this|posted in|\
recent posts|recent articles|what to read|from around the web|suggested|in case you missed|get our|get the latest|sign in|log in|support us|support our|\
become a member|become a subscriber|this entry was posted|this article is|never miss|we recommend|submit your|similar |discover more|view all|see all|show more|load more|\
for the latest|download the|join our|keep reading|up next|\
mehr zum thema|mehr zu |mehr zur |mehr aus |mehr artikel|mehr kolumnen|mehr dazu|das könnte sie|das könnte dich|das könnte euch|\
das könnte ihnen|auch lesen|ähnliche |verwandte |weitere artikel|weitere beiträge|weitere meldungen|weitere nachrichten|\
weitere themen|weitere news|weiterführende|weiterlesen|lesen sie|lies auch|auch interessant|passend dazu|\
zum thema|themen:|themen im |themen in |themen zu |schlagwort|schlagwört|stichwort|teilen|diesen artikel|diesen beitrag|diese seite|artikel teilen|\
beitrag teilen|jetzt teilen|teile dies|teilen sie|neueste |aktuelle beiträge|empfohlene|empfehlung|meistgelesen|\
viel gelesen|top-themen|unsere empfehlung|produktempfehlung|zurück|anzeige|werbung|über den autor|über die autor|folgen sie|folge uns|\
newsletter|zum newsletter|jetzt registrieren|jetzt abonnieren|getaggt|veröffentlicht unter|kategorie|dieser artikel gefällt|\
hat ihnen dieser|entdecken sie|sharen|auch lesenswert|lesetipp|links zum thema|vorheriger |vorherige |nächster beitrag|nächster artikel|\
nächste artikel|vorheriger beitrag|nach oben|zur startseite|zur übersicht|drucken|seite drucken|gefällt mir|gefällt dir|melden sie sich|jetzt anmelden|\
jetzt spenden|unterstütze|unterstützen sie|letzte beiträge|neuste |beliebte|meist gelesen|am meisten gelesen|alle artikel|alle beiträge|alle meldungen|\
alle news|mehr informationen|mehr erfahren|mehr lesen|mehr news|mehr von|mehr über|mehr nachrichten|das interessiert|passende |auch auf |aus dem archiv|aktuelle meldungen|\
aktuelle nachrichten|aktuelle artikel|zum artikel|diese geschichte|teilen mit|themenseite|bleiben sie|verpassen sie|abonnieren|\
lire aussi|à lire|a lire|lire la suite|sur le même|articles liés|articles similaires|articles récents|partager|voir aussi|mots-clés|\
mots clés|publicité|abonnez-vous|inscrivez-vous|suivez-nous|pour aller plus loin|pour lire la suite|pour accéder|\
te puede interesar|le puede interesar|te podría|puedes ver|puede ver|puede leer|lea también|lea además|lee también|lea más|leer más|\
mira:|mire:|mira también|ver más|ver también|vea también|noticias relacionadas|artículos relacionados|temas|etiquetas|compartir|comparte|\
síguenos|publicidad|más noticias|relacionad|también te|además lee|\
veja também|veja mais|leia também|leia mais|saiba mais|notícias relacionadas|compartilh|publicidade|nos siga|siga |mais lidas|tópicos|\
leggi anche|leggi tutto|potrebbe interessar|ti potrebbe|articoli correlati|condividi|pubblicità|seguici|\
lees ook|lees meer|lees verder|meer over|gerelateerd|deel dit|\
zobacz również|zobacz także|zobacz też|czytaj także|czytaj też|czytaj więcej|czytaj również|przeczytaj|polecamy|podobne|powiązane|\
udostępnij|więcej informacji|tagi|materiał chroniony|czekamy na|\
čtěte také|čtěte více|související|sdílet|mohlo by vás|štítky|\
läs också|läs mer|läs även|relaterade|læs også|læs mere|les også|les mer|lue myös|lue lisää|\
ilgili haber|bunlar da|paylaş|etiketler|son haberler|kapcsolódó|olvasd el|citește și|articole similare|\
читайте также|смотрите также|по теме|похожие|поделиться|теги|подписывайтесь|реклама|материалы по теме|читайте також|дивіться також|\
tin liên quan|bài liên quan|bài viết liên quan|tin cùng|bài cùng|cùng chuyên mục|tin khác|các tin khác|tin mới|tin tức khác|\
xem thêm|đọc thêm|đọc tiếp|có thể bạn|chia sẻ|từ khóa|từ khoá|quảng cáo|tin nổi bật|tin đọc nhiều|đọc nhiều|xem nhiều|đăng ký nhận|theo dõi |\
baca juga|baca selengkapnya|artikel terkait|berita terkait|bagikan|\
相关阅读|相关文章|相关新闻|延伸阅读|推荐阅读|分享|标签|関連記事|関連ニュース|おすすめ記事|シェア|タグ|관련기사|관련 기사|태그|\
اقرأ أيضا|مواضيع ذات صلة|شاهد أيضا|شارك";

const COMMENTS: &str = "comments|no comments|be the first|pingback|trackback|your email address|\
keine kommentare|hinterlasse|antwort abbrechen|leserkommentare|ihre meinung|diese website verwendet akismet|deine e-mail|sei der erste|leave a comment|leave a reply|post a comment|add a comment|join the conversation|\
kommentare|schreibe einen kommentar|kommentar schreiben|kommentar verfassen|kommentieren|diskutieren sie|\
commentaires|laisser un commentaire|comentarios|deja un comentario|deja una respuesta|comentários|deixe um comentário|\
commenti|lascia un commento|reacties|reageer|komentarze|dodaj komentarz|komentáře|kommentarer|kommentit|yorumlar|\
комментарии|коментарі|bình luận|ý kiến bạn đọc|ý kiến của bạn|komentar|评论|コメント|댓글|التعليقات";

const CONTACTS: &str = "kontakt|pressekontakt|ansprechpartner|rückfragen|weitere informationen|weitere infos|contact:|\
press contact|media contact|for more information|contacto|contato|contatti|thông tin liên hệ|mọi thông tin|autor:|autoren:|\
author:|about the author|redaktion:|quellen ausblenden|telefon";

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

/// Whether a line says how long reading takes ("5 min read").
pub(super) fn is_reading_time(line: &str) -> bool {
    let lower = lower_case(line);
    line.bytes().any(|byte| byte.is_ascii_digit())
        && [
            "min read",
            "minute read",
            "lesezeit",
            "min. lesen",
            "min de lecture",
            "phút đọc",
            "minut czytania",
            "min de lectura",
            "min de leitura",
            "min di lettura",
        ]
        .iter()
        .any(|phrase| holds(&lower, phrase))
}

/// Short words say it alone: an article may speak of comments, too.
fn is_about_comments(line: &str) -> bool {
    const LONG: usize = 11;
    COMMENTS.split('|').any(|phrase| {
        line.strip_prefix(phrase)
            .is_some_and(|rest| phrase.len() >= LONG || !has_letters(rest))
    })
}

fn begins(line: &str, phrases: &str) -> bool {
    for phrase in phrases.split('|') {
        if let Some(rest) = line.strip_prefix(phrase) {
            // A word ends here, or one of ours is its beginning.
            let next = rest.bytes().next().unwrap_or(b' ');
            if !next.is_ascii_lowercase() || phrase.len() > 7 {
                return true;
            }
        }
    }
    false
}

/// Whether a line is a label of advertisements and nothing else.
pub(super) fn is_advertisement(line: &str) -> bool {
    const LABELS: &str = "anzeige werbung advertisement sponsored publicidad publicité publicidade pubblicità реклама";
    word_index(LABELS, &lower_case(line), false).is_some()
}

/// How sentences begin that ask readers to do something, and what for.
const CALLS: &str = "follow|subscribe|sign up|download|join|get |never miss|for the latest|submit|únete|suscríb|\
sigue|síguenos|descarga|puede escrib|jetzt|abonnier|folge|melde|werde|wir bei|registrier|inscri|suivez|abonnez|siga|\
inscreva|theo dõi|đăng ký|tải";
const OFFERS: &str = "newsletter|facebook|twitter|instagram|telegram|whatsapp|youtube|tiktok|zalo| apps| app |app-|podcast|\
latest news|latest tutorials|letter to the editor|edition for";

/// Whether a sentence of a line asks to follow, to subscribe or to download.
pub(super) fn is_promotion(line: &str) -> bool {
    let lower = lower_case(line);
    OFFERS.split('|').any(|offer| holds(&lower, offer))
        && lower.split(['.', '!', '?', '¿', '¡', ':']).any(|sentence| {
            CALLS
                .split('|')
                .any(|call| trimmed(sentence).starts_with(call))
        })
}

/// Whether a line says who pays for the text.
pub(super) fn is_disclosure(line: &str) -> bool {
    let lower = lower_case(line);
    [
        "affiliate",
        "of our advertisers",
        "earn a commission",
        "receive commission",
        "provision vom",
        "eine provision",
    ]
    .iter()
    .any(|phrase| holds(&lower, phrase))
}

/// Whether a line says who may copy the text.
pub(super) fn is_copyright(line: &str) -> bool {
    let lower = lower_case(line);
    [
        "all rights reserved",
        "copyrighted property",
        "alle rechte vorbehalten",
        "tous droits réservés",
        "todos los derechos reservados",
        "todos os direitos reservados",
        "tutti i diritti riservati",
        "wszelkie prawa",
    ]
    .iter()
    .any(|phrase| holds(&lower, phrase))
        || ["©", "(c) ", "copyright "]
            .iter()
            .any(|mark| lower.starts_with(mark))
}
