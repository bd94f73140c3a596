// The list: rows that are read behind the page, and Word files that are dropped on it.
"use strict";
(() => {
  const said = JSON.parse(document.getElementById("sentences").textContent);
  const rows = document.getElementById("rows");
  const last = document.getElementById("last");
  const look = async () => {
    const answer = await fetch("/rows" + location.search).catch(() => null);
    if (!answer || !answer.ok) return setTimeout(look, 2000);
    const found = await answer.json();
    rows.innerHTML = found.html;
    const chosen = last.value;
    last.innerHTML = found.units;
    if (chosen) last.value = chosen;
    document.getElementById("next").hidden = !last.options.length;
    if (found.waiting) setTimeout(look, 100);   // the server waits for more of them
  };
  if (rows && Number(rows.dataset.waiting)) look();

  const drop = document.getElementById("drop");
  const told = document.getElementById("dropped");
  const word = document.getElementById("word");
  const send = async (file) => {
    told.textContent = said.working;
    const query = new URLSearchParams({ file: file.name });
    if (document.getElementById("old").checked) query.set("pack", document.getElementById("pack").value);
    const unit = document.getElementById("unit").value.trim();
    if (unit) query.set("unit", unit);
    const answer = await fetch(drop.dataset.to + "?" + query, {
      method: "POST", body: file,
      headers: { "Content-Type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    }).catch(() => null);
    const found = answer && await answer.json().catch(() => null);
    if (!answer || !answer.ok) {
      told.textContent = `${said.failed} ${(found && found.error) || said.waiting}`;
      return;
    }
    if (!found.notes.length) return location.assign(found.address);
    told.textContent = "";
    const list = document.createElement("ul");
    for (const note of found.notes) list.append(Object.assign(document.createElement("li"), { textContent: note }));
    const link = Object.assign(document.createElement("a"), { href: found.address, textContent: found.address });
    told.append(list, link);
  };
  word.addEventListener("change", () => { if (word.files.length) send(word.files[0]); });
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) send(event.dataTransfer.files[0]);
  });
})();
