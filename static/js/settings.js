// The settings: what was typed in one section stays while another is saved, and this device's time
// zone is one press away.
const KEY = "settings";
const forms = [...document.querySelectorAll("form.stack")];
const fieldsOf = (form) => [...form.elements].filter((field) => field.id && field.type !== "file");
const isTicked = (field) => ["checkbox", "radio"].includes(field.type);
const isTouched = (field) => {
  if (isTicked(field)) return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((o) => o.selected !== o.defaultSelected);
  return field.value !== field.defaultValue;
};

function keep(sent) {
  const others = forms.filter((form) => form !== sent).flatMap(fieldsOf).filter(isTouched);
  const typed = others.map((field) => [field.id, field.value, field.checked]);
  sessionStorage.setItem(KEY, JSON.stringify(typed));
}

function giveBack() {
  const typed = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  sessionStorage.removeItem(KEY);
  for (const [id, value, checked] of typed) {
    const field = document.getElementById(id);
    if (!field) continue;
    if (isTicked(field)) field.checked = checked;
    else field.value = value;
  }
}

function offerZone(select) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const option = [...select.options].find((each) => each.value === here);
  const button = document.querySelector("[data-this-zone]");
  if (!option || option.selected) return;
  button.append(` ${here}`);
  button.hidden = false;
  button.addEventListener("click", () => {
    select.value = here;
    button.hidden = true;
    select.focus();
  });
}

for (const form of forms) form.addEventListener("submit", () => keep(form));
giveBack();
offerZone(document.querySelector("#id_time_zone"));
