// A page that shows work under way asks again every two seconds, one that is about it (data-whole) as it does without scripts.
// While somebody writes in it or stands on something of it only what tells of the work is renewed: nothing that was typed
// goes, and the focus stays.
(() => {
  const main = document.querySelector("main");
  const whole = document.currentScript.hasAttribute("data-whole");
  let touched = false;
  main.addEventListener("input", () => (touched = true));
  const stands = () => main.contains(document.activeElement) && document.activeElement !== main;
  const ask = async () => {
    if (whole && !touched && !stands()) {
      location.reload();
      return;
    }
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const goesOn = page.querySelector("script[src*='again.js']");
    if (!goesOn && !touched) {
      location.reload();
      return;
    }
    for (const one of document.querySelectorAll("main .under-way")) {
      const fresh = page.getElementById(one.id);
      if (fresh) one.replaceWith(fresh);
    }
    if (goesOn) setTimeout(ask, 2000);
  };
  setTimeout(ask, 2000);
})();
