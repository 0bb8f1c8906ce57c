// Looks every three seconds how a job stands and says so in place. Without script the page loads itself again.
const here = document.getElementById("job");

const put = (selector, there) => {
  const [old, now] = [here.querySelector(selector), there.querySelector(selector)];
  if (old && now && old.outerHTML !== now.outerHTML) old.replaceWith(now);
  return Boolean(old) === Boolean(now);
};

async function look() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.getElementById("job");
    if (!there?.dataset.open || !put(".cpb-bar", there) || !put(".cpb-progress", there)) return location.reload();
    const [said, says] = [here.querySelector("[role=status]"), there.querySelector("[role=status]")];
    if (said.textContent !== says.textContent) said.textContent = says.textContent;
    document.title = page.title;
    document.querySelector("h1").textContent = page.querySelector("h1").textContent;
  } catch {
    // The line is down for a moment: look again.
  }
  setTimeout(look, 3000);
}

if (here?.dataset.open) setTimeout(look, 3000);
