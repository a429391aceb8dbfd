// 'at most 280' becomes '103 of 280' while one writes.
const counters = [...document.querySelectorAll("[data-counts]")].map((place) => ({
  place,
  field: document.getElementById(place.dataset.counts),
  limit: Number(place.dataset.limit),
}));
const numbers = new Intl.NumberFormat(document.documentElement.lang);

function count({ place, field, limit }) {
  // As the server counts: whole characters, so that an emoji is one.
  const used = [...field.value].length;
  const words = place.closest("form").dataset.counter || "{used} / {limit}";
  place.textContent = words
    .replace("{used}", numbers.format(used))
    .replace("{limit}", numbers.format(limit));
  place.classList.toggle("over", used > limit);
}

for (const counter of counters) {
  if (!counter.field) continue;
  count(counter);
  counter.field.addEventListener("input", () => count(counter));
}
