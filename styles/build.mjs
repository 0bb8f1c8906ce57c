// Makes static/cpb/base.css and static/cpb/govuk-frontend.min.js from the npm package, with its licence at the head.
// Both are committed: a council that runs the product needs no Node.
import { readFileSync, writeFileSync } from "node:fs";
import { compile } from "sass";

const from = "node_modules/govuk-frontend/dist/govuk/";
const licence = readFileSync("styles/govuk-frontend-licence.txt", "utf8").trim();
const head = `/*! Built from GOV.UK Frontend 6.6.0 without header, footer, cookie banner, feedback, crown, crest and GDS Transport.\n\n${licence}\n*/\n`;

const css = compile("styles/base.scss", { style: "compressed", quietDeps: true, charset: false }).css;
if (/GDS Transport|crest|url\(/.test(css)) throw new Error("base.css would carry a GOV.UK brand asset.");
writeFileSync("static/cpb/base.css", head + css.trim() + "\n");

const js = readFileSync(from + "govuk-frontend.min.js", "utf8").replace(/\/\/# sourceMappingURL=.*\s*$/, "");
writeFileSync("static/cpb/govuk-frontend.min.js", head.replace("Built from", "From").replace(/ without [^\n]*/, ".") + js.trim() + "\n");
