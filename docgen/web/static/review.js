// The page of a review. What is typed goes to the file at once, value by value.
//
// Each edit says what its input showed when it was last the same as the file (`base`), so that the
// server never puts it over somebody else's. Until the server has it, an edit lies in the browser's
// storage: a killed server, a closed tab or a full disk lose nothing.
"use strict";
(() => {
  const form = document.getElementById("review");
  const said = JSON.parse(document.getElementById("sentences").textContent);
  const name = form.dataset.name;
  const where = name.split("/").map(encodeURIComponent).join("/");
  const key = `docgen:${name}:`;
  const status = document.getElementById("saved");
  const undoButton = document.getElementById("undo");
  const who = form.dataset.who ? `&who=${encodeURIComponent(form.dataset.who)}` : "";
  const PAUSE = 250;   // between two saves while somebody types
  const LOOK = 1000;   // between two looks at the disk

  let stamp = form.dataset.stamp;
  let busy = false;    // an answer is waited for
  let last = 0;        // when the last save began
  let timer = 0;
  let failures = 0;
  let dirty = false;   // something was saved since the last whole check
  const base = new Map();
  const conflicts = new Map();  // path: what the file holds
  const refused = new Map();    // path: what was typed when it was refused

  const tidy = (text) =>
    text.replace(/\r\n?/g, "\n").split("\n").map((line) => line.trimEnd()).join("\n").replace(/^[\n ]+|[\n ]+$/g, "");

  // --- inputs ---------------------------------------------------------------------------------
  const inputs = new Map();
  for (const one of form.elements) {
    if (!one.name || one.name.startsWith("~") || one.type === "hidden") continue;
    if (!inputs.has(one.name)) inputs.set(one.name, []);
    inputs.get(one.name).push(one);
  }
  const valueOf = (path) => {
    const own = inputs.get(path);
    if (own[0].type === "radio") return (own.find((one) => one.checked) || { value: "" }).value;
    return own[0].value;
  };
  const put = (path, text) => {
    const own = inputs.get(path);
    if (own[0].type === "radio") {
      for (const one of own) one.checked = one.value === text;
    } else if (own[0].value !== text) {
      own[0].value = text;
      if (own[0].value !== text && own[0].tagName === "SELECT") {
        own[0].append(new Option(text, text, true, true));
      }
      grow(own[0]);
    }
    chips(path);
  };
  for (const path of inputs.keys()) base.set(path, tidy(valueOf(path)));

  function grow(area) {
    if (area.tagName !== "TEXTAREA" || CSS.supports("field-sizing", "content")) return;
    area.rows = Math.max(area.getAttribute("rows"), area.value.split("\n").length + 1);
  }

  // --- what is typed and not saved yet lies in the browser ---------------------------------------
  // Each page has a place of its own there; the next page of the review takes over what is left.
  const mine = key + Math.random().toString(36).slice(2);
  const pending = new Map();
  const keep = () => {
    try {
      if (pending.size) localStorage.setItem(mine, JSON.stringify(Object.fromEntries(pending)));
      else localStorage.removeItem(mine);
    } catch { /* a browser without storage: the page itself still holds it */ }
  };
  const leftovers = () => {
    const found = {};
    try {
      const keys = Array.from({ length: localStorage.length }, (_, number) => localStorage.key(number));
      for (const one of keys.filter((text) => text.startsWith(key) && text !== mine)) {
        Object.assign(found, JSON.parse(localStorage.getItem(one)));
        localStorage.removeItem(one);
      }
    } catch { /* none */ }
    return found;
  };

  function typed(path) {
    if (!inputs.has(path)) return;
    const value = valueOf(path);
    if (tidy(value) === base.get(path) && !conflicts.has(path)) pending.delete(path);
    else pending.set(path, { base: base.get(path), value, sent: (pending.get(path) || {}).sent });
    refused.delete(path);
    keep();
    chips(path);
    later();
  }
  form.addEventListener("input", (event) => typed(event.target.name));
  form.addEventListener("change", (event) => { if (inputs.has(event.target.name)) typed(event.target.name); });
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.name.startsWith("~")) {
      event.preventDefault();
      records(event.submitter);
      return;
    }
    event.preventDefault();
    save();
  });
  form.addEventListener("keydown", (event) => {   // Alt and an arrow move a record, a line of a list
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !event.altKey || event.ctrlKey || event.shiftKey || event.metaKey) return;
    const record = event.target.closest(".record");
    const area = event.target.closest(".look-list textarea");
    if ((!record && !area) || event.target.tagName === "SELECT") return;   // there they open the list
    event.preventDefault();
    if (record) {
      const button = record.querySelector(`[name="~${by < 0 ? "up" : "down"}"]`);
      if (button) records(button);
      return;
    }
    const lines = area.value.split("\n");
    const at = area.value.slice(0, area.selectionStart).split("\n").length - 1;
    const column = area.selectionStart - lines.slice(0, at).join("\n").length - (at ? 1 : 0);
    if (at + by < 0 || at + by >= lines.length) return;
    [lines[at], lines[at + by]] = [lines[at + by], lines[at]];
    area.value = lines.join("\n");
    const start = lines.slice(0, at + by).join("\n").length + (at + by ? 1 : 0) + column;
    area.setSelectionRange(start, start);
    typed(area.name);
  });
  form.addEventListener("keydown", (event) => {   // Enter in a line is no click on the first button
    if (event.key === "Enter" && event.target.tagName === "INPUT" && !event.isComposing) event.preventDefault();
  });

  const open = () => [...pending.keys()].filter((path) => !conflicts.has(path) && !refused.has(path));

  function later() {
    clearTimeout(timer);
    if (busy || !open().length) return;
    const wait = failures ? Math.min(5000, 500 * failures) : Math.max(0, PAUSE - (Date.now() - last));
    if (wait) timer = setTimeout(save, wait); else save();
  }

  function say(text, bad) {
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle("bad", Boolean(bad));
  }

  async function ask(address, body) {
    const answer = await fetch(address, body === undefined ? {} : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    if (answer.status === 204) return null;
    const found = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error(found.error || ""), { status: answer.status });
    return found;
  }

  // What is on its way may be in the file although no answer came: it is no edit of somebody else's.
  function note(paths) {
    for (const path of paths) {
      const one = pending.get(path);
      one.sent = [...(one.sent || []), one.value].slice(-20);
    }
    keep();
  }

  async function save() {
    clearTimeout(timer);
    const paths = open();
    if (busy || !paths.length) return;
    busy = true;
    last = Date.now();
    const sent = new Map(paths.map((path) => [path, { ...pending.get(path) }]));
    note(paths);
    if (failures) say(said.saving);
    try {
      const edits = [...sent].map(([path, one]) => ({ path, base: one.base, value: one.value, sent: one.sent || [] }));
      const found = await ask(`/save/${where}`, { edits, stamp });
      failures = 0;
      settle(sent, found);
    } catch (error) {
      failures += 1;
      if (error.status === 403) say(said.closed, true);
      else if (error.status) say(`${said.failed} ${error.message} ${said.kept}`, true);
      else say(said.waiting, true);
    } finally {
      busy = false;
      later();
    }
  }

  // Everything typed is saved, or has failed; an answer that is on its way is waited for.
  async function rest() {
    do {
      await save();
      while (busy) await new Promise((done) => setTimeout(done, 30));
    } while (open().length && !failures);
  }

  // What the server says of edits: saved, merged with somebody else's, in conflict, refused.
  function settle(sent, found) {
    for (const [path, text] of Object.entries(found.saved)) {
      const value = sent.has(path) ? sent.get(path).value : undefined;
      const now = inputs.has(path) ? valueOf(path) : undefined;
      const untouched = now === value;
      if (found.merged.includes(path) && !untouched) {
        base.set(path, tidy(value));     // the next save brings both together again
        pending.set(path, { base: tidy(value), value: now });
        continue;
      }
      base.set(path, text);
      if (untouched) pending.delete(path);
      else pending.set(path, { base: text, value: now });
      if (untouched && tidy(now) !== text && (found.merged.includes(path) || !focused(path))) put(path, text);
      settled(path);
    }
    for (const [path, text] of Object.entries(found.conflicts)) conflict(path, text);
    for (const [path, why] of Object.entries(found.refused)) {
      refused.set(path, why);
      fault(path, why);
    }
    keep();
    update(found);
    dirty = true;
    if (refused.size) say(`${said.failed} ${[...refused.values()][0]} ${said.kept}`, true);
    else if (!pending.size) say(said.saved);
  }

  const focused = (path) => inputs.get(path).includes(document.activeElement);

  // --- what follows from the values --------------------------------------------------------------
  function update(found) {
    stamp = found.stamp;
    for (const [id, html] of Object.entries(found.parts)) {
      const part = document.getElementById(id);
      if (part && part.dataset.html !== html) {
        const opened = part.querySelector("details") && part.querySelector("details").open;
        part.innerHTML = html;
        part.dataset.html = html;
        if (opened) part.querySelector("details").open = true;
      }
    }
    for (const one of document.querySelectorAll(".fault[id$='-fault']")) {
      const path = one.id.slice(0, -"-fault".length);
      if (!refused.has(path)) fault(path, found.faults[path] || "");
    }
    for (const [id, score] of Object.entries(found.scores)) {
      const mark = document.querySelector(`.contents a[href="#criterion-${id}"] b`);
      if (mark) {
        mark.textContent = score || "–";
        mark.className = score ? "scored" : "unscored";
      }
    }
    undoButton.hidden = !found.undo;
  }

  function fault(path, message) {
    const line = document.getElementById(`${path}-fault`);
    if (!line) return;
    if (line.textContent !== message) line.textContent = message;
    line.hidden = !message;
    for (const one of inputs.get(path) || []) {
      if (one.type === "radio") continue;
      if (message) one.setAttribute("aria-invalid", "true"); else one.removeAttribute("aria-invalid");
      const hints = [`${path}-hint`, message && `${path}-fault`].filter((id) => id && document.getElementById(id));
      if (hints.length) one.setAttribute("aria-describedby", hints.join(" ")); else one.removeAttribute("aria-describedby");
    }
  }

  // --- both changed one value: the person decides -------------------------------------------------
  function conflict(path, theirs) {
    if (conflicts.get(path) === theirs && document.getElementById(`${path}-both`)) return;
    settled(path);
    conflicts.set(path, theirs);
    const place = inputs.get(path)[0].closest(".field, fieldset");
    const box = Object.assign(document.createElement("div"), { className: "both", id: `${path}-both` });
    box.setAttribute("role", "alert");
    const title = Object.assign(document.createElement("p"), { className: "title", textContent: said.both });
    const text = Object.assign(document.createElement("p"), { className: "typed", textContent: theirs || "–" });
    const choose = (label, take) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.addEventListener("click", () => { take(); inputs.get(path)[0].focus(); });
      return button;
    };
    box.append(title, text,
      choose(said.mine, () => {
        settled(path);
        base.set(path, theirs);
        pending.set(path, { base: theirs, value: valueOf(path) });
        keep();
        later();
      }),
      choose(said.theirs, () => {
        settled(path);
        base.set(path, theirs);
        pending.delete(path);
        put(path, theirs);
        keep();
        if (!pending.size) say(said.saved);
      }));
    place.append(box);
    say(said.both, true);
  }
  function settled(path) {
    conflicts.delete(path);
    const box = document.getElementById(`${path}-both`);
    if (box) box.remove();
  }

  // --- the disk ------------------------------------------------------------------------------------
  const disk = document.getElementById("disk");
  let looking = false;
  async function look() {
    if (busy || looking) return;
    looking = true;
    try {
      const found = await ask(`/watch/${where}?stamp=${encodeURIComponent(stamp)}${who}`);
      if (failures) { failures = 0; later(); }
      if (found && !busy) take(found);
      else if (!found && dirty && !pending.size && Date.now() - last > 1500) await whole();
    } catch (error) {
      if (error.status === 403) { failures += 1; say(said.closed, true); }
      else if (error.status) say(error.message, true);
      else { failures += 1; if (pending.size) say(said.waiting, true); }
    } finally {
      looking = false;
    }
  }
  async function whole() {
    dirty = false;
    if (!document.getElementById("faults")) return;
    const found = await ask(`/check/${where}`);
    const part = document.getElementById("faults");
    if (part.innerHTML !== found.html) {
      const opened = part.querySelector("details") && part.querySelector("details").open;
      part.innerHTML = found.html;
      if (opened && part.querySelector("details")) part.querySelector("details").open = true;
    }
  }
  function take(found) {
    const changed = [];
    const lists = (paths) => [...paths].filter((path) => /^[a-z]+\.\d+\./.test(path)).sort().join(" ");
    if (lists(Object.keys(found.texts)) !== lists(inputs.keys())) return anew();
    for (const [path, text] of Object.entries(found.texts)) {
      if (!inputs.has(path) || base.get(path) === text) continue;
      if (pending.has(path)) {
        if (tidy(pending.get(path).value) === text) { base.set(path, text); pending.delete(path); settled(path); }
        continue;   // the save tells whether both can stand
      }
      base.set(path, text);
      put(path, text);
      changed.push(path);
    }
    keep();
    update(found);
    dirty = true;
    if (changed.length) {
      for (const path of changed) {
        const place = inputs.get(path)[0].closest(".field, fieldset");
        place.classList.remove("fresh");
        void place.offsetWidth;
        place.classList.add("fresh");
      }
      const names = changed.slice(0, 3).map(labelOf).join(", ");
      say(`${said.changed} ${names}${changed.length > 3 ? " ..." : ""}`);
    }
  }
  function labelOf(path) {
    const one = inputs.get(path)[0];
    const own = one.type === "radio" ? one.closest("fieldset").querySelector("legend") : one.labels && one.labels[0];
    const article = one.closest("article");
    const text = own ? own.firstChild.textContent.trim() : path;
    return article ? `${article.querySelector("h3").textContent.trim().replace(/\s+/g, " ")}: ${text}` : text;
  }
  function anew() {
    if (document.getElementById("anew")) return;
    if (!pending.size) return location.reload();
    disk.textContent = said.reload + " ";
    const button = Object.assign(document.createElement("button"), { type: "button", id: "anew", textContent: said.again });
    button.addEventListener("click", () => location.reload());
    disk.append(button);
  }
  setInterval(() => { if (!document.hidden || pending.size) look(); }, LOOK);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  window.addEventListener("online", look);
  window.addEventListener("pagehide", () => {
    const paths = open();
    if (!paths.length) return;
    const edits = paths.map((path) => ({ path, sent: [], ...pending.get(path) }));
    note(paths);
    const body = JSON.stringify({ edits });
    fetch(`/save/${where}`, {
      method: "POST", keepalive: body.length < 60000, body, headers: { "Content-Type": "application/json" },
    }).catch(() => {});
  });

  // --- undo, records, sources ------------------------------------------------------------------------
  undoButton.hidden = form.dataset.undo === "0";
  undoButton.addEventListener("click", async () => {
    await rest();
    try {
      const found = await ask(`/undo/${where}`, { stamp });
      const done = found.path;
      if (inputs.has(done)) {
        if (found.path in found.conflicts) {
          say(`${said.changed} ${labelOf(done)}`, true);
        } else {
          base.set(done, found.saved[done]);
          pending.delete(done);
          put(done, found.saved[done]);
          inputs.get(done)[0].scrollIntoView({ block: "center" });
          say(`${said.undone} ${labelOf(done)}`);
        }
      }
      keep();
      update(found);
    } catch (error) { say(error.message || said.waiting, true); }
  });

  async function records(button) {
    const [list, number] = button.value.split(".");
    const action = button.name.slice(1);
    const adding = action === "add";
    if (action === "remove" && !confirm(said.remove)) return;
    await rest();
    // An edit that is not saved is known by its record's place, which the records are about to change.
    if (!adding && [...pending.keys()].some((path) => path.startsWith(`${list}.`))) return say(said.waiting, true);
    try {
      const now = await ask(`/watch/${where}?stamp=`);
      const own = Object.entries(now.texts).filter(([path]) => path.startsWith(`${list}.${number}.`));
      if (!adding && own.some(([path, text]) => base.get(path) !== text)) return anew();
      const mark = now.records[list][Number(number)] || "";
      await ask(`/records/${where}`, { list, index: Number(number), mark, action });
      const place = Number(number) + (action === "up" ? -1 : action === "down" ? 1 : 0);
      sessionStorage.setItem(`${key}to`, action === "remove" ? `block-${list}` : adding ? `at-${list}.${number}.` : `~${action} ${list}.${place}`);
      location.reload();
    } catch (error) { say(error.message || said.waiting, true); }
  }
  const to = sessionStorage.getItem(`${key}to`);
  if (to) {
    sessionStorage.removeItem(`${key}to`);
    const [pressed, row] = to.split(" ");
    const record = row && document.querySelector(`[name="~remove"][value="${row}"]`).closest(".record");
    const place = record ? record.querySelector(`[name="${pressed}"]`) || record.querySelector("[name='~up'], [name='~down']") : to.startsWith("at-") ? document.querySelector(`[id^="${to}"] input, [id^="${to}"] select, [id^="${to}"] textarea`) : document.getElementById(to);
    if (place) place.focus();
  }

  function chips(path) {
    const row = document.querySelector(`[data-codes="${path}"]`);
    if (!row) return;
    const there = valueOf(path).split("\n").map((line) => line.trim());
    for (const chip of row.children) chip.setAttribute("aria-pressed", String(there.includes(chip.dataset.code)));
  }
  for (const row of document.querySelectorAll("[data-codes]")) {
    chips(row.dataset.codes);
    row.addEventListener("click", (event) => {
      const code = event.target.dataset.code;
      if (!code) return;
      const area = inputs.get(row.dataset.codes)[0];
      const lines = area.value.split("\n").map((line) => line.trim()).filter(Boolean);
      const rest = lines.filter((line) => line !== code);
      area.value = (rest.length === lines.length ? [...lines, code] : rest).join("\n");
      grow(area);
      typed(row.dataset.codes);
    });
  }

  // --- what an earlier page of this browser could not save ------------------------------------------
  let restored = 0;
  for (const [path, entry] of Object.entries(leftovers())) {
    if (!inputs.has(path) || tidy(entry.value) === base.get(path)) continue;
    pending.set(path, { base: entry.base, value: entry.value, sent: entry.sent });
    put(path, entry.value);
    restored += 1;
  }
  keep();
  if (restored) { say(said.restored); later(); }

  const fold = document.querySelector(".fold");
  const wide = matchMedia("(min-width: 64rem)");
  const unfold = () => { if (fold) fold.open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();
  dirty = true;
})();
