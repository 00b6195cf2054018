//! What WordPress, Ghost, Hugo and Jekyll make of a post, as a browser's parser
//! has it. What each piece becomes is decided in tables beside the walk.

use anyhow::Result;
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use serde_json::json;

use crate::parts::assert_in_order;

stories! {
    a_post_of_every_system_is_read_as_its_author_meant_it,
    an_article_that_an_editor_put_behind_the_element_is_explained,
}

/// One post with a piece of each system.
const POST: &str = r##"
<readerly-article id="reader" lang="vi" loading="eager"><article>
<header><h1>Chợ ven sông</h1></header>
<div id="ez-toc-container" class="ez-toc-v2_0_80 counter-hierarchy"><p class="ez-toc-title">Mục lục</p><nav><ul class="ez-toc-list"><li><a class="ez-toc-link" href="#anh">Ảnh</a></li><li><a class="ez-toc-link" href="#viec">Việc</a></li></ul></nav></div>
<h2 id="anh">Ảnh</h2>
<div id="gallery-1" class="gallery galleryid-7 gallery-columns-3 gallery-size-thumbnail"><dl class="gallery-item"><dt class="gallery-icon landscape"><a href="/a.jpg"><img width="150" height="150" src="/a-150x150.jpg" alt="Chợ"></a></dt></dl><dl class="gallery-item"><dt class="gallery-icon"><a href="/b.jpg"><img width="150" height="150" src="/b-150x150.jpg" alt="Bến"></a></dt></dl><dl class="gallery-item"><dt class="gallery-icon"><a href="/c.jpg"><img width="150" height="150" src="/c-150x150.jpg" alt="Kè"></a></dt></dl><br style="clear: both"></div>
<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://tinh.example/quy-hoach"><div class="kg-bookmark-content"><div class="kg-bookmark-title">Quy hoạch bờ sông</div><div class="kg-bookmark-description">Lấy ý kiến.</div></div><div class="kg-bookmark-thumbnail"><img src="https://tinh.example/thumb.jpg" alt=""></div></a></figure>
<div class="wp-block-file"><object class="wp-block-file__embed" data="/nghi-quyet.pdf" type="application/pdf" aria-label="Nhúng Nghị quyết."></object><a href="/nghi-quyet.pdf">Nghị quyết số 12</a><a href="/nghi-quyet.pdf" class="wp-block-file__button wp-element-button" download>Tải về</a></div>
<figure class="wp-block-embed"><iframe src="about:blank" data-src="/ban-do.html"></iframe><figcaption>Đường đến chợ</figcaption></figure>
<h2 id="viec">Việc</h2>
<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" checked disabled> Dọn bến</li><li class="task-list-item"><input type="checkbox" disabled> Sơn lan can</li></ul>
<table><thead><tr><th>Hàng</th><th style="text-align: right">Giá</th></tr></thead><tbody><tr><td>Cá</td><td style="text-align: right">5.000</td></tr></tbody></table>
<pre class="wp-block-verse">Sông xanh <em>một dải
  lặng lờ</em></pre>
<div class="highlight"><table class="lntable"><tr><td class="lntd"><pre class="chroma"><code><span class="lnt">1
</span><span class="lnt">2
</span></code></pre></td><td class="lntd"><pre class="chroma"><code class="language-sh" data-lang="sh"><span class="line">ls
</span><span class="line">pwd
</span></code></pre></td></tr></table></div>
<div class="page-links">Trang: <span class="post-page-numbers current">1</span> <a href="/cho/2/" class="post-page-numbers">2</a></div>
<footer class="entry-footer"><span class="cat-links">Đăng trong <a href="/tin/" rel="category tag">Tin phường</a></span> <span class="tags-links">Từ khóa: <a href="/t/cho/" rel="tag">chợ</a></span></footer>
<div class="author-box"><p>Lan viết về sách.</p></div>
<div id="respond" class="comment-respond"><form id="commentform"><p>Email của bạn sẽ không được hiển thị.</p></form></div>
</article></readerly-article>"##;

async fn a_post_of_every_system_is_read_as_its_author_meant_it(stage: &Stage) -> Result<()> {
    stage.embed(POST).await?;
    stage.page.wait_for_text("h1.title", "Chợ ven sông").await?;
    let shown = stage
        .page
        .run(
            r#"
const root = document.querySelector("readerly-article").shadowRoot;
const all = (selector, of) => [...root.querySelectorAll(selector)].map(of);
const gallery = root.querySelector(".gallery-pictures");
return {
  words: root.querySelector("article").innerText,
  pictures: all(".gallery img", (image) => new URL(image.src).pathname),
  columns: [700, 320].map((width) => {
    gallery.style.inlineSize = `${width}px`;
    return getComputedStyle(gallery).gridTemplateColumns.split(" ").length;
  }),
  links: all(".body p > a", (link) => link.textContent),
  tasks: all(".task", (item) => item.textContent),
  prices: all("td", (cell) => getComputedStyle(cell).textAlign),
  verse: all(".body p > em", (line) => line.innerText.replaceAll("\u{A0}", "_")),
  code: all("pre", (code) => code.textContent),
  tags: all(".tags li", (tag) => tag.textContent),
};"#,
            vec![],
        )
        .await?;
    assert_eq!(
        shown["pictures"],
        json!(["/a.jpg", "/b.jpg", "/c.jpg"]),
        "the pictures, not their thumbnails"
    );
    assert_eq!(shown["columns"], json!([3, 2]), "three where there is room");
    assert_eq!(
        shown["links"],
        json!([
            "Quy hoạch bờ sông",
            "Nghị quyết số 12",
            "Đường đến chợ",
            "2"
        ])
    );
    assert_eq!(shown["tasks"], json!(["☑ Dọn bến", "☐ Sơn lan can"]));
    assert_eq!(shown["prices"], json!(["start", "right"]));
    assert_eq!(shown["verse"], json!(["một dải\n__lặng lờ"]));
    assert_eq!(shown["code"], json!(["ls\npwd"]));
    assert_eq!(shown["tags"], json!(["chợ"]));
    let words = shown["words"].as_str().unwrap_or_default();
    assert_in_order(words, &["Ảnh", "Việc", "Trang: 1 2"]);
    for gone in [
        "Mục lục",
        "Tải về",
        "Đăng trong",
        "Lan viết",
        "Email của bạn",
    ] {
        assert!(!words.contains(gone), "{gone}: {words}");
    }
    let warnings = stage.page.record().await?.lines("warn").join("\n");
    assert!(warnings.contains("/cho/2/"), "{warnings}");
    Ok(())
}

async fn an_article_that_an_editor_put_behind_the_element_is_explained(
    stage: &Stage,
) -> Result<()> {
    stage
        .embed(
            "<p><readerly-article id=\"reader\" lang=\"vi\" loading=\"eager\"></p>\n\
             <article><h2>Chợ</h2><p>Chợ mở lại.</p></article>\n<p></readerly-article></p>",
        )
        .await?;
    let record = stage
        .page
        .wait_for_record("the error", |record| {
            !record.events("readerly-error").is_empty()
        })
        .await?;
    let line = record.lines("error").join("\n");
    assert!(line.contains("Custom HTML"), "{line}");
    Ok(())
}
