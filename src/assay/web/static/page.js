/* The search in the head of each page: `/` and Ctrl or Cmd K lead to it, the arrows through what it found, Escape back.
   Without this file it is a form that leads to a page. */
(() => {
  const field = () => document.getElementById("find");
  const place = () => document.getElementById("find-found");
  const writes = (one) => one.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(one.tagName);
  const clear = () => place().replaceChildren();
  const stops = () => [field(), ...place().querySelectorAll("a")];

  const move = (event, by) => {
    const all = stops(), now = all.indexOf(document.activeElement);
    if (now < 0 || all.length < 2) return;
    event.preventDefault();
    all[(now + by + all.length) % all.length].focus();
  };

  document.addEventListener("keydown", (event) => {
    if (!field()) return;
    const called = (event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !writes(event.target) && !event.ctrlKey && !event.metaKey);
    if (called) {
      event.preventDefault();
      field().focus();
      field().select();
      return;
    }
    const inside = event.target === field() || place().contains(event.target);
    if (!inside) return;
    if (event.key === "ArrowDown") move(event, 1);
    if (event.key === "ArrowUp") move(event, -1);
    if (event.key === "Escape") {
      clear();
      if (event.target === field()) field().blur();
      else field().focus();
    }
    if (event.key === "Enter" && event.target === field()) {
      const first = place().querySelector("a");
      if (first && place().dataset.of === field().value) {
        event.preventDefault();
        first.click();
      }
    }
  });

  document.addEventListener("input", (event) => {
    if (event.target === field() && !field().value.trim()) clear();
  });
  document.addEventListener("click", (event) => {
    if (field() && event.target !== field() && !place().contains(event.target)) clear();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target === place()) place().dataset.of = event.detail.requestConfig.parameters.q ?? "";
  });
})();

/* While other figures are on the way, those on the screen fade and a line says so: after a filter, and after any link or form that
   leads to another page. Files that are downloaded leave the page as it is. */
(() => {
  const SOON = 200;  /* milliseconds: what comes sooner is not announced */
  const FILE = /\.(csv|json|parquet|pdf|pptx|toml|xlsx|zip)$/;
  const REPORT = "/reports/file";  /* a file, too, which may take a minute to make */
  const line = () => document.getElementById("coming");
  const content = () => document.getElementById("content");
  let timer = 0;

  const say = (text) => {
    line().textContent = text;
    line().hidden = !text;
  };
  const old = (word) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      content().classList.add("old");
      content().setAttribute("aria-busy", "true");
      say(line().dataset[word]);
    }, SOON);
  };
  const current = (text = "") => {
    clearTimeout(timer);
    content().classList.remove("old");
    content().removeAttribute("aria-busy");
    say(text);
  };
  const leaves = (event, element, address) => {
    if (event.defaultPrevented || !address || element.target || element.closest("[download]")) return;
    const url = new URL(address, location.href);
    if (!/^https?:$/.test(url.protocol) || url.origin !== location.origin || FILE.test(url.pathname)) return;
    if (url.pathname === REPORT) return say(line().dataset.report);
    if (url.hash && url.pathname === location.pathname && url.search === location.search && element.tagName === "A") return;
    old(url.pathname === location.pathname ? "figures" : "page");
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const address = link?.getAttribute("href");  /* links of drawings are SVG's */
    if (link && plain) leaves(event, link, address);
  });
  document.addEventListener("submit", (event) => {
    const pressed = event.submitter;
    leaves(event, pressed ?? event.target, pressed?.getAttribute("formaction") || event.target.getAttribute("action") || location.href);
  });
  document.addEventListener("htmx:beforeRequest", (event) => event.detail.target === content() && old("figures"));
  document.addEventListener("htmx:afterRequest", (event) => event.detail.target?.id === "content" && event.detail.xhr.status && current());
  document.addEventListener("htmx:sendError", (event) => event.detail.target === content() && current(line().dataset.failed));
  document.addEventListener("keydown", (event) => event.key === "Escape" && current());
  document.addEventListener("pointerdown", () => content().classList.contains("old") || say(""));
  addEventListener("pageshow", () => current());
})();
