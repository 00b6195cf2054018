// An article with a counter as components, the same ones for React and Preact:
// "framework" is react.js or preact.js, whichever this file is bundled with.
import DOMPurify from "dompurify";
import { memo, show, useEffect, useJson } from "framework";
import { offer } from "./place.js";

const numbers = new Intl.NumberFormat("vi");
const dates = new Intl.DateTimeFormat("vi", { dateStyle: "long", timeStyle: "short" });
const MARKS = new Set(["strong", "em", "sub", "sup", "mark", "code"]);

/** An address that is safe to put on a page, as any site has to make sure. */
function safe(url) {
  try {
    return ["http:", "https:", "mailto:", "tel:"].includes(new URL(url, document.baseURI).protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

function Text({ of: text }) {
  if (typeof text === "string") return text;
  return text.map((part, index) => {
    if (typeof part === "string") return part;
    if (part.type === "link") return <a key={index} href={safe(part.url)}><Text of={part.text} /></a>;
    const Mark = part.type;
    return MARKS.has(Mark) ? <Mark key={index}><Text of={part.text} /></Mark> : <Text key={index} of={part.text} />;
  });
}

const Picture = ({ of: { image, caption, credit }, kind, loading }) => (
  <figure className={kind}>
    <img alt={image.alt} width={image.width} height={image.height} loading={loading} src={safe(image.url)} />
    <figcaption><Text of={caption} /> <span className="credit">Ảnh: {credit}</span></figcaption>
  </figure>
);

const Row = ({ of: cells, as: Cell }) => <tr>{cells.map((cell, index) => <Cell key={index}><Text of={cell} /></Cell>)}</tr>;

const Block = memo(function Block({ of: block }) {
  if (typeof block === "string") return <p>{block}</p>;
  switch (block.type) {
    case "paragraph": return <p><Text of={block.text} /></p>;
    case "heading": {
      const Heading = `h${block.level}`;
      return <Heading><Text of={block.text} /></Heading>;
    }
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return <List>{block.items.map((item, index) => <li key={index}><Text of={item} /></li>)}</List>;
    }
    case "quote": return (
      <figure className="quote"><blockquote><p><Text of={block.text} /></p></blockquote><figcaption><Text of={block.cite} /></figcaption></figure>
    );
    case "figure": return <Picture of={block} kind="figure" loading="lazy" />;
    case "table": return (
      <table>
        <caption><Text of={block.caption} /></caption>
        <thead>{block.head.map((row, index) => <Row key={index} of={row} as="th" />)}</thead>
        <tbody>{block.body.map((row, index) => <Row key={index} of={row} as="td" />)}</tbody>
      </table>
    );
    case "divider": return <hr />;
    case "html": return <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(block.html) }} />;
    default: return null;
  }
});

const Article = memo(function Article({ article }) {
  return (
    <article lang={article.lang}>
      <header>
        <p className="kicker">{article.kicker}</p>
        <h1 className="title">{article.title}</h1>
        <p className="facts">
          <time dateTime={article.published}>{dates.format(new Date(article.published))}</time>
          <span>Cập nhật <time dateTime={article.modified}>{dates.format(new Date(article.modified))}</time></span>
          <span>Lượt xem: {numbers.format(article.views)}</span>
        </p>
      </header>
      <p className="lead"><Text of={article.lead} /></p>
      <Picture of={article.image} kind="main-picture" loading="eager" />
      <div className="body">{article.body.map((block, index) => <Block key={index} of={block} />)}</div>
      <footer className="byline">
        {article.authors.map(({ name, role }) => <p key={name}>{name}{role.map((line) => <span className="role" key={line}>{line}</span>)}</p>)}
      </footer>
      <ul className="tags">{article.tags.map((tag) => <li key={tag}>{tag}</li>)}</ul>
    </article>
  );
});

function Counter({ url, every }) {
  const counts = useJson(url, every * 1000);
  const rows = counts ? [
    ["Đang online", counts.online.value], ["Hôm nay", counts.site.today], ["Tháng này", counts.site.month],
    ["Lượt xem trang", counts.page.views], ["Tất cả", counts.site.views],
  ] : [];
  return (
    <section className="counter">
      <h2>Thống kê truy cập</h2>
      <dl>{rows.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{numbers.format(value)}</dd></div>)}</dl>
    </section>
  );
}

function Reader({ place, src, counter, every }) {
  const article = useJson(src);
  useEffect(() => { if (article) place.classList.remove("waiting"); }, [article]);
  return (
    <div className="reader">
      {article ? <Article article={article} /> : <p>Đang tải…</p>}
      {article && counter && <Counter url={counter} every={every} />}
    </div>
  );
}

offer((place, options) => show(<Reader place={place} {...options} />, place));
