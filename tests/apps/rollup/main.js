import { mount } from "readerly";

const reader = await mount("#place", { src: "/article.json", counter: "/counter.json", counterEvery: 30 });
reader.element.id = "reader";
