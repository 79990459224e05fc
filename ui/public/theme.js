// Runs before the first paint, so that a stored theme does not flash the other one.
(function () {
  try {
    var theme = localStorage.getItem("updraft.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (_) {
    // Storage can be forbidden; the system's theme is then used.
  }
})();
