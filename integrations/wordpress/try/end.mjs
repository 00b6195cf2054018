// Uninstalling, on one site and on a network of two.
import { writeFileSync } from "node:fs";
import { WORK, check, heading, page, readers, wordpress } from "./helper.mjs";

export async function end() {
  heading("uninstalling");
  wordpress("option", { name: "readerly", value: { counter: "/counter.json" } });
  const gone = wordpress("uninstall");
  check("the option was there", gone.before.includes("wp_options: readerly"), gone.before);
  check("nothing is left in the database", !gone.after.length, gone.after);

  heading("a network of sites");
  writeFileSync(`${WORK}/network`, "");
  wordpress("install");
  console.log(`made: ${wordpress("network")}`);
  writeFileSync(`${WORK}/network-ready`, "");
  check("activated for the network", wordpress("activate", { network: true }) === "active", "active");
  const blog = wordpress("second");
  for (const as of ["administrator2", "contributor"]) {
    const post = wordpress("second-post", {
      blog, as, post: { post_title: `Trên mạng ${as}`, post_status: "publish", post_content: "<script>alert(1)</script>Chữ.\n\n<!-- wp:readerly/article {\"video\":\"https://youtu.be/aBcDeFgHiJk\"} /-->" },
    });
    check(`${as} of one site may not use every HTML, nor name a script`, !post.html && !/<script/.test(post.content) && post.hls === "", `unfiltered_html ${post.html}, manage_options ${post.options}, hls-src "${post.hls}"`);
    const html = await page(post.url);
    const [reader] = readers(html);
    check(`the block of ${as} arrives, with the site's counter`, reader?.attributes.includes('counter="/counter.json"') && reader.attributes.includes("youtu.be"), reader?.whole ?? html.slice(0, 400));
  }
  const left = wordpress("uninstall", { network: true });
  check("both sites had an option", left.before.filter((name) => /options: readerly$/.test(name)).length === 2, left.before);
  check("neither has one now", !left.after.length, left.after);
}
