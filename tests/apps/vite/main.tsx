/// <reference types="readerly/react" />
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import "readerly";

function App() {
  const [title, setTitle] = useState("");
  const [theme, setTheme] = useState<"light" | "dark">("light");
  return (
    <>
      <p id="heard">{title}</p>
      <button type="button" onClick={() => setTheme(theme === "light" ? "dark" : "light")}>
        Đổi màu
      </button>
      <readerly-article
        id="reader"
        src="/article.json"
        counter="/counter.json"
        counter-every={30}
        theme={theme}
        onreaderly-ready={(event) => setTitle(event.detail.title)}
      />
    </>
  );
}

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
