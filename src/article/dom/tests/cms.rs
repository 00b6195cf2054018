//! What real publishing systems put into articles: WordPress, Ghost, Hugo and
//! Jekyll, in the markup that they emit, with texts of our own.

use super::forms::check_forms;
use super::*;
use crate::article::listing::outline;
use crate::article::native::NativeHtml;
use crate::article::source::PageReader;

/// Checks an inline article against its listing.
#[track_caller]
pub(super) fn check_article(html: &str, expected: &str) {
    let (article, warnings) = read_article(&html_root(html), &CONTEXT).unwrap();
    let listing = outline(&article, &warnings).replace("https://song-xanh.example/bai/", "./");
    assert_eq!(listing, expected, "\n{listing}\n");
}

/// Checks a whole page against its listing.
#[track_caller]
fn check_page(html: &str, expected: &str) {
    let (article, warnings) = NativeHtml { base: BASE }.read_page(html).unwrap();
    let listing = outline(&article, &warnings).replace("https://song-xanh.example/bai/", "./");
    assert_eq!(listing, expected, "\n{listing}\n");
}

#[test]
fn galleries() {
    check_forms(&[
        // WordPress, the shortcode, in a theme without HTML5 galleries.
        (
            r#"<div id='gallery-1' class='gallery galleryid-7 gallery-columns-3 gallery-size-thumbnail'><dl class='gallery-item'><dt class='gallery-icon landscape'><a href='cho.jpg'><img width="150" height="150" src="cho-150x150.jpg" class="attachment-thumbnail size-thumbnail" alt="Chợ" aria-describedby="gallery-1-8"></a></dt><dd class='wp-caption-text gallery-caption' id='gallery-1-8'>Chợ sớm</dd></dl><dl class='gallery-item'><dt class='gallery-icon portrait'><a href='ben.jpg?ver=2'><img width="200" height="300" src="ben-200x300.jpg" alt=""></a></dt></dl><br style="clear: both"></div>"#,
            r#"<figure class="gallery columns-3"><div><figure><a href="./cho.jpg"><img alt="Chợ" src="./cho.jpg"></a><figcaption>Chợ sớm</figcaption></figure><figure><a href="./ben.jpg?ver=2"><img alt="" width="200" height="300" src="./ben.jpg?ver=2"></a></figure></div></figure>"#,
        ),
        // The same in a theme with HTML5 galleries; the second leads to a page.
        (
            r#"<div id='gallery-2' class='gallery galleryid-7 gallery-columns-2 gallery-size-medium'><figure class='gallery-item'><div class='gallery-icon landscape'><a href='cho.jpeg'><img width="300" height="200" src="cho-300x200.jpeg" alt="" srcset="cho-300x200.jpeg 300w, cho-1024x683.jpeg 1024w, cho.jpeg 1600w"></a></div></figure><figure class='gallery-item'><div class='gallery-icon landscape'><a href='/ben/'><img width="300" height="200" src="ben-300x200.jpg" alt=""></a></div><figcaption class='wp-caption-text gallery-caption' id='gallery-2-9'>Bến</figcaption></figure></div>"#,
            r#"<figure class="gallery columns-2"><div><figure><a href="./cho.jpeg"><img alt="" width="300" height="200" srcset="./cho-300x200.jpeg 300w, ./cho-1024x683.jpeg 1024w, ./cho.jpeg 1600w, " src="./cho-300x200.jpeg"></a></figure><figure><a href="https://song-xanh.example/ben/"><img alt="" width="300" height="200" src="./ben-300x200.jpg"></a><figcaption>Bến</figcaption></figure></div></figure>"#,
        ),
        // Gutenberg: nested figures, then the two forms with lists.
        (
            r#"<figure class="wp-block-gallery has-nested-images columns-3 is-cropped wp-block-gallery-1 is-layout-flex"><figure class="wp-block-image size-thumbnail"><a href="cho.webp"><img width="150" height="150" data-id="8" src="cho-150x150.webp" alt="" class="wp-image-8"></a><figcaption class="wp-element-caption">Chợ</figcaption></figure><figure class="wp-block-image size-large"><img data-id="9" src="ben.webp" alt=""></figure><figcaption class="blocks-gallery-caption wp-element-caption">Ven sông</figcaption></figure>"#,
            r#"<figure class="gallery columns-3"><div><figure><a href="./cho.webp"><img alt="" src="./cho.webp"></a><figcaption>Chợ</figcaption></figure><figure><img alt="" src="./ben.webp"></figure></div><figcaption>Ven sông</figcaption></figure>"#,
        ),
        (
            r#"<figure class="wp-block-gallery columns-2 is-cropped"><ul class="blocks-gallery-grid"><li class="blocks-gallery-item"><figure><a href="a.png"><img src="a-150x150.png" data-full-url="a.png"></a><figcaption class="blocks-gallery-item__caption">A</figcaption></figure></li><li class="blocks-gallery-item"><figure><img src="b.png"></figure></li></ul><figcaption class="blocks-gallery-caption">Hai ảnh</figcaption></figure>"#,
            r#"<figure class="gallery columns-2"><div><figure><a href="./a.png"><img alt="" src="./a.png"></a><figcaption>A</figcaption></figure><figure><img alt="" src="./b.png"></figure></div><figcaption>Hai ảnh</figcaption></figure>"#,
        ),
        (
            r#"<ul class="wp-block-gallery alignwide columns-4 is-cropped"><li class="blocks-gallery-item"><figure><img src="a.png"></figure></li><li class="blocks-gallery-item"><figure><img src="b.png"></figure></li></ul>"#,
            r#"<figure class="gallery columns-4"><div><figure><img alt="" src="./a.png"></figure><figure><img alt="" src="./b.png"></figure></div></figure>"#,
        ),
        // A thumbnail by itself; a picture of its own size stays.
        (
            r#"<p><a href="cho.jpg"><img class="alignleft size-thumbnail" width="150" height="150" src="cho-150x150.jpg" alt="Chợ"></a></p><p><a href="ben.jpg"><img width="1024" height="683" src="ben-1024x683.jpg"></a></p>"#,
            r#"<figure><a href="./cho.jpg"><img alt="Chợ" src="./cho.jpg"></a></figure><figure><a href="./ben.jpg"><img alt="" width="1024" height="683" src="./ben-1024x683.jpg"></a></figure>"#,
        ),
        // A box of this name that holds text is no gallery.
        (
            r#"<div class="gallery"><img src="a.jpg"><p>Phòng tranh mở cửa.</p></div>"#,
            r#"<figure><img alt="" src="./a.jpg"></figure><p>Phòng tranh mở cửa.</p>"#,
        ),
    ]);
}

#[test]
fn cards() {
    check_forms(&[
        (
            r#"<figure class="kg-card kg-bookmark-card kg-card-hascaption"><a class="kg-bookmark-container" href="https://tinh.example/quy-hoach"><div class="kg-bookmark-content"><div class="kg-bookmark-title">Quy hoạch bờ sông</div><div class="kg-bookmark-description">Lấy ý kiến đến hết tháng năm.</div><div class="kg-bookmark-metadata"><img class="kg-bookmark-icon" src="https://tinh.example/icon.png" alt=""><span class="kg-bookmark-author">Sở Xây dựng</span><span class="kg-bookmark-publisher">Cổng tỉnh</span></div></div><div class="kg-bookmark-thumbnail"><img src="https://tinh.example/thumb.jpg" alt="" onerror="this.style.display = 'none'"></div></a><figcaption><p><span style="white-space: pre-wrap;">Bản dự thảo</span></p></figcaption></figure>"#,
            r#"<p><a href="https://tinh.example/quy-hoach">Quy hoạch bờ sông</a><br>Lấy ý kiến đến hết tháng năm.</p><p>Bản dự thảo</p>"#,
        ),
        (
            r#"<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="nghi-quyet.pdf" title="Download" download=""><div class="kg-file-card-contents"><div class="kg-file-card-title">Nghị quyết số 12</div><div class="kg-file-card-caption">Bản có chữ ký</div><div class="kg-file-card-metadata"><div class="kg-file-card-filename">nghi-quyet.pdf</div><div class="kg-file-card-filesize">1 MB</div></div></div><div class="kg-file-card-icon"><svg viewBox="0 0 24 24"><title>download-circle</title></svg></div></a></div>"#,
            r#"<p><a href="./nghi-quyet.pdf">Nghị quyết số 12</a><br>Bản có chữ ký · 1 MB</p>"#,
        ),
        (
            r#"<div class="wp-block-file"><object class="wp-block-file__embed" data="nghi-quyet.pdf" type="application/pdf" style="width:100%;height:600px" aria-label="Nhúng Nghị quyết."></object><a id="wp-block-file--media-1" href="nghi-quyet.pdf">Nghị quyết số 12</a><a href="nghi-quyet.pdf" class="wp-block-file__button wp-element-button" download aria-describedby="wp-block-file--media-1">Tải về</a></div>"#,
            r#"<p><a href="./nghi-quyet.pdf">Nghị quyết số 12</a></p>"#,
        ),
        (
            r#"<figure class="kg-card kg-video-card kg-width-regular kg-card-hascaption" data-kg-thumbnail="khai-truong_thumb.jpg" data-kg-custom-thumbnail=""><div class="kg-video-container"><video src="khai-truong.mp4" poster="https://img.spacergif.org/v1/640x360/0a/spacer.png" width="640" height="360" playsinline="" preload="metadata" style="background: transparent url('khai-truong_thumb.jpg') 50% 50% / cover no-repeat;"></video><div class="kg-video-overlay"><button class="kg-video-large-play-icon" aria-label="Play video"><svg></svg></button></div><div class="kg-video-player-container"><div class="kg-video-player"><button class="kg-video-play-icon"></button><span class="kg-video-current-time">0:00</span><div class="kg-video-time">/<span class="kg-video-duration">0:12</span></div><input type="range" class="kg-video-seek-slider" max="100" value="0"></div></div></div><figcaption><p>Lễ khai trương</p></figcaption></figure>"#,
            r#"<figure><video src="./khai-truong.mp4" poster="./khai-truong_thumb.jpg" width="640" height="360"></video><figcaption>Lễ khai trương</figcaption></figure>"#,
        ),
        // What YouTube writes into the code that it gives out is no title.
        (
            r#"<iframe width="560" height="315" src="https://www.youtube.com/embed/abc" title="YouTube video player"></iframe>"#,
            r#"<figure><video src="https://www.youtube.com/embed/abc" width="560" height="315"></video></figure>"#,
        ),
        // Without a link there is only text.
        (
            r#"<div class="wp-block-file"><p>Tệp đã gỡ.</p></div>"#,
            "<p>Tệp đã gỡ.</p>",
        ),
    ]);
}

#[test]
fn frames_say_what_their_author_said() {
    check_forms(&[
        (
            r#"<iframe src="http://127.0.0.1:8080/xem.html?f=1" title="Bản đồ phường"></iframe>"#,
            r#"<p><a href="http://127.0.0.1:8080/xem.html?f=1">Bản đồ phường</a></p>"#,
        ),
        (
            r#"<object data="qh.pdf" type="application/pdf" aria-label="Quy hoạch bờ sông"></object>"#,
            r#"<p><a href="./qh.pdf">Quy hoạch bờ sông</a></p>"#,
        ),
        (
            r#"<figure class="wp-block-embed"><div class="wp-block-embed__wrapper"><iframe src="https://www.google.com/maps/embed?pb=1" width="600" height="450" style="border:0;" allowfullscreen loading="lazy"></iframe></div><figcaption class="wp-element-caption">Đường đến <em>nhà văn hóa</em></figcaption></figure>"#,
            r#"<p><a href="https://www.google.com/maps/embed?pb=1">Đường đến nhà văn hóa</a></p>"#,
        ),
        (
            r#"<figure><embed src="qh.pdf" type="application/pdf" title="Quy hoạch"><figcaption>Bản ký ngày 2/5</figcaption></figure>"#,
            r#"<p><a href="./qh.pdf">Quy hoạch</a></p><p>Bản ký ngày 2/5</p>"#,
        ),
        (
            r#"<object data="qh.pdf" type="application/pdf"><p>Máy này không xem được. <a href="qh.pdf">Tải bản quy hoạch</a></p></object>"#,
            r#"<p><a href="./qh.pdf">Tải bản quy hoạch</a></p>"#,
        ),
        // Nobody said anything: the name of the file, else of the host.
        (
            r#"<iframe src="/tep/b%E1%BA%A3n%20v%E1%BA%BD.pdf#page=2"></iframe><iframe src="https://maps.example/embed?x=1.5"></iframe>"#,
            r#"<p><a href="https://song-xanh.example/tep/b%E1%BA%A3n%20v%E1%BA%BD.pdf#page=2">bản vẽ.pdf</a></p><p><a href="https://maps.example/embed?x=1.5">maps.example</a></p>"#,
        ),
    ]);
}

#[test]
fn task_lists() {
    let expected =
        "<ul><li><p>☑ Dọn bến</p></li><li><p>☐ Sơn <strong>lan can</strong></p></li></ul>";
    check_forms(&[
        // GitHub and markdown-it.
        (
            r#"<ul class="contains-task-list"><li class="task-list-item"><input class="task-list-item-checkbox" type="checkbox" checked disabled> Dọn bến</li><li class="task-list-item"><input class="task-list-item-checkbox" type="checkbox" disabled> Sơn <b>lan can</b></li></ul>"#,
            expected,
        ),
        // Hugo, loose and tight; kramdown.
        (
            r#"<ul><li><p><input checked="" disabled="" type="checkbox"> Dọn bến</p></li><li><input disabled="" type="checkbox"> Sơn <b>lan can</b></li></ul>"#,
            expected,
        ),
        (
            r#"<ul class="task-list"><li class="task-list-item"><input type="checkbox" class="task-list-item-checkbox" disabled="disabled" checked="checked" />Dọn bến</li><li class="task-list-item"><label><input type="checkbox" class="task-list-item-checkbox" disabled="disabled" />Sơn <b>lan can</b></label></li></ul>"#,
            expected,
        ),
        // A form's field is none, and neither is one that stands alone.
        (
            r#"<ul><li><input type="checkbox" name="dong-y" checked> Tôi đồng ý</li><li><input type="text"> Tên</li></ul><p><input type="checkbox"> Nhận thư</p>"#,
            "<ul><li><p>Tôi đồng ý</p></li><li><p>Tên</p></li></ul><p>Nhận thư</p>",
        ),
    ]);
}

#[test]
fn columns_of_tables_are_aligned() {
    let expected = r#"<table><thead><tr><th scope="col">Hàng</th><th scope="col" align="right">Giá</th><th scope="col" align="center">Đơn vị</th></tr></thead><tbody><tr><td>Cá</td><td align="right">5.000</td><td align="center">kg</td></tr></tbody></table>"#;
    check_forms(&[
        // Hugo and kramdown; GitHub; WordPress.
        (
            r#"<table><thead><tr><th>Hàng</th><th style="text-align: right">Giá</th><th style="text-align:center">Đơn vị</th></tr></thead><tbody><tr><td>Cá</td><td style="text-align: right">5.000</td><td style="text-align:center">kg</td></tr></tbody></table>"#,
            expected,
        ),
        (
            r#"<table><thead><tr><th>Hàng</th><th align="right">Giá</th><th align="center">Đơn vị</th></tr></thead><tbody><tr><td>Cá</td><td align="right">5.000</td><td align="center">kg</td></tr></tbody></table>"#,
            expected,
        ),
        (
            r#"<figure class="wp-block-table"><table class="has-fixed-layout"><thead><tr><th>Hàng</th><th class="has-text-align-right" data-align="right">Giá</th><th class="has-text-align-center" data-align="center">Đơn vị</th></tr></thead><tbody><tr><td>Cá</td><td class="has-text-align-right" data-align="right">5.000</td><td class="has-text-align-center" data-align="center">kg</td></tr></tbody></table></figure>"#,
            expected,
        ),
        // Word and old editors align a paragraph inside; what CSS says goes
        // before the attribute; what is no place of text is nothing.
        (
            r#"<table><tr><th>Hàng</th><th><p align="right">Giá</p></th><th class="text-center">Đơn vị</th></tr><tr><td align="justify">Cá</td><td><p style="margin:0; TEXT-ALIGN: Right !important">5.000</p></td><td align="left" style="text-align:center">kg</td></tr></table>"#,
            expected,
        ),
        (
            r#"<table dir="rtl"><tr><th>a<th style="text-align:left">b<tr><td>c<td style="text-align:left">d</table>"#,
            r#"<table><thead><tr><th scope="col"><span dir="rtl">a</span></th><th scope="col" align="left"><span dir="rtl">b</span></th></tr></thead><tbody><tr><td><span dir="rtl">c</span></td><td align="left"><span dir="rtl">d</span></td></tr></tbody></table>"#,
        ),
    ]);
}

#[test]
fn verse_keeps_lines_and_marks() {
    check_forms(&[
        (
            "<pre class=\"wp-block-verse\">Sông xanh một dải\n    <em>lặng lờ\ntrôi</em> qua\n\nBến cũ <strong>còn đây</strong></pre>",
            "<p>Sông xanh một dải<br><em>\u{A0}\u{A0}\u{A0}\u{A0}lặng lờ<br>trôi</em> qua</p><p>Bến cũ <strong>còn đây</strong></p>",
        ),
        (
            "<pre class=\"wp-block-verse has-text-align-center\">Một<br>Hai</pre>",
            "<p>Một<br>Hai</p>",
        ),
        ("<pre>Một\n<i>Hai</i></pre>", "<p>Một<br><em>Hai</em></p>"),
        // Editors that know spans alone.
        (
            r#"<p>Một <span style="font-size:12pt;font-style: italic">hai</span> <span style="font-weight:700">ba</span> <span style="font-weight:400">tư</span></p>"#,
            "<p>Một <em>hai</em> <strong>ba</strong> tư</p>",
        ),
        // Other preformatted text is not verse.
        (
            "<pre class=\"wp-block-preformatted\">a  b\n <em>c</em></pre>",
            "<pre>\n<code>a  b\n c</code></pre>",
        ),
        (
            "<pre><code>a\n<em>b</em></code></pre>",
            "<pre>\n<code>a\nb</code></pre>",
        ),
    ]);
}

#[test]
fn line_numbers_are_no_code() {
    check_forms(&[
        // Hugo: a table, and numbers in the lines.
        (
            "<div class=\"highlight\"><div class=\"chroma\">\n<table class=\"lntable\"><tr><td class=\"lntd\">\n<pre tabindex=\"0\" class=\"chroma\"><code><span class=\"lnt\">1\n</span><span class=\"lnt\">2\n</span></code></pre></td>\n<td class=\"lntd\">\n<pre tabindex=\"0\" class=\"chroma\"><code class=\"language-toml\" data-lang=\"toml\"><span class=\"line\"><span class=\"cl\"><span class=\"nx\">a</span> = <span class=\"mi\">1</span>\n</span></span><span class=\"line\"><span class=\"cl\"><span class=\"nx\">b</span> = 2</span></span></code></pre></td></tr></table>\n</div>\n</div>",
            "<pre data-language=\"toml\">\n<code>a = 1\nb = 2</code></pre>",
        ),
        (
            "<div class=\"highlight\"><pre tabindex=\"0\" class=\"chroma\"><code class=\"language-sh\" data-lang=\"sh\"><span class=\"line\"><span class=\"ln\">1</span><span class=\"cl\">ls\n</span></span><span class=\"line\"><span class=\"ln\">2</span><span class=\"cl\">pwd\n</span></span></code></pre></div>",
            "<pre data-language=\"sh\">\n<code>ls\npwd</code></pre>",
        ),
        // Jekyll: Rouge by kramdown, and by its own tag.
        (
            "<div class=\"language-ruby highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code><table class=\"rouge-table\"><tbody><tr><td class=\"rouge-gutter gl\"><pre class=\"lineno\">1\n2\n</pre></td><td class=\"rouge-code\"><pre><span class=\"nb\">puts</span> 1\n<span class=\"nb\">puts</span> 2\n</pre></td></tr></tbody></table></code></pre></div></div>",
            "<pre data-language=\"ruby\">\n<code>puts 1\nputs 2</code></pre>",
        ),
        (
            "<figure class=\"highlight\"><pre><code class=\"language-ruby\" data-lang=\"ruby\"><table class=\"rouge-table\"><tbody><tr><td class=\"gutter gl\"><pre class=\"lineno\">1\n</pre></td><td class=\"code\"><pre>puts 1\n</pre></td></tr></tbody></table></code></pre></figure>",
            "<pre data-language=\"ruby\">\n<code>puts 1</code></pre>",
        ),
        // Pygments, and a script beside highlight.js.
        (
            "<table class=\"highlighttable\"><tr><td class=\"linenos\"><div class=\"linenodiv\"><pre><span class=\"normal\">1</span>\n<span class=\"normal\">2</span></pre></div></td><td class=\"code\"><div><pre>a\nb</pre></div></td></tr></table>",
            "<pre>\n<code>a\nb</code></pre>",
        ),
        (
            "<pre><code class=\"hljs language-js\"><table class=\"hljs-ln\"><tbody><tr><td class=\"hljs-ln-line hljs-ln-numbers\" data-line-number=\"1\"><div class=\"hljs-ln-n\">1</div></td><td class=\"hljs-ln-line hljs-ln-code\">a</td></tr><tr><td class=\"hljs-ln-line hljs-ln-numbers\"><div class=\"hljs-ln-n\">2</div></td><td class=\"hljs-ln-line hljs-ln-code\">b</td></tr></tbody></table></code></pre>",
            "<pre data-language=\"js\">\n<code>a\nb</code></pre>",
        ),
        // Prism says "line-numbers" of the code itself.
        (
            "<pre class=\"line-numbers language-c\"><code>int a;<span aria-hidden=\"true\" class=\"line-numbers-rows\"><span></span></span></code></pre>",
            "<pre data-language=\"c\">\n<code>int a;</code></pre>",
        ),
    ]);
}

/// Words enough to be the text of an article.
const TEXT: &str = "Từ tuần này thư viện bên sông mở cửa đến chín giờ tối, cả thứ Bảy.";

#[test]
fn a_list_of_contents_is_left_to_the_reader() {
    #[track_caller]
    fn check(contents: &str) {
        let blocks = format!("{contents}<h2 id=gio>Giờ</h2><p>{TEXT}</p>");
        let (blocks, warnings) = read_html(&blocks);
        assert_eq!(blocks.len(), 2, "{blocks:?}");
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(warnings[0].contains("left out"), "{warnings:?}");
    }
    let list =
        "<ul><li><a href='#gio'>Giờ</a><ul><li><a href='#the'>Làm thẻ</a></li></ul></li></ul>";
    for around in [
        "<nav id=TableOfContents>LIST</nav>",
        "<div id='ez-toc-container' class='ez-toc-v2_0_80 counter-hierarchy'><div class='ez-toc-title-container'><p class='ez-toc-title'>Mục lục</p></div><nav>LIST</nav></div>",
        "<div id='toc_container' class='no_bullets'><p class='toc_title'>Nội dung</p>LIST</div>",
        "<nav class='wp-block-table-of-contents'>LIST</nav>",
        "<div class='toc'><details><summary>Mục lục</summary><div class='inner'>LIST</div></details></div>",
        "<details class='toc'><summary>Mục lục</summary>LIST</details>",
        "<h2 class='no_toc' id='mục-lục'>Mục lục</h2><ul id='markdown-toc'><li><a href='#gio' id='markdown-toc-gio'>Giờ</a></li></ul>",
        "<div class='wp-block-rank-math-toc-block' id='rank-math-toc'><h2>Mục lục</h2><nav>LIST</nav></div>",
    ] {
        check(&around.replace("LIST", list));
    }
    // What is no list of the page's own sections stays.
    check_forms(&[
        (
            "<div class=toc><ul><li><a href='/chuong-1'>Chương 1</a></li></ul></div>",
            r#"<ul><li><p><a href="https://song-xanh.example/chuong-1">Chương 1</a></p></li></ul>"#,
        ),
        (
            "<div class='post has-toc'><p>Nói về mục lục.</p><p><a href='#gio'>Giờ</a></p></div>",
            r##"<p>Nói về mục lục.</p><p><a href="#%67%69%6F">Giờ</a></p>"##,
        ),
    ]);
}

#[test]
fn lines_about_the_post_are_no_text() {
    // As the themes of WordPress end a post.
    check_article(
        &format!(
            "<header><h1>Thư viện</h1></header><div class=entry-content><p>{TEXT}</p></div>\
             <footer class='entry-footer default-max-width'><span class='cat-links'>Đăng trong <a href='/tin/' rel='category tag'>Tin phường</a></span>\
             <span class='tags-links'>Từ khóa: <a href='/t/sach/' rel='tag'>sách</a>, <a href='/t/toi/' rel='tag'>buổi tối</a></span></footer>\
             <div class='author-bio show'><h2 class='author-title'>Về <b>Lê Lan</b></h2><p class='author-description'>Lan viết về sách. <a class='author-link' href='/lan' rel='author'>Xem mọi bài của Lan</a></p></div>"
        ),
        &format!(
            "title: Thư viện\ntags: sách, buổi tối\n--\np {TEXT}\n--\n! article: inside its element, parts that are marked as something else were left out: <div author-bio show>"
        ),
    );
    check_article(
        &format!(
            "<h1>Thư viện</h1><p>{TEXT}</p><div class='post-taxonomies'><span class='cat-links'>Categorized as <a href='/tin/' rel='category tag'>Tin</a> </span></div>\
             <p class='page__taxonomy'><strong>Tags: </strong><span itemprop='keywords'><a href='/t/' rel='tag'>sách</a></span></p>\
             <ul class='post-tags'><li><a href='/tags/toi/'>tối</a></li></ul>"
        ),
        &format!("title: Thư viện\ntags: sách, tối\n--\np {TEXT}\n--"),
    );
    // A link in a sentence stays in it, and so does a short text beside tags.
    check_article(
        &format!("<h1>Thư viện</h1><p>{TEXT} Xem <a rel=tag href=/t>thẻ</a>.</p>"),
        &format!(
            "title: Thư viện\ntags: thẻ\n--\np {TEXT} Xem [thẻ](own https://song-xanh.example/t).\n--"
        ),
    );
    check_article(
        "<h1>Thư viện</h1><div><p>Nghỉ lễ.</p><p>Từ khóa: <a rel=tag href=/t>lễ</a></p></div>",
        "title: Thư viện\ntags: lễ\n--\np Nghỉ lễ.\n--",
    );
}

#[test]
fn the_comment_form_of_a_short_post_is_no_text() {
    let respond = "<div id='respond' class='comment-respond'><h3 id='reply-title' class='comment-reply-title'>Để lại một bình luận <small><a rel='nofollow' id='cancel-comment-reply-link' href='/bai/1.html#respond' style='display:none;'>Hủy</a></small></h3><form action='/wp-comments-post.php' method='post' id='commentform' class='comment-form'><p class='comment-notes'><span id='email-notes'>Email của bạn sẽ không được hiển thị công khai.</span> <span class='required-field-message'>Các trường bắt buộc được đánh dấu <span class='required'>*</span></span></p><p class='comment-form-comment'><label for='comment'>Bình luận</label> <textarea id='comment' name='comment'></textarea></p><p class='form-submit'><input type='submit' value='Phản hồi'></p></form></div>";
    let expected = "title: Nghỉ lễ\n--\np Thư viện nghỉ lễ.\n--\n! article: inside its element, parts that are marked as something else were left out: <div comment-respond respond>";
    check_article(
        &format!("<h1>Nghỉ lễ</h1><p>Thư viện nghỉ lễ.</p>{respond}"),
        expected,
    );
    // The form holds more than half of the page's letters: it is seen at second sight.
    let first = "<p comment-form-comment>\n! article: inside its element, parts that are marked as something else were left out: <div";
    check_page(
        &format!(
            "<title>Nghỉ lễ</title><article><h1>Nghỉ lễ</h1><p>Thư viện nghỉ lễ.</p>{respond}</article>"
        ),
        &expected.replace("<div", first),
    );
    // Beside the article, and where nothing is marked as one.
    check_page(
        &format!(
            "<title>Nghỉ lễ</title><main><article><h1>Nghỉ lễ</h1><p>Thư viện nghỉ lễ.</p></article><div id='comments' class='comments-area'>{respond}</div></main>"
        ),
        &expected
            .replace("<div", first)
            .replace("comment-respond respond", "comments-area comments"),
    );
    let body = format!(
        "<title>Nghỉ lễ</title><div class=post><h1>Nghỉ lễ</h1><div class=text><p>Thư viện nghỉ lễ.</p></div></div>{respond}"
    );
    let (article, _) = NativeHtml { base: BASE }.read_page(&body).unwrap();
    assert_eq!(article.body, [paragraph("Thư viện nghỉ lễ.")]);
}

#[test]
fn further_pages_of_a_post_are_named() {
    let links = "<div class=\"page-links\">Trang: <span class=\"post-page-numbers current\" aria-current=\"page\">1</span> <a href=\"https://song-xanh.example/bai/1.html/2/\" class=\"post-page-numbers\">2</a> <a href=\"https://song-xanh.example/bai/1.html/3/\" class=\"post-page-numbers\">3</a></div>";
    let expected = format!(
        "title: Thư viện\nrest: Pages\n--\np {TEXT}\np Trang: 1 [2](own ./1.html/2/) [3](own ./1.html/3/)\n--\n! article: goes on at https://song-xanh.example/bai/1.html/2/, https://song-xanh.example/bai/1.html/3/; only this page of it is shown"
    )
    .replace("https://song-xanh.example/bai/", "./");
    check_article(&format!("<h1>Thư viện</h1><p>{TEXT}</p>{links}"), &expected);
    let page = |links: &str, head: &str| {
        format!(
            "<title>Thư viện</title>{head}<article><h1>Thư viện</h1><p>{TEXT}</p>{links}</article>"
        )
    };
    check_page(&page(links, ""), &expected);
    // A theme may call them what it calls the list of its posts.
    check_page(
        &page(&links.replace("page-links", "pagination page-links"), ""),
        &expected,
    );
    // A head that says so, of the same post and of another one.
    check_page(
        &page("", "<link rel=next href='/bai/1.html/2/'>"),
        &format!(
            "title: Thư viện\nrest: Pages\n--\np {TEXT}\n--\n! article: goes on at ./1.html/2/; only this page of it is shown"
        ),
    );
    for other in [
        "/bai/2.html",
        "/bai/1.html/khac/",
        "/page/2/",
        "/bai/1.html",
    ] {
        check_page(
            &page("", &format!("<link rel=next href='{other}'>")),
            &format!("title: Thư viện\n--\np {TEXT}\n--"),
        );
    }
}

#[test]
fn what_is_kept_for_some_is_told() {
    let form = "<form action='/wp-login.php?action=postpass' class='post-password-form' method='post'><p>Nội dung này được bảo mật.</p><p><label for='pwbox-9'>Mật khẩu: <input name='post_password' id='pwbox-9' type='password'></label> <input type='submit' value='Nhập'></p></form>";
    check_page(
        &format!(
            "<title>Họp kín</title><article><h1>Họp kín</h1><div class='entry-content'>{form}</div></article>"
        ),
        "title: Họp kín\nrest: Password\n--\n--",
    );
    for note in [
        "<aside class='gh-post-upgrade-cta'><div class='gh-post-upgrade-cta-content'><h2>This post is for subscribers only</h2><a class='gh-btn' data-portal='signup' href='#/portal/signup'>Subscribe now</a></div></aside>",
        "<div class='wp-block-premium-content-logged-out-view'><p>Đăng ký để đọc tiếp.</p></div>",
        "<div class='pmpro_content_message'>Chỉ dành cho hội viên.</div>",
        "<div class='mepr-unauthorized-message'><p>Bạn chưa đăng nhập.</p></div>",
    ] {
        check_article(
            &format!("<h1>Thư viện</h1><p>{TEXT}</p>{note}"),
            &format!("title: Thư viện\nrest: Members\n--\np {TEXT}\n--"),
        );
    }
}

#[test]
fn a_page_about_a_picture_is_no_picture() {
    check_forms(&[
        (
            r#"<figure><a href="/wiki/File:Banh_la.jpg"><img width="180" height="120" src="thumb.jpg"></a></figure>"#,
            r#"<figure><a href="https://song-xanh.example/wiki/File:Banh_la.jpg"><img alt="" width="180" height="120" src="./thumb.jpg"></a></figure>"#,
        ),
        (
            r#"<figure><a href="https://code.example/a/b/blob/main/x.png"><img width="180" height="120" src="thumb.png"></a></figure>"#,
            r#"<figure><a href="https://code.example/a/b/blob/main/x.png"><img alt="" width="180" height="120" src="./thumb.png"></a></figure>"#,
        ),
    ]);
}

#[test]
fn a_page_about_a_person_keeps_its_text() {
    check_article(
        &format!("<h1>Lan</h1><p>Người viết.</p><div class='author-bio'><p>{TEXT}</p></div>"),
        &format!("title: Lan\n--\np Người viết.\np {TEXT}\n--"),
    );
}

/// An article around a paragraph.
pub(super) fn around(inside: &str) -> String {
    format!("<article><h1>a</h1><p>{inside}</p></article>")
}

#[test]
fn a_drawing_whose_size_nobody_measured() {
    check_article(
        &around("<img src='/so-do.SVG?v=1' alt='Sơ đồ' width=1 height=1>"),
        "title: a\n--\nfigure https://song-xanh.example/so-do.SVG?v=1 \"Sơ đồ\"\n--",
    );
    for pixel in [
        "<img src='/a.svg' width=1 height=1>",
        "<img src='/a.gif' alt='b' width=1 height=1>",
    ] {
        let (article, _) = read_article(&html_root(&around(pixel)), &CONTEXT).unwrap();
        assert_eq!(article.body, [], "{pixel}");
    }
}

#[test]
fn elements_of_amp() {
    check_article(
        "<article><h1>a</h1><figure><amp-img src='/b.jpg' width=1200 height=800 alt='B'></amp-img><figcaption>C</figcaption></figure>\
         <amp-video src='/d.mp4'></amp-video><amp-iframe src='https://player.vimeo.com/video/76979871'></amp-iframe>\
         <amp-audio src='/e.mp3'></amp-audio></article>",
        "title: a\n--\nfigure https://song-xanh.example/b.jpg \"B\" 1200x800 | C\nvideo https://song-xanh.example/d.mp4 None\n\
         video https://player.vimeo.com/video/76979871 None\naudio https://song-xanh.example/e.mp3 None\n--",
    );
}

#[test]
fn headings_are_found_by_a_name_inside() {
    for heading in [
        "<h2 id=c>C</h2>",
        "<h2><span class=ez-toc-section id=c></span>C<span class=ez-toc-section-end></span></h2>",
        "<h2><a name=c></a>C</h2>",
        "<h2><span class=mw-headline id=c>C</span><span class=mw-editsection>[<a href='/edit'>edit</a>]</span></h2>",
    ] {
        let (article, _) = read_article(
            &html_root(&format!("<article><h1>a</h1>{heading}<p>b</p></article>")),
            &CONTEXT,
        )
        .unwrap();
        let expected = Heading {
            level: 2,
            id: Some("c".to_owned()),
            text: vec![text("C")],
        };
        assert_eq!(article.body[0], Block::Heading(expected), "{heading}");
    }
}

/// The REST API asks no provider, and leaves the address as it is.
#[test]
fn embeds_that_stayed_addresses() {
    let embed = |class: &str, words: &str| {
        format!(
            "<article><h1>a</h1><figure class='wp-block-embed {class}'><div class='wp-block-embed__wrapper'>\n{words}\n</div>\
             <figcaption>c</figcaption></figure></article>"
        )
    };
    check_article(
        &embed(
            "is-type-video",
            "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        ),
        "title: a\n--\nvideo https://www.youtube.com/watch?v=aqz-KE-bpKQ None | c\n--",
    );
    check_article(
        &embed("is-type-rich", "https://social.example/xom/20"),
        "title: a\n--\np [https://social.example/xom/20](https://social.example/xom/20)\np c\n--",
    );
    check_article(
        &embed("is-type-rich", "See https://a.example"),
        "title: a\n--\np See https://a.example\np c\n--",
    );
}
