// Wakes the few GOV.UK components that pages use. Every page works without it.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios, SkipLink,
  createAll,
} from "./govuk-frontend.min.js";

document.body.classList.add("govuk-frontend-supported");
for (const component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios, SkipLink,
]) {
  createAll(component);
}

// Printing is the browser's own deed: the button is only there where it can be done.
for (const place of document.querySelectorAll("[data-print]")) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => window.print());
}
