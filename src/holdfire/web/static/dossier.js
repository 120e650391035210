// Ctrl S saves the dossier, and not the page around it.
addEventListener("keydown", (event) => {
  if (event.key === "s" && event.ctrlKey) { event.preventDefault(); document.getElementById("save").click(); }
});
