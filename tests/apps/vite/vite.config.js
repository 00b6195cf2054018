// In production the article lies on the same server; in development it is somebody else's.
const site = process.env.READERLY_SITE;

export default {
  // Several versions of Vite serve this app.
  cacheDir: process.env.READERLY_CACHE,
  server: site ? { proxy: { "/article.json": site, "/counter.json": site } } : {},
};
