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
