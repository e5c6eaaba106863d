// Before the first paint, so that a person who chose dark never sees a white flash.
try {
  var chosen = localStorage.getItem("fluxion.theme")
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen
  document.documentElement.lang = localStorage.getItem("fluxion.lang") || "es"
} catch {}
