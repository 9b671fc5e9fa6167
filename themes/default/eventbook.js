// Runs before the page is painted, so a chosen theme does not flash; the rest waits for the page.
(function () {
  "use strict";
  var key = "eventbook-theme";
  var root = document.documentElement;
  var order = ["system", "light", "dark"];

  function stored() {
    try {
      var theme = localStorage.getItem(key);
      return order.indexOf(theme) > 0 ? theme : "system";
    } catch (refused) {
      return "system";
    }
  }

  function show(theme) {
    if (theme === "system") {
      root.removeAttribute("data-theme");
    } else {
      root.setAttribute("data-theme", theme);
    }
  }

  function keep(theme) {
    try {
      localStorage.setItem(key, theme);
    } catch (refused) {
      // Without storage the choice lasts as long as the page.
    }
  }

  function themeButton() {
    var button = document.querySelector(".theme");
    var word = button && button.querySelector(".theme-word");
    if (!word) return;
    var theme = stored();
    word.textContent = "Theme: " + theme;
    button.hidden = false;
    button.addEventListener("click", function () {
      theme = order[(order.indexOf(theme) + 1) % order.length];
      show(theme);
      keep(theme);
      word.textContent = "Theme: " + theme;
    });
  }

  function copyButtons() {
    if (!navigator.clipboard) return;
    document.querySelectorAll(".code").forEach(function (block) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.addEventListener("click", function () {
        var text = block.querySelector("pre").textContent;
        navigator.clipboard.writeText(text).then(function () {
          button.textContent = "Copied";
          setTimeout(function () { button.textContent = "Copy"; }, 1500);
        }, function () {});
      });
      block.appendChild(button);
    });
  }

  show(stored());
  document.addEventListener("DOMContentLoaded", function () {
    themeButton();
    copyButtons();
  });
})();
