// The whole of our script: every page works without it.
import { initAll } from "./nhsuk-frontend.min.js";

// The design system's own page does this inline, which our content policy forbids.
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

initAll();
