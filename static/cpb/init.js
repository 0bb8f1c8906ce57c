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
