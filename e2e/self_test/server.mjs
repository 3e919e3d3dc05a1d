// A tiny server for the harness to be tried on: a page that is well, and pages that are each amiss in one way.
import { createServer } from "node:http";

const page = (body, head = "") =>
  `<!doctype html><html lang="en-GB"><head><title>A page</title><meta name="viewport" content="width=device-width">${head}</head><body><main>${body}</main></body></html>`;

const PAGES = {
  "/": page('<h1>Well</h1><p>All is as it should be.</p><noscript><p id="plain">Without a script</p></noscript>', '<script src="/mark.js" defer></script>'),
  "/amiss": '<!doctype html><html><head><title>Amiss</title></head><body><main><h1>Amiss</h1><img src="/dot.svg"><p style="color:#bbb;background:#fff">Faint</p><noscript><input type="text"></noscript></main></body></html>',
  "/abroad": page('<h1>Abroad</h1><p>It asks another.</p><img alt="" src="http://elsewhere.example/dot.svg">'),
  "/broken": page("<h1>Broken</h1><p>Its script breaks.</p><script>nothing.at.all()</script>"),
  "/wide": page('<h1>Wide</h1><div style="width:900px">It does not fit.</div>'),
  "/sign-in": page('<h1>Sign in</h1><form method="post"><label for="e">Email address</label><input id="e" name="email"><label for="p">Password</label><input id="p" type="password" name="password"><button>Sign in</button></form>'),
};

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://127.0.0.1");
  let said = "";
  for await (const piece of request) said += piece;
  const form = new URLSearchParams(said);
  if (request.method === "POST") {
    const known = form.get("email") === "ann@example.org" && form.get("password") === "right-words";
    response.writeHead(303, { location: known ? "/" : "/sign-in" }).end();
  } else if (pathname === "/mark.js") {
    response.writeHead(200, { "content-type": "text/javascript" }).end('document.documentElement.id = "marked";');
  } else if (pathname === "/dot.svg" || pathname === "/favicon.ico") {
    response.writeHead(200, { "content-type": "image/svg+xml" }).end('<svg xmlns="http://www.w3.org/2000/svg"/>');
  } else if (pathname === "/fault") {
    response.writeHead(500, { "content-type": "text/html" }).end(page("<h1>Our fault</h1>"));
  } else {
    response.writeHead(PAGES[pathname] ? 200 : 404, { "content-type": "text/html; charset=utf-8" }).end(PAGES[pathname] ?? page("<h1>Not here</h1>"));
  }
});

if (process.argv.includes("--fall-over")) {
  console.error("the database is on fire");
  process.exit(3);
}
server.listen(0, "127.0.0.1", () => {
  console.log("Listening soon on http://127.0.0.1:0");
  console.error(`Serving on http://127.0.0.1:${server.address().port}/ until stopped`);
});
console.log("Ann Other, programme office: ann@example.org");
console.log("Everyone's password: right-words");
