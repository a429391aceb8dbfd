// The writing page.
import "./tools.js";
import "./keep.js";
import "./counters.js";
