// Draws the Word file that the page around sends; it has no network and no storage.
"use strict";
addEventListener("message", async (event) => {
  if (event.source !== parent || !(event.data instanceof ArrayBuffer)) return;
  const paper = document.getElementById("paper");
  try {
    await docx.renderAsync(event.data, paper, document.getElementById("styles"), { inWrapper: true, useBase64URL: true, experimental: false });
    for (const one of paper.querySelectorAll("a[href]")) one.removeAttribute("href");
    parent.postMessage("drawn", "*");
  } catch (error) {
    parent.postMessage(`failed: ${error.message}`, "*");
  }
});
parent.postMessage("ready", "*");
