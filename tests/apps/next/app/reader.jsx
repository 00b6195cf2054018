"use client";
import { useEffect, useRef, useState } from "react";
import "readerly";

export default function Reader({ children }) {
  const reader = useRef(null);
  const [title, setTitle] = useState("");
  const [theme, setTheme] = useState("light");
  // React attaches no listener of a custom event to an element that the server wrote, so a ref does.
  useEffect(() => {
    const element = reader.current;
    const hear = (event) => setTitle(event.detail.title);
    element.addEventListener("readerly-ready", hear);
    return () => element.removeEventListener("readerly-ready", hear);
  }, []);
  return (
    <>
      <p id="heard">{title}</p>
      <button type="button" onClick={() => setTheme(theme === "light" ? "dark" : "light")}>
        Đổi màu
      </button>
      <readerly-article
        ref={reader}
        id="reader"
        src="/article.json"
        counter="/counter.json"
        counter-every={30}
        theme={theme}
      >
        {children}
      </readerly-article>
    </>
  );
}
