//! Pages whose optimiser moves, joins or inlines readerly.js, and pages that
//! give it a name of their own.

use anyhow::Result;
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::origin::{Answer, FileMount, dist_file};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::{stories, stories_in_every_engine};

use crate::parts::{FALLBACK, article_answer, assert_quiet, reader};

stories! {
    joined_with_other_scripts,
    an_element_may_not_name_another_origin,
    a_base_that_is_no_address,
    a_tag_that_says_the_folder_alone,
    a_wrong_folder,
    mount_may_name_any_folder,
}

stories_in_every_engine! {
    inlined_with_the_folder_on_its_tag,
    import_maps,
    preload_lines,
    properties_are_attributes,
}

/// The loader as an optimiser joins it: behind another script, elsewhere.
fn join(stage: &Stage) -> Result<()> {
    let mut all = b"window.first = 1;\n;".to_vec();
    all.extend(dist_file("readerly.js")?);
    all.extend_from_slice(b"\n;window.last = 1;");
    stage
        .site
        .set("/cache/all.js", Answer::new("text/javascript", all));
    stage.site.mount(FileMount::dist("/files/")?);
    stage
        .site
        .set("/article.json", article_answer("Bài với tệp ở nơi khác"));
    Ok(())
}

const JOINED: &str = "<script defer src=\"/cache/all.js\"></script>";

async fn joined_with_other_scripts(stage: &Stage) -> Result<()> {
    join(stage)?;
    let page = &stage.page;
    for base in ["/files/", "files", &stage.site.url("/files")] {
        stage
            .show(
                JOINED,
                &reader(&format!("src=\"/article.json\" base=\"{base}\"")),
            )
            .await?;
        page.wait_for_text("h1.title", "Bài với tệp ở nơi khác")
            .await?;
        assert_quiet(&page.record().await?);
    }
    // Without it, nobody can know, and what would tell more is not found either;
    // yet the owner is told what to do.
    stage.show(JOINED, &reader("src=\"/article.json\"")).await?;
    fails(
        stage,
        "missing-file",
        &[
            "/cache/readerly",
            "upload all files, or",
            "name their folder by data-base",
        ],
    )
    .await
}

async fn an_element_may_not_name_another_origin(stage: &Stage) -> Result<()> {
    join(stage)?;
    let page = &stage.page;
    let elsewhere = reader(&format!(
        "src=\"/article.json\" base=\"{}\"",
        stage.cdn.url("/")
    ));
    // The word of another element is good, and counts for the page.
    let good = "<readerly-article id=\"good\" src=\"/article.json\" base=\"/files/\" loading=\"eager\"></readerly-article>";
    stage.show(JOINED, &(elsewhere + good)).await?;
    page.wait_for_text("h1.title", "Bài với tệp ở nơi khác")
        .await?;
    let record = page
        .wait_for_record("the warning", |record| !record.lines("warn").is_empty())
        .await?;
    let line = record.lines("warn").concat();
    for part in ["names another origin", "ignored", "data-base"] {
        assert!(line.contains(part), "{part} is not in {line}");
    }
    assert!(record.events("readerly-error").is_empty(), "{record:#?}");
    assert_eq!(stage.cdn.requests("/").len(), 0);
    // The folder of readerly.js and what is below it may be named, and nothing
    // else of its origin.
    stage.cdn.mount(FileMount::dist("/own/")?);
    stage.cdn.mount(FileMount::dist("/own/moved/")?);
    stage.cdn.mount(FileMount::dist("/others/")?);
    let tag = format!(
        "<script async src=\"{}\"></script>",
        stage.cdn.url("/own/readerly.js")
    );
    for (folder, counts) in [("/own/moved/", true), ("/others/", false)] {
        stage.cdn.forget_requests();
        let base = stage.cdn.url(folder);
        let body = reader(&format!("src=\"/article.json\" base=\"{base}\""));
        stage.show(&tag, &body).await?;
        page.wait_for_text("h1.title", "Bài với tệp ở nơi khác")
            .await?;
        let used = if counts { folder } else { "/own/" };
        assert_eq!(
            stage.cdn.count(&format!("{used}readerly_bg.wasm")),
            1,
            "{folder}"
        );
    }
    Ok(())
}

/// The folder of readerly.js serves all the same.
async fn a_base_that_is_no_address(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài với địa chỉ sai"));
    stage
        .embed(&reader("src=\"/article.json\" base=\"http://\""))
        .await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài với địa chỉ sai")
        .await?;
    stage
        .page
        .wait_for_record("the warning", |record| {
            let line = record.lines("warn").concat();
            line.contains("base=\"http://\" is no address")
        })
        .await?;
    Ok(())
}

/// Beside elements, a tag that says the folder alone puts no reader on the page.
async fn a_tag_that_says_the_folder_alone(stage: &Stage) -> Result<()> {
    join(stage)?;
    let tag = "<script async src=\"/cache/all.js\" data-base=\"/files/\"></script>";
    stage.show(tag, &reader("src=\"/article.json\"")).await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài với tệp ở nơi khác")
        .await?;
    assert_eq!(stage.page.count("readerly-article").await?, 1);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// Where the folder that was named is wrong, nobody is told to name one.
async fn a_wrong_folder(stage: &Stage) -> Result<()> {
    join(stage)?;
    stage
        .show(JOINED, &reader("src=\"/article.json\" base=\"/wrong/\""))
        .await?;
    fails(
        stage,
        "missing-file",
        &["/wrong/readerly", "upload all files"],
    )
    .await?;
    let line = stage.page.record().await?.lines("error").concat();
    assert!(!line.contains("base="), "{line}");
    // mount() may be called again with the right one.
    let again = "return window.Readerly.mount('#place', { src: '/article.json', base: arguments[0] }).then(() => true, () => false);";
    let page = &stage.page;
    stage.show(JOINED, "<div id=\"place\"></div>").await?;
    page.wait_until("the loader", "return !!window.Readerly;")
        .await?;
    assert_eq!(page.run(again, vec!["/wrong/".into()]).await?, false);
    assert_eq!(page.run(again, vec!["/files/".into()]).await?, true);
    Ok(())
}

async fn mount_may_name_any_folder(stage: &Stage) -> Result<()> {
    join(stage)?;
    let script = format!(
        "{JOINED}<script type=\"module\">window.Readerly.mount('#place', {{ src: '/article.json', base: '{}' }});</script>",
        stage.cdn.url("/")
    );
    stage.show(&script, "<div id=\"place\"></div>").await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài với tệp ở nơi khác")
        .await?;
    assert_eq!(stage.cdn.count("/readerly_bg.wasm"), 1);
    Ok(())
}

async fn inlined_with_the_folder_on_its_tag(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài với mã trong trang"));
    let loader = String::from_utf8(dist_file("readerly.js")?)?;
    let tag = format!(
        "<script data-base=\"{}\" data-src=\"/article.json\" data-counter=\"/counter.json\">{loader}</script>",
        stage.cdn.url("/")
    );
    stage.site.set(
        "/counter.json",
        Answer::json(crate::parts::counts(13, 2_497_859)),
    );
    stage.show("", &tag).await?;
    let page = &stage.page;
    page.wait_for_text("h1.title", "Bài với mã trong trang")
        .await?;
    // What comes later is in the same folder.
    page.wait_for_text("section.counter .online", "13").await?;
    assert_quiet(&page.record().await?);
    Ok(())
}

/// A name of the page's own for the module.
async fn import_maps(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài qua bản đồ nhập"));
    let head = format!(
        "<script type=\"importmap\">{{ \"imports\": {{ \"readerly\": \"{}\" }} }}</script>\
         <script type=\"module\">import {{ mount, version }} from 'readerly'; window.version = version;\
         mount('#place', {{ src: '/article.json' }});</script>",
        stage.cdn.url("/readerly.mjs")
    );
    stage.show(&head, "<div id=\"place\"></div>").await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài qua bản đồ nhập")
        .await?;
    assert_eq!(
        stage.page.run("return window.version;", Vec::new()).await?,
        env!("CARGO_PKG_VERSION")
    );
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// The lines of the release, as they stand: each file comes once.
async fn preload_lines(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài được nạp trước"));
    // As docs/hosting.md has it: not every engine keeps a preloaded answer by itself.
    let kept = "public, max-age=31536000, immutable";
    stage
        .site
        .mount(FileMount::dist("/readerly/")?.with_header("Cache-Control", kept));
    let lines = String::from_utf8(dist_file("readerly-preload.html")?)?;
    let head = format!("{lines}<script async src=\"/readerly/readerly.js\"></script>");
    stage.show(&head, &reader("src=\"/article.json\"")).await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài được nạp trước")
        .await?;
    for file in ["readerly-glue.js", "readerly_bg.wasm", "readerly.css"] {
        // WebKitGTK preloads and then does not use what `fetch` is to have.
        let is_used = stage.engine != Engine::WebKit || file.ends_with("js");
        let most = if is_used { 1 } else { 2 };
        let asked = stage.site.count(&format!("/{file}"));
        assert!((1..=most).contains(&asked), "{file}: {asked}");
    }
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// What frameworks set, before and after the element has its class.
async fn properties_are_attributes(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài đặt bằng thuộc tính"));
    stage
        .site
        .set("/counter.json", Answer::json(crate::parts::counts(13, 100)));
    let early = "<script>const early = document.createElement('readerly-article'); early.id = 'reader';\
        early.src = '/article.json'; early.counterShow = 'total';\
        document.body.append(early);</script>";
    stage.embed(early).await?;
    let page = &stage.page;
    page.wait_for_text("h1.title", "Bài đặt bằng thuộc tính")
        .await?;
    let script = "const element = document.getElementById('reader');
        const before = [element.getAttribute('src'), element.src, element.counterShow, element.hit, element.theme];
        element.counter = '/counter.json';
        element.counterEvery = 60;
        element.hit = true;
        element.theme = 'dark';
        element.map = { title: '/title' };
        const after = [element.getAttribute('counter-every'), element.getAttribute('hit'), element.hit, element.map];
        element.hit = false;
        element.map = null;
        element.consent('youtube');
        const allowed = element.getAttribute('consent');
        element.consent = 'always';
        return [before, after, element.hasAttribute('hit'), element.hasAttribute('map'), allowed,
          element.getAttribute('consent'), typeof element.consent, element.lang];";
    let found = page.run(script, Vec::new()).await?;
    let expected = serde_json::json!([
        ["/article.json", "/article.json", "total", false, ""],
        ["60", "", true, "{\"title\":\"/title\"}"],
        false,
        false,
        "external youtube",
        "always",
        "function",
        ""
    ]);
    assert_eq!(found, expected);
    page.wait_for_text("section.counter .total", "100").await?;
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn fails(stage: &Stage, code: &str, parts: &[&str]) -> Result<()> {
    let record = stage.page.wait_for_event("readerly-error").await?;
    let detail = &record.events("readerly-error")[0].detail;
    assert!(detail.contains(&format!("\"code\":\"{code}\"")), "{detail}");
    let line = record.lines("error").concat();
    for part in parts {
        assert!(line.contains(part), "{part} is not in {line}");
    }
    assert!(stage.page.text().await?.contains(FALLBACK));
    Ok(())
}
