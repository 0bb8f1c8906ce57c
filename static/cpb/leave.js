// Young people's pages: "Leave this page fast" replaces the page, so that Back does not lead here again.
// Pressing Shift three times within five seconds does the same. Without script the link is an ordinary link.
const link = document.querySelector("[data-leave]");
let presses = [];

function leave(event) {
  event.preventDefault();
  document.body.hidden = true;
  window.location.replace(link.href);
}

if (link) {
  link.addEventListener("click", leave);
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < 5000), now];
    if (presses.length === 3) leave(event);
  });
}
