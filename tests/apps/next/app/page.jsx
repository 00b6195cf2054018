import Reader from "./reader.jsx";

export default function Page() {
  return (
    <Reader>
      <article>
        <h1>Bài của trang</h1>
        <p>Đoạn văn do máy chủ viết.</p>
      </article>
    </Reader>
  );
}
