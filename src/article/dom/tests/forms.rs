//! The many real forms of one thing: what publishing systems, editors and
//! scripts make of it comes out as what a writer meant.

use super::*;
use crate::article::native::{html_body, html_of};

/// Checks each piece of HTML against what is written of its blocks; "./" stands
/// for the folder that relative addresses refer to.
#[track_caller]
pub(super) fn check_forms(forms: &[(&str, &str)]) {
    for (html, expected) in forms {
        let mut warnings = Warnings::new();
        let blocks = read_blocks(html_body(html).root(), &CONTEXT, &mut warnings);
        let written = html_of(&blocks).replace("https://song-xanh.example/bai/", "./");
        assert_eq!(written, *expected, "{html}");
    }
}

#[test]
fn forms_of_wordpress() {
    check_forms(&[
        (
            r#"<div id="attachment_7" class="wp-caption aligncenter" style="width: 600px"><a href="b.jpg"><img class="size-large" src="a.jpg" alt="x" width="600" height="400"></a><p class="wp-caption-text">Cap <em>t</em></p></div>"#,
            r#"<figure><a href="./b.jpg"><img alt="x" width="600" height="400" src="./a.jpg"></a><figcaption>Cap <em>t</em></figcaption></figure>"#,
        ),
        (
            r#"<figure class="wp-block-image size-large"><a href="https://x.example/"><img loading="lazy" decoding="async" src="a.jpg" alt="x" srcset="a.jpg 1024w, a-300.jpg 300w" sizes="(max-width: 1024px) 100vw"></a><figcaption class="wp-element-caption">Cap</figcaption></figure>"#,
            r#"<figure><a href="https://x.example/"><img alt="x" srcset="./a.jpg 1024w, ./a-300.jpg 300w, " src="./a.jpg"></a><figcaption>Cap</figcaption></figure>"#,
        ),
        (
            r#"<figure class="wp-block-gallery has-nested-images columns-2"><figure class="wp-block-image"><img src="a.jpg" alt=""><figcaption>A</figcaption></figure><figure class="wp-block-image"><img src="b.jpg" alt=""></figure><figcaption class="blocks-gallery-caption">All</figcaption></figure>"#,
            r#"<figure class="gallery columns-2"><div><figure><img alt="" src="./a.jpg"><figcaption>A</figcaption></figure><figure><img alt="" src="./b.jpg"></figure></div><figcaption>All</figcaption></figure>"#,
        ),
        (
            r#"<figure class="wp-block-gallery"><ul class="blocks-gallery-grid"><li class="blocks-gallery-item"><figure><img src="a.jpg"><figcaption>A</figcaption></figure></li><li class="blocks-gallery-item"><figure><img src="b.jpg"></figure></li></ul></figure>"#,
            r#"<figure class="gallery"><div><figure><img alt="" src="./a.jpg"><figcaption>A</figcaption></figure><figure><img alt="" src="./b.jpg"></figure></div></figure>"#,
        ),
        (
            r#"<div class="gallery"><dl class="gallery-item"><dt class="gallery-icon"><a href="a.jpg"><img src="a-150.jpg"></a></dt><dd class="wp-caption-text gallery-caption">A</dd></dl><br style="clear:both"></div>"#,
            r#"<figure><a href="./a.jpg"><img alt="" src="./a-150.jpg"></a><figcaption>A</figcaption></figure>"#,
        ),
        (
            r#"<blockquote class="wp-block-quote"><p>Q</p><cite>Who, <em>Book</em></cite></blockquote>"#,
            r#"<figure class="quote"><blockquote><p>Q</p></blockquote><figcaption>Who, <em>Book</em></figcaption></figure>"#,
        ),
        (
            r#"<figure class="wp-block-pullquote"><blockquote><p>Q</p><cite>Who</cite></blockquote></figure>"#,
            r#"<figure class="quote"><blockquote><p>Q</p></blockquote><figcaption>Who</figcaption></figure>"#,
        ),
        (
            r#"<figure class="wp-block-embed is-type-video is-provider-youtube"><div class="wp-block-embed__wrapper"><iframe title="T" width="500" height="281" src="https://www.youtube.com/embed/abc?feature=oembed"></iframe></div><figcaption>Cap</figcaption></figure>"#,
            r#"<figure><video src="https://www.youtube.com/embed/abc?feature=oembed" title="T" width="500" height="281"></video><figcaption>Cap</figcaption></figure>"#,
        ),
        (
            r#"<figure class="wp-block-audio"><audio controls src="a.mp3"></audio><figcaption>Cap</figcaption></figure>"#,
            r#"<figure><audio src="./a.mp3"></audio><figcaption>Cap</figcaption></figure>"#,
        ),
        (
            r#"<figure class="wp-block-video"><video controls poster="p.jpg" src="a.mp4"></video><figcaption>Cap</figcaption></figure>"#,
            r#"<figure><video src="./a.mp4" poster="./p.jpg"></video><figcaption>Cap</figcaption></figure>"#,
        ),
        (
            r#"<figure class="wp-block-table is-style-stripes"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody><tfoot><tr><td>s</td><td>3</td></tr></tfoot></table><figcaption class="wp-element-caption">Cap</figcaption></figure>"#,
            r#"<table><caption>Cap</caption><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr><tr><td>s</td><td>3</td></tr></tbody></table>"#,
        ),
        (
            r#"<figure class="wp-block-table"><table class="has-fixed-layout"><colgroup><col><col></colgroup><tbody><tr><td>1</td><td>2</td></tr></tbody></table></figure>"#,
            "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        (
            r#"<details class="wp-block-details"><summary>S</summary><p>Body</p></details>"#,
            "<details><summary>S</summary><p>Body</p></details>",
        ),
        (
            r#"<div class="wp-block-columns"><div class="wp-block-column"><p>a</p></div><div class="wp-block-column"><p>b</p></div></div>"#,
            "<p>a</p><p>b</p>",
        ),
        (
            r#"<div class="wp-block-media-text"><figure class="wp-block-media-text__media"><img src="a.jpg"></figure><div class="wp-block-media-text__content"><p>t</p></div></div>"#,
            r#"<figure><img alt="" src="./a.jpg"></figure><p>t</p>"#,
        ),
    ]);
}

#[test]
fn forms_of_ghost() {
    check_forms(&[
        (
            r#"<figure class="kg-card kg-image-card kg-width-wide kg-card-hascaption"><img src="a.jpg" class="kg-image" alt="x" loading="lazy" width="2000" height="1000" srcset="a6.jpg 600w, a.jpg 2000w"><figcaption><span style="white-space: pre-wrap;">Cap</span></figcaption></figure>"#,
            r#"<figure><img alt="x" width="2000" height="1000" srcset="./a6.jpg 600w, ./a.jpg 2000w, " src="./a.jpg"><figcaption>Cap</figcaption></figure>"#,
        ),
        (
            r#"<figure class="kg-card kg-gallery-card"><div class="kg-gallery-container"><div class="kg-gallery-row"><div class="kg-gallery-image"><img src="a.jpg" width="10" height="20"></div><div class="kg-gallery-image"><img src="b.jpg" width="100" height="200"></div></div></div><figcaption>Cap</figcaption></figure>"#,
            r#"<figure class="gallery"><div><figure><img alt="" width="10" height="20" src="./a.jpg"></figure><figure><img alt="" width="100" height="200" src="./b.jpg"></figure></div><figcaption>Cap</figcaption></figure>"#,
        ),
        (
            r#"<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://x.example/p"><div class="kg-bookmark-content"><div class="kg-bookmark-title">Title</div><div class="kg-bookmark-description">Desc</div></div><div class="kg-bookmark-thumbnail"><img src="t.png" alt=""></div></a><figcaption>Cap</figcaption></figure>"#,
            r#"<p><a href="https://x.example/p">Title</a><br>Desc</p><p>Cap</p>"#,
        ),
        (
            r#"<figure class="kg-card kg-embed-card"><iframe src="https://player.vimeo.com/video/1?app_id=2" width="426" height="240" title="V"></iframe></figure>"#,
            r#"<figure><video src="https://player.vimeo.com/video/1?app_id=2" title="V" width="426" height="240"></video></figure>"#,
        ),
        (
            r#"<div class="kg-card kg-callout-card kg-callout-card-blue"><div class="kg-callout-emoji">💡</div><div class="kg-callout-text">Call <b>out</b></div></div>"#,
            "<p>💡</p><p>Call <strong>out</strong></p>",
        ),
        (
            r#"<div class="kg-card kg-toggle-card" data-kg-toggle-state="close"><div class="kg-toggle-heading"><h4 class="kg-toggle-heading-text"><span>S</span></h4><button class="kg-toggle-card-icon"><svg></svg></button></div><div class="kg-toggle-content"><p>Body</p></div></div>"#,
            "<details><summary>S</summary><p>Body</p></details>",
        ),
        (
            r#"<figure class="kg-card kg-video-card"><div class="kg-video-container"><video src="a.mp4" poster="p.jpg" width="10" height="20" loop muted></video><div class="kg-video-overlay"><button><svg></svg></button></div><div class="kg-video-player-container"><div class="kg-video-player"><span class="kg-video-current-time">0:00</span><span class="kg-video-time">/<span class="kg-video-duration">0:15</span></span></div></div></div><figcaption>Cap</figcaption></figure>"#,
            r#"<figure><video src="./a.mp4" poster="./p.jpg" width="10" height="20"></video><figcaption>Cap</figcaption></figure>"#,
        ),
        (
            r#"<img class="kg-audio-thumbnail kg-audio-hide" src="">"#,
            "",
        ),
        (
            r#"<div class="kg-card kg-audio-card"><div class="kg-audio-player-container"><audio src="a.mp3"></audio><div class="kg-audio-title">Title</div><div class="kg-audio-player"><span class="kg-audio-current-time">0:00</span><div class="kg-audio-time">/<span class="kg-audio-duration">61.5</span></div></div></div></div>"#,
            r#"<figure><audio src="./a.mp3"></audio></figure><p>Title</p>"#,
        ),
    ]);
}

#[test]
fn forms_of_pictures() {
    check_forms(&[
        (
            r#"<p><img src="a.jpg"><em>Cap</em></p>"#,
            r#"<figure><img alt="" src="./a.jpg"><figcaption>Cap</figcaption></figure>"#,
        ),
        (
            r#"<p><a href="b.jpg"><img src="a.jpg"></a><br><i>Cap</i></p>"#,
            r#"<figure><a href="./b.jpg"><img alt="" src="./a.jpg"></a><figcaption>Cap</figcaption></figure>"#,
        ),
        (
            r#"<p><img src="a.jpg"> text <em>no cap</em></p>"#,
            r#"<figure><img alt="" src="./a.jpg"></figure><p>text <em>no cap</em></p>"#,
        ),
        (
            r#"<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-lazy-src="a.jpg" data-lazy-srcset="a.jpg 800w"><noscript><img src="a.jpg"></noscript>"#,
            r#"<figure><img alt="" srcset="./a.jpg 800w, " src="./a.jpg"></figure>"#,
        ),
        (
            r#"<img src="/images/blank.gif" data-original="a.jpg">"#,
            r#"<figure><img alt="" src="./a.jpg"></figure>"#,
        ),
        (
            r#"<img src="lazy-placeholder.svg" class="lazyload"><noscript><img src="a.jpg"></noscript>"#,
            r#"<figure><img alt="" src="./a.jpg"></figure>"#,
        ),
        (
            r#"<figure><noscript><img src="a.jpg"></noscript><div class="lazy" data-src="a.jpg"></div><figcaption>Cap</figcaption></figure>"#,
            r#"<figure><img alt="" src="./a.jpg"><figcaption>Cap</figcaption></figure>"#,
        ),
        (
            r#"<img src="a.jpg" width="400" srcset="a.jpg, a2.jpg 2x, a15.jpg 1.5x">"#,
            r#"<figure><img alt="" srcset="./a.jpg 400w, ./a2.jpg 800w, ./a15.jpg 600w, " src="./a.jpg"></figure>"#,
        ),
        (
            r#"<img src="a.jpg" srcset="a.jpg 1x, a2.jpg 2x">"#,
            r#"<figure><img alt="" src="./a.jpg"></figure>"#,
        ),
        (
            r#"<img src="a.jpg" srcset="https://x.example/w_400,h_3/a.jpg 400w,https://x.example/w_800,h_6/a.jpg 800w">"#,
            r#"<figure><img alt="" srcset="https://x.example/w_400,h_3/a.jpg 400w, https://x.example/w_800,h_6/a.jpg 800w, " src="./a.jpg"></figure>"#,
        ),
        (
            r#"<picture><source srcset="a.avif" type="image/avif"><source media="(min-width: 600px)" srcset="b.webp 600w, c.webp 900w" type="image/webp"><img src="a.jpg" alt="x"></picture>"#,
            r#"<figure><img alt="x" srcset="./b.webp 600w, ./c.webp 900w, " src="./a.jpg"></figure>"#,
        ),
        (
            r#"<picture><source data-srcset="b.webp 600w"><img class="lazyload" data-src="a.jpg" alt="x"></picture>"#,
            r#"<figure><img alt="x" srcset="./b.webp 600w, " src="./a.jpg"></figure>"#,
        ),
        (
            r#"<picture><source srcset="b.webp"><img src="data:," alt="x"></picture>"#,
            r#"<figure><img alt="x" src="./b.webp"></figure>"#,
        ),
        (
            "<h2>T <img src=i.png height=20 width=20 alt=i> x</h2><table><tr><th>a<th>b<tr><td><img src=a.jpg><td>c</table>",
            r#"<h2>T <img alt="i" width="20" height="20" src="./i.png"> x</h2><table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td><img alt="" src="./a.jpg"></td><td>c</td></tr></tbody></table>"#,
        ),
        (
            "<img src=t.gif width=0 height=0><img src=u.gif width=1 height=1>",
            "",
        ),
        (
            "<figure><img src=a.jpg><img src=b.jpg><p>between</p><figcaption>c</figcaption></figure>",
            r#"<figure><img alt="" src="./a.jpg"></figure><figure><img alt="" src="./b.jpg"></figure><p>between</p><p>c</p>"#,
        ),
        (
            r#"<figure><a href=b.jpg><picture><source srcset="a.webp 1w"><img src=a.jpg></picture></a><figcaption>Cap. <small class=credit>Photo</small></figcaption></figure>"#,
            r#"<figure><a href="./b.jpg"><img alt="" srcset="./a.webp 1w, " src="./a.jpg"></a><figcaption>Cap. <span class="credit">Photo</span></figcaption></figure>"#,
        ),
        (
            r#"<p>x<picture><img src=a.jpg height=16></picture>y <img class=emoji alt="😀" src=e.png></p>"#,
            r#"<p>x<img alt="" src="./a.jpg">y 😀</p>"#,
        ),
        (
            "<center><img src=a.jpg></center><center><i>Cap</i></center>",
            r#"<figure><img alt="" src="./a.jpg"></figure><p><em>Cap</em></p>"#,
        ),
        (
            r#"<img src="a.jpg" width=300 data-srcset="true" data-lazy-srcset="1">"#,
            r#"<figure><img alt="" src="./a.jpg"></figure>"#,
        ),
        (
            r#"<img srcset="b.jpg">"#,
            r#"<figure><img alt="" src="./b.jpg"></figure>"#,
        ),
        (
            r#"<img srcset="b.jpg 1x, c.jpg 2x">"#,
            r#"<figure><img alt="" src="./c.jpg"></figure>"#,
        ),
        (
            r#"<img src="loading.gif" data-srcset="b.jpg 400w, c.jpg 800w">"#,
            r#"<figure><img alt="" srcset="./b.jpg 400w, ./c.jpg 800w, " src="./c.jpg"></figure>"#,
        ),
    ]);
}

#[test]
fn forms_of_players() {
    check_forms(&[
        (
            r#"<iframe data-src="https://www.youtube-nocookie.com/embed/abc" src="about:blank"></iframe>"#,
            r#"<figure><video src="https://www.youtube-nocookie.com/embed/abc"></video></figure>"#,
        ),
        (
            r#"<iframe src="https://maps.example/embed?x=1" title="Map"></iframe>"#,
            r#"<p><a href="https://maps.example/embed?x=1">Map</a></p>"#,
        ),
        (r#"<iframe src="javascript:alert(1)"></iframe>"#, ""),
        (
            r#"<iframe src="//www.youtube.com/embed/abc"></iframe>"#,
            r#"<figure><video src="https://www.youtube.com/embed/abc"></video></figure>"#,
        ),
        (r#"<iframe srcdoc="<p>x"></iframe>"#, ""),
        (
            r#"<object data="https://www.youtube.com/v/abc"><param name=movie value=x><embed src="https://www.youtube.com/v/abc"></object>"#,
            r#"<figure><video src="https://www.youtube.com/v/abc"></video></figure>"#,
        ),
        (
            r#"<object data="doc.pdf" type="application/pdf"><p>Fallback</p></object>"#,
            r#"<p><a href="./doc.pdf">doc.pdf</a></p>"#,
        ),
        (
            "<video src=x.mp4><p>nothing</p></video>",
            r#"<figure><video src="./x.mp4"></video></figure>"#,
        ),
        (
            r#"<video src=a.mp4><source src=a.mp4 type=video/mp4><source src=b.webm type="video/webm; codecs=vp9"></video>"#,
            r#"<figure><video><source src="./a.mp4"><source src="./b.webm" type="video/webm; codecs=vp9"></video></figure>"#,
        ),
        (
            r#"<video><source src=a.mp4 type='video/mp4; codecs="av01.0.05M.08, opus"'><source data-src=b.webm type="video/webm<b>"></video>"#,
            r#"<figure><video><source src="./a.mp4" type="video/mp4; codecs=&quot;av01.0.05M.08, opus&quot;"><source src="./b.webm"></video></figure>"#,
        ),
        (
            r#"<video><source src="data:video/mp4,x"><source src=b.webm></video>"#,
            r#"<figure><video src="./b.webm"></video></figure>"#,
        ),
        (
            r#"<iframe src="https://vimeo.com/event/1/embed/0123456789"></iframe>"#,
            r#"<figure><video src="https://vimeo.com/event/1/embed/0123456789"></video></figure>"#,
        ),
        (
            r#"<iframe src="https://geo.dailymotion.com/player/x86gw.html?video=x8abcde"></iframe>"#,
            r#"<figure><video src="https://geo.dailymotion.com/player/x86gw.html?video=x8abcde"></video></figure>"#,
        ),
        (
            r#"<iframe src="https://tube.example/video-playlists/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d"></iframe>"#,
            r#"<figure><video src="https://tube.example/video-playlists/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d"></video></figure>"#,
        ),
        (
            "<p>See <a href='#t=135'>2:15</a> and <a href='#t=2:15'>again</a></p>",
            r##"<p>See <a href="#%74%3D%31%33%35">2:15</a> and <a href="#%74%3D%32%3A%31%35">again</a></p>"##,
        ),
        (
            r#"<p>Listen <audio src=a.mp3 title="T"></audio> now</p>"#,
            r#"<p>Listen</p><figure><audio src="./a.mp3" title="T"></audio></figure><p>now</p>"#,
        ),
        (
            r#"<audio controls><source src="a.ogg" type="audio/ogg"><source src="a.mp3"></audio>"#,
            r#"<figure><audio src="./a.ogg"></audio></figure>"#,
        ),
    ]);
}

#[test]
fn forms_of_notes() {
    check_forms(&[
        (
            r##"<p>a<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup></p><hr><section class="footnotes"><ol><li id="fn-1"><p>note <a href="#fnref-1" class="footnote-backref">↩</a></p></li></ol></section>"##,
            r##"<p>a<a role="doc-noteref" href="#%66%6E%2D%31">1</a></p><hr><aside role="doc-footnote" id="fn-1"><p>note</p></aside>"##,
        ),
        (
            r##"<p>a<sup data-fn="u1" class="fn"><a id="u1-link" href="#u1">1</a></sup></p><ol class="wp-block-footnotes"><li id="u1">note <a href="#u1-link">↩︎</a></li></ol>"##,
            r##"<p>a<a role="doc-noteref" href="#%75%31">1</a></p><aside role="doc-footnote" id="u1"><p>note</p></aside>"##,
        ),
        (
            r##"<p>a<a href="#_ftn1" name="_ftnref1" title=""><span class="MsoFootnoteReference">[1]</span></a></p><hr><div id="ftn1"><p class="MsoFootnoteText"><a href="#_ftnref1" name="_ftn1" title=""><span>[1]</span></a> note</p></div>"##,
            r##"<p>a<a role="doc-noteref" href="#%5F%66%74%6E%31">[1]</a></p><hr><aside role="doc-footnote" id="_ftn1"><a role="doc-backlink" href="#text">[1]</a><p>note</p></aside>"##,
        ),
    ]);
}

#[test]
fn forms_of_languages() {
    check_forms(&[
        (
            r#"<div lang="en" dir="ltr"><p>a</p><p>b</p></div><p lang=vi>c</p><blockquote dir=rtl>d</blockquote><ul lang=en><li>e</ul>"#,
            r#"<p><span lang="en" dir="ltr">a</span></p><p><span lang="en" dir="ltr">b</span></p><p><span lang="vi">c</span></p><figure class="quote"><blockquote><p><span dir="rtl">d</span></p></blockquote></figure><ul><li><p><span lang="en">e</span></p></li></ul>"#,
        ),
        (
            "<table lang=ar dir=rtl><tr><th>a<th>b<tr><td>c<td>d</table>",
            r#"<table><thead><tr><th scope="col"><span lang="ar" dir="rtl">a</span></th><th scope="col"><span lang="ar" dir="rtl">b</span></th></tr></thead><tbody><tr><td><span lang="ar" dir="rtl">c</span></td><td><span lang="ar" dir="rtl">d</span></td></tr></tbody></table>"#,
        ),
        (
            "<ol><li lang=en dir=ltr>a</li></ol><dl><dt lang=en>t<dd lang=fr>d</dl><figure><img src=a.jpg><figcaption lang=en>c</figcaption></figure><table><tr><th lang=en>a<th>b<tr><td dir=rtl>c<td>d</table><h2 lang=en>H</h2>",
            r#"<ol><li><p><span lang="en" dir="ltr">a</span></p></li></ol><dl><dt><span lang="en">t</span></dt><dd><p><span lang="fr">d</span></p></dd></dl><figure><img alt="" src="./a.jpg"><figcaption><span lang="en">c</span></figcaption></figure><table><thead><tr><th scope="col"><span lang="en">a</span></th><th scope="col">b</th></tr></thead><tbody><tr><td><span dir="rtl">c</span></td><td>d</td></tr></tbody></table><h2><span lang="en">H</span></h2>"#,
        ),
    ]);
}

#[test]
fn forms_of_tables() {
    check_forms(&[
        (
            r#"<table align="center" cellpadding="0" class="tr-caption-container" style="margin: auto"><tbody><tr><td style="text-align: center"><a href="b.jpg"><img border="0" src="a.jpg" width="400" height="300"></a></td></tr><tr><td class="tr-caption" style="text-align: center">Cap</td></tr></tbody></table>"#,
            r#"<figure><a href="./b.jpg"><img alt="" width="400" height="300" src="./b.jpg"></a><figcaption>Cap</figcaption></figure>"#,
        ),
        (
            r#"<table class="tplCaption"><tbody><tr><td><img alt="x" src="a.jpg"></td></tr><tr><td class="Image">Cap</td></tr></tbody></table>"#,
            r#"<figure><img alt="x" src="./a.jpg"><figcaption>Cap</figcaption></figure>"#,
        ),
        (
            "<table><tr><td width=200><ul><li>menu</ul></td><td><p>main</p><p>more</p></td></tr></table>",
            "<ul><li><p>menu</p></li></ul><p>main</p><p>more</p>",
        ),
        (
            "<table><tr><td>a</td><td><table><tr><td>1<td>2</table></td></tr><tr><td>b<td>c</table>",
            "<p>a</p><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table><p>b</p><p>c</p>",
        ),
        (
            "<table><tr><th>a</th><td><table><tr><td>1<td>2</table></td></tr></table>",
            r#"<table><tbody><tr><th scope="row">a</th><td>1<br>2</td></tr></tbody></table>"#,
        ),
        (
            "<table><caption>C</caption><colgroup><col><tr><th rowspan=2>a<th colspan=2>b<tr><th>c<th>d<tr><td>1<td>2<td>3</table>",
            r#"<table><caption>C</caption><thead><tr><th scope="col" rowspan="2">a</th><th scope="col" colspan="2">b</th></tr><tr><th scope="col">c</th><th scope="col">d</th></tr></thead><tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>"#,
        ),
        (
            r#"<table><colgroup><col style="width:1px"><col></colgroup><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"#,
            "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
    ]);
}

#[test]
fn forms_of_quotes() {
    check_forms(&[
        (
            "<blockquote>As <cite>Hamlet</cite> says, to be.</blockquote>",
            r#"<figure class="quote"><blockquote><p>As <em>Hamlet</em> says, to be.</p></blockquote></figure>"#,
        ),
        (
            "<blockquote>To be. — <cite>Hamlet</cite></blockquote>",
            r#"<figure class="quote"><blockquote><p>To be. —</p></blockquote><figcaption>Hamlet</figcaption></figure>"#,
        ),
        (
            "<blockquote><p>To be.</p><p>— <cite>Hamlet</cite></p></blockquote>",
            r#"<figure class="quote"><blockquote><p>To be.</p></blockquote><figcaption>— <em>Hamlet</em></figcaption></figure>"#,
        ),
        (
            "<blockquote><footer>Who</footer><p>To be.</p></blockquote>",
            r#"<figure class="quote"><blockquote><p>To be.</p></blockquote><figcaption>Who</figcaption></figure>"#,
        ),
        (
            "<blockquote><cite>Hamlet</cite><p>To be.</p></blockquote>",
            r#"<figure class="quote"><blockquote><p>To be.</p></blockquote><figcaption>Hamlet</figcaption></figure>"#,
        ),
        (
            r#"<blockquote cite="https://x.example/"><p>a<blockquote>b</blockquote></blockquote>"#,
            r#"<figure class="quote"><blockquote><p>a</p><figure class="quote"><blockquote><p>b</p></blockquote></figure></blockquote></figure>"#,
        ),
    ]);
}

#[test]
fn forms_of_lines_and_lists() {
    check_forms(&[
        (
            "<dl><dt>a<dt>b<dd>1<dd><p>2</p><ul><li>x</ul><div><dt>c<dd>3</div></dl>",
            "<dl><dt>a</dt><dt>b</dt><dd><p>1</p></dd><dd><p>2</p><ul><li><p>x</p></li></ul></dd><dt>c</dt><dd><p>3</p></dd></dl>",
        ),
        (
            "<dl><dd>1</dd></dl><dl><dt>only</dt></dl>",
            "<dl><dd><p>1</p></dd></dl><dl><dt>only</dt></dl>",
        ),
        (
            "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby> <del>x</del><ins>y</ins> <small>z</small> <s>q</s></p>",
            "<p><ruby>漢<rt>kan</rt></ruby><ruby>字<rt>ji</rt></ruby> <del>x</del><ins>y</ins> <small>z</small> <del>q</del></p>",
        ),
        (
            "<ins><p>block</p></ins><del cite=x><ul><li>a</ul></del>",
            "<p><ins>block</ins></p><ul><li><p><del>a</del></p></li></ul>",
        ),
        (
            "<ol><li>a<li value=5>b<li>c</ol>",
            r#"<ol><li><p>a</p></li></ol><ol start="5"><li><p>b</p></li><li><p>c</p></li></ol>"#,
        ),
        (
            "<ol start=5 reversed><li>a<li>b</ol><ol reversed><li>a<li>b<li value=9>c</ol>",
            r#"<ol start="5" reversed=""><li><p>a</p></li><li><p>b</p></li></ol><ol reversed=""><li><p>a</p></li><li><p>b</p></li></ol><ol start="9" reversed=""><li><p>c</p></li></ol>"#,
        ),
        (
            "<ol start=-3><li>a</ol><ol start=x><li>a</ol><ul start=4><li>a</ul><ol type=a><li>x</ol>",
            r#"<ol start="-3"><li><p>a</p></li></ol><ol><li><p>a</p></li></ol><ul><li><p>a</p></li></ul><ol><li><p>x</p></li></ol>"#,
        ),
        (
            "a<br>b<br><br>c<br> <br>&nbsp;<br>d<br>",
            "<p>a<br>b</p><p>c</p><p>d</p>",
        ),
        (
            "<div><div>a<div>b</div>c</div><div><span>d<div>e</div>f</span></div></div>",
            "<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p><p>f</p>",
        ),
        (
            "<p>&nbsp;</p><p>a&nbsp;b</p><p>&nbsp;x&nbsp;</p><p>\u{200B}</p>",
            "<p>a b</p><p>x</p>",
        ),
        (
            r#"<p style="display: none">x</p><p hidden>y</p><p hidden=until-found>z</p><p aria-hidden=true>w</p><span style="DISPLAY : NONE !important">v</span>"#,
            "<p>z</p><p>w</p>",
        ),
        (
            r#"<p style="background:url(display:none.png)">shown</p><p style="--x:no-display:none">b</p><p style="visibility:hidden">v</p>"#,
            "<p>shown</p><p>b</p><p>v</p>",
        ),
        (
            "<p><b class=x>a<p>b<p>c</b></p>",
            "<p><strong>a</strong></p><p><strong>b</strong></p><p><strong>c</strong></p>",
        ),
        (
            r#"<p>a <abbr title="World Health">WH</abbr> <q>q</q> H<sub>2</sub>O <kbd>k</kbd> <code>a <b>b</b></code> <mark>m</mark></p>"#,
            r#"<p>a <abbr title="World Health">WH</abbr> “q” H<sub>2</sub>O <code>k</code> <code>a b</code> <mark>m</mark></p>"#,
        ),
        (
            r#"<p><a href="x"><h3>T</h3><p>d</p></a>"#,
            r#"<h3><a href="./x">T</a></h3><p><a href="./x">d</a></p>"#,
        ),
        (
            "<p><span>a</span><span>b</span> <u>u</u><font color=red>f</font></p>",
            "<p>ab uf</p>",
        ),
        (
            r##"<ul><li><input type=checkbox checked> done</li><li><a href="#"><b>dead</b></a></ul>"##,
            "<ul><li><p>☑ done</p></li><li><p><strong>dead</strong></p></li></ul>",
        ),
        (
            "<details open><p>no summary</p></details><details><summary>only</summary></details><details><summary><h3>H</h3></summary>t</details>",
            r#"<details open=""><p>no summary</p></details><p>only</p><details><summary>H</summary><p>t</p></details>"#,
        ),
        (
            "<p>x<svg><title>t</title><a href=x>y</a></svg></p><math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>",
            "<p>x</p><p>1/2</p>",
        ),
        (
            "<p>a<wbr>b&shy;c</p><p>1<sup>st</sup></p>",
            "<p>a\u{200B}b\u{AD}c</p><p>1<sup>st</sup></p>",
        ),
    ]);
}
