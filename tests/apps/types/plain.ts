import { mount, version, type Reader, type ReaderlyArticleElement, type ReaderlyOptions } from "readerly";

const options: ReaderlyOptions = {
  src: "/a.json",
  format: "wordpress",
  map: { title: "/t" },
  counterMap: [null, { online: "/o" }],
  counterEvery: 30,
  hit: true,
  theme: "host",
  base: "/readerly/",
};
const reader: Promise<Reader> = mount("#place", options);
void reader.then((found) => found.update({ counter: null, theme: "dark" }));

const element: ReaderlyArticleElement = document.createElement("readerly-article");
element.src = "/b.json";
element.counterEvery = 60;
element.map = { title: "/t" };
element.hit = true;
element.theme = null;
element.consent("youtube");
element.consent = "always";
const text: string = element.counterEvery + element.src + version + window.Readerly.version;
element.addEventListener("readerly-count", (event) => {
  const online: number | bigint | null = event.detail.online;
  void online;
});
void text;

// @ts-expect-error there is no such colour
element.theme = "pink";
// @ts-expect-error nor such an option
void mount("#place", { sorce: "/a.json" });
// @ts-expect-error nor such a number
options.counterEvery = "often";
