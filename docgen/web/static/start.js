// Takes the token out of the address bar; a cookie that no script reads goes on from there.
"use strict";
(() => {
  const address = new URL(location.href);
  if (address.searchParams.has("token")) {
    address.searchParams.delete("token");
    history.replaceState(null, "", address.pathname + address.search + address.hash);
  }
  document.documentElement.classList.add("scripted");
})();
