// The page of a report: made, looked at, and edits of Word files taken.
"use strict";
(() => {
  const said = JSON.parse(document.getElementById("sentences").textContent);
  const name = document.getElementById("report").dataset.name;
  const where = name.split("/").map(encodeURIComponent).join("/");
  const told = document.getElementById("told");
  const dropped = document.getElementById("dropped");
  const KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  async function ask(address, body, kind = "application/json") {
    const answer = await fetch(address, { method: "POST", headers: { "Content-Type": kind }, body }).catch(() => null);
    if (!answer) throw new Error(said.silent);
    const found = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(found.error || said.failed);
    return found;
  }
  async function work(place, run) {
    place.classList.remove("bad");
    place.textContent = said.working;
    try { await run(); } catch (error) {
      place.classList.add("bad");
      place.textContent = error.message;
    }
  }
  for (const button of document.querySelectorAll("[data-make], [data-open]")) {
    const making = "make" in button.dataset;
    const document_ = making ? button.dataset.make : button.dataset.open;
    button.addEventListener("click", () => work(told, async () => {
      const found = await ask(`/${making ? "make" : "open"}/${where}`, JSON.stringify({ document: document_ }));
      told.textContent = found.said;
      if (found.state) document.getElementById("state").innerHTML = found.state;
    }));
  }

  const plan = (found) => {
    dropped.innerHTML = found.html;
    const form = dropped.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const take = [...form.querySelectorAll("input:checked")].map((one) => Number(one.value));
      work(dropped, async () => {
        const done = await ask(`/take/${where}`, JSON.stringify({ drop: form.dataset.drop, take }));
        dropped.textContent = done.said;
      });
    });
  };
  const send = (file) => work(dropped, async () =>
    plan(await ask(`/drop/${where}?${new URLSearchParams({ file: file.name })}`, file, KIND)));
  const own = document.getElementById("own");
  if (own) own.addEventListener("click", () => work(dropped, async () => plan(await ask(`/drop/${where}?own=1`, "", KIND))));
  const word = document.getElementById("word");
  word.addEventListener("change", () => { if (word.files.length) send(word.files[0]); word.value = ""; });
  const drop = document.getElementById("drop");
  addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  addEventListener("dragleave", () => drop.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) send(event.dataTransfer.files[0]);
  });

  const look = document.getElementById("look");
  const place = document.getElementById("frame");
  look.addEventListener("click", () => work(told, async () => {
    const answer = await fetch(`/made/${where}?document=report&as=plain`).catch(() => null);
    if (!answer) throw new Error(said.silent);
    if (!answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      throw new Error(page.querySelector(".notice").textContent);
    }
    const bytes = await answer.arrayBuffer();
    const frame = document.createElement("iframe");
    frame.title = place.dataset.title;
    frame.setAttribute("sandbox", "allow-scripts");
    addEventListener("message", (event) => {
      if (event.source !== frame.contentWindow) return;
      if (event.data === "ready") frame.contentWindow.postMessage(bytes, "*");
      else if (event.data === "drawn") { frame.dataset.drawn = "true"; told.textContent = ""; }
      else { told.textContent = String(event.data); told.classList.add("bad"); }
    });
    frame.src = "/preview-frame";
    place.replaceChildren(frame);
  }));
})();
